"""How far an application is, node by node, in words and as a picture (manual 4)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.drawing import drawn
from bot.pictures.timeline import State, TimelineNode
from bot.services import Services
from flows.model import Application, ApplicationStatus, StatusEvent
from flows.pipeline import DIRECT_KINDS, PIPELINES, Node, Stage, StageState, stages
from flows.rules.applications import business_of
from flows.specialities import profession_of
from flows.view import SHANGHAI
from flows.wording import status_words

MARKS: dict[State, str] = {"done": "✓", "now": "⏳", "todo": "☐", "failed": "✗"}
_STATES: dict[StageState, State] = {
    StageState.DONE: "done",
    StageState.CURRENT: "now",
    StageState.AHEAD: "todo",
    StageState.STOPPED: "failed",
}


def timeline_nodes(
    application: Application, events: Sequence[StatusEvent] = ()
) -> list[TimelineNode]:
    """Each node with its time; the one in hand, or the last one reached, with the status.

    Without `events` the application has just been filed.
    """
    history = [(event.status, event.at) for event in events]
    history = history or [(application.status, application.filed_at)]
    latest = status_words(events[-1] if events else application)
    pipeline = PIPELINES[profession_of(application.speciality)]
    reached = stages(
        pipeline,
        [status for status, _ in history],
        direct=application.kind in DIRECT_KINDS,
    )
    by_label = {node.label: node for node in pipeline}
    return [_node(stage, by_label[stage.label], history, latest) for stage in reached]


def _node(
    stage: Stage,
    node: Node,
    history: Sequence[tuple[ApplicationStatus, datetime]],
    latest: str,
) -> TimelineNode:
    state, at = _STATES[stage.state], ""
    if state == "done":
        at = next(_clock(at) for status, at in history if status in node.done_at)
    elif state in ("now", "failed"):
        at = f"{latest} · {_clock(history[-1][1])}"
    return TimelineNode(stage.label, state, at)


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def in_words(nodes: Iterable[TimelineNode]) -> str:
    """The same as a line each; what is not in hand needs no time, the events below have it."""
    return "\n".join(
        f"{MARKS[node.state]} {node.label}"
        + (f"：{node.at.partition(' · ')[0]}" if node.state in ("now", "failed") else "")
        for node in nodes
    )


def picture_text(application: Application, nodes: Iterable[TimelineNode]) -> str:
    """What the picture says, for those who do not see it."""
    return f"{business_of(application)}的审核进度：{in_words(nodes)}".replace("\n", "，")


async def progress_picture(
    services: Services, application: Application, events: Sequence[StatusEvent] = ()
) -> tuple[str, ...]:
    """The timeline as a picture: its SHA-256 alone, or nothing where it cannot be kept."""
    nodes = timeline_nodes(application, events)
    return await drawn(services, services.draw_timeline, business_of(application), nodes)
