"""审核进度 (manual 4): an application's timeline."""

from bot.buttons import menu_button, relay_button
from bot.channels.messages import BotMessage
from bot.exchange import Exchange, Rows
from bot.pages.lines import application_line
from bot.services import Services
from bot.timelines import in_words, picture_text, progress_picture, timeline_nodes
from flows.model import Application, ApplicationStatus, StatusEvent
from flows.rules.applications import business_of
from flows.view import SHANGHAI
from flows.wording import status_words

NAMES_NOTE = "节点和状态的名称以系统页面为准。"


async def progress(exchange: Exchange, services: Services, application_id: str = "") -> None:
    """查看审核进度 (manual 4): the timeline of one application, or a choice among several."""
    facts = await services.registry.facts(exchange.person_id)
    mine = {application.id: application for application in facts.applications}
    in_hand = [a for a in facts.applications if a.is_open] or list(facts.applications[:1])
    chosen = mine.get(application_id) or (in_hand[0] if len(in_hand) == 1 else None)
    if chosen is not None:
        events = await services.registry.timeline(chosen.id, exchange.person_id)
        picture = await progress_picture(services, chosen, events)
        exchange.show(timeline_message(chosen, events, picture))
        return
    rows = tuple((menu_button(business_of(a), "progress", a.id),) for a in in_hand)
    text = "请选择要查看的业务：" if rows else "还没有申报记录。上报后可以在这里查看审核进度。"
    exchange.say(text, rows, title="审核进度")


def timeline_message(
    application: Application, events: list[StatusEvent], pictures: tuple[str, ...] = ()
) -> BotMessage:
    """The timeline in words: the pipeline's nodes, then what happened when."""
    nodes = timeline_nodes(application, events)
    happened = [
        f"{event.at.astimezone(SHANGHAI):%m-%d %H:%M}  {status_words(event)}"
        + (f"：{event.note}" if event.note else "")
        for event in events
    ]
    parts = [application_line(application), in_words(nodes), "\n".join(happened), NAMES_NOTE]
    rows: Rows = ((menu_button("刷新", "progress", application.id),),)
    if application.status is ApplicationStatus.SUBMITTED:
        rows = ((relay_button(application.id),), *rows)
    return BotMessage(
        title="审核进度",
        text="\n\n".join(part for part in parts if part),
        buttons=rows,
        pictures=pictures,
        picture_text=picture_text(application, nodes),
    )
