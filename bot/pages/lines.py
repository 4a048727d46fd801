"""One application in a few lines, as every page shows it."""

from flows import texts
from flows.model import Application
from flows.specialities import label_of
from flows.view import SHANGHAI


def application_line(application: Application) -> str:
    """单位名称, 申报类型, 专业, 申报状态, 填报时间 (manual 2.4)."""
    filed = application.filed_at.astimezone(SHANGHAI)
    kind = texts.say(f"kind.{application.kind}")
    lines = [
        " · ".join(filter(None, (kind, label_of(application.speciality)))),
        f"单位名称：{application.enterprise_name}" if application.enterprise_name else "",
        f"申报状态：{texts.say(f'status.{application.status.value}')}",
        f"填报时间：{filed:%Y-%m-%d %H:%M:%S}",
    ]
    return "\n".join(filter(None, lines))
