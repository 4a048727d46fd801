"""One application in a few lines, as every page shows it."""

from flows.model import Application
from flows.specialities import label_of
from flows.view import SHANGHAI
from flows.wording import kind_words, status_words


def application_line(application: Application) -> str:
    """单位名称, 申报类型, 专业, 申报状态, 填报时间 (manual 2.4)."""
    filed = application.filed_at.astimezone(SHANGHAI)
    lines = [
        " · ".join(filter(None, (kind_words(application.kind), label_of(application.speciality)))),
        f"单位名称：{application.enterprise_name}" if application.enterprise_name else "",
        f"申报状态：{status_words(application)}",
        f"填报时间：{filed:%Y-%m-%d %H:%M:%S}",
    ]
    return "\n".join(filter(None, lines))
