"""Entries of the knowledge base by their id: from buttons, deep links and the public pages."""

import re

from bot.answering import answer_message
from bot.businesses import DESTINATIONS
from bot.buttons import menu_button
from bot.computed_lines import computed_line_for
from bot.exchange import Exchange, Rows
from bot.feedback_buttons import with_feedback
from bot.refusing import AGENT_ROW
from bot.services import Services
from bot.topics import note_answer
from flows import texts
from knowledge.corpus import Corpus, Entry

_LINK = re.compile(r"/start (faq|go)_([A-Za-z0-9_-]{1,60})")
MORE_ROW = (menu_button("看更多问题", "service"), menu_button("主菜单", "menu"))


def public_entry(corpus: Corpus, entry_id: str) -> Entry | None:
    """The entry, if there is one and it is meant for people, not for the hotline's agents."""
    entry = corpus.entries.get(entry_id)
    return entry if entry is not None and entry.is_public else None


def read_link(text: str) -> tuple[str, str] | None:
    """What a link into the chat asks: `/start faq_ID` an entry, `/start go_ID` a flow or page.

    A login code, which comes the same way, has no underscore.
    """
    found = _LINK.fullmatch(text)
    return (found[1], found[2]) if found else None


async def show_entry(
    exchange: Exchange, services: Services, entry_id: str, *, is_arriving: bool = False
) -> None:
    """The entry's answer; where it is gone, a kind word and the hot questions.

    `is_arriving`: the chat may have begun with this, so the way to everything else is shown too.
    """
    entry = public_entry(services.corpus, entry_id)
    if entry is None:
        hot = services.hot_questions()
        rows: Rows = tuple((menu_button(one.title, "faq", one.id),) for one in hot)
        exchange.say(texts.say("entry_gone"), (*rows, AGENT_ROW))
        return
    line = await line_below(exchange, services, entry)
    message = answer_message(entry, DESTINATIONS, line)
    message = with_feedback(message, entry, services, exchange.now)
    if is_arriving:
        message = message.model_copy(update={"buttons": (*message.buttons, MORE_ROW)})
    exchange.show(message)
    note_answer(exchange, entry)


async def line_below(exchange: Exchange, services: Services, entry: Entry | None) -> str:
    """What is computed for the exchange's person now; empty where nothing is."""
    if entry is None or not entry.computed:
        return ""
    return await computed_line_for(entry, services, exchange.person_id, exchange.now)
