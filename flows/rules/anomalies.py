"""What the registry found amiss and may be contested (manual 2.6)."""

from flows import texts
from flows.model import Anomaly
from flows.steps import Finding, Option
from flows.view import SHANGHAI, View


def name_of(anomaly: Anomaly) -> str:
    """社保异常, 人员查重异常, or what another registry calls it."""
    code = f"anomaly.{anomaly.kind}"
    return texts.say(code) if code in texts.sentences() else anomaly.kind


def line_of(anomaly: Anomaly) -> str:
    """发送时间 and 问题描述, as 我的申辩 lists them."""
    found = f"{anomaly.found_at.astimezone(SHANGHAI):%Y-%m-%d}"
    note = "（申辩审核中）" if anomaly.is_contested else ""
    about = f"：{anomaly.description}" if anomaly.description else ""
    return f"{found}　{name_of(anomaly)}{about}{note}"


def listed(view: View) -> str:
    """The question with all anomalies above it."""
    lines = [line_of(anomaly) for anomaly in view.facts.anomalies]
    return "\n".join(["异常信息：", *lines, "", "请选择要申辩的一条："])


def contestable(view: View) -> tuple[Option, ...]:
    """Those that no 申辩 in hand is about."""
    return tuple(
        Option(value=one.id, label=name_of(one))
        for one in view.facts.anomalies
        if not one.is_contested
    )


def told(view: View) -> str:
    """The chosen anomaly in one line."""
    return next((line_of(one) for one in view.facts.anomalies if one.id == view["anomaly"]), "")


def something_to_contest(view: View) -> Finding | None:
    """There is an anomaly, and none is being contested already."""
    if contestable(view):
        return None
    code = "all_contested" if view.facts.anomalies else "no_anomalies"
    return Finding(code, source="手册 2.6", remedy="progress" if view.facts.anomalies else "")


def still_contestable(view: View) -> Finding | None:
    """The chosen anomaly still stands and is not being contested."""
    if view["anomaly"] in {option.value for option in contestable(view)}:
        return None
    return Finding("anomaly_gone", source="手册 2.6", step="anomaly", remedy="progress")
