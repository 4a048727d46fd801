"""审核进度 (manual 4): an application's timeline."""

from bot.buttons import menu_button, relay_button
from bot.channels.messages import BotMessage
from bot.exchange import Exchange, Rows
from bot.pages.lines import application_line
from bot.services import Services
from flows.model import Application, ApplicationStatus, Profession, StatusEvent
from flows.pipeline import PIPELINES, StageState, stages
from flows.specialities import SPECIALITIES, label_of
from flows.view import SHANGHAI
from flows.wording import kind_words, status_words

MARKS = {
    StageState.DONE: "✓",
    StageState.CURRENT: "⏳",
    StageState.AHEAD: "☐",
    StageState.STOPPED: "✗",
}


async def progress(exchange: Exchange, services: Services, application_id: str = "") -> None:
    """查看审核进度 (manual 4): the timeline of one application, or a choice among several."""
    facts = await services.registry.facts(exchange.person_id)
    mine = {application.id: application for application in facts.applications}
    in_hand = [a for a in facts.applications if a.is_open] or list(facts.applications[:1])
    chosen = mine.get(application_id) or (in_hand[0] if len(in_hand) == 1 else None)
    if chosen is not None:
        events = await services.registry.timeline(chosen.id, exchange.person_id)
        exchange.show(timeline_message(chosen, events))
        return
    rows = tuple(
        (menu_button(f"{label_of(a.speciality)} {kind_words(a.kind)}", "progress", a.id),)
        for a in in_hand
    )
    text = "请选择要查看的业务：" if rows else "还没有申报记录。上报后可以在这里查看审核进度。"
    exchange.say(text, rows, title="审核进度")


def timeline_message(application: Application, events: list[StatusEvent]) -> BotMessage:
    """The timeline in words: the pipeline's nodes, then what happened when."""
    speciality = SPECIALITIES.get(application.speciality)
    nodes = PIPELINES[speciality.profession if speciality else Profession.ENGINEER]
    reached = stages(nodes, [event.status for event in events])
    lines = [f"{MARKS[stage.state]} {stage.label}" for stage in reached]
    happened = [
        f"{event.at.astimezone(SHANGHAI):%m-%d %H:%M}  {status_words(event)}"
        + (f"：{event.note}" if event.note else "")
        for event in events
    ]
    text = "\n".join([application_line(application), "", *lines, "", *happened])
    rows: Rows = ((menu_button("刷新", "progress", application.id),),)
    if application.status is ApplicationStatus.SUBMITTED:
        rows = ((relay_button(application.id),), *rows)
    return BotMessage(title="审核进度", text=text, buttons=rows)
