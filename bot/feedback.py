"""What people say of an answer, and what is offered where it did not help."""

import re

from bot.buttons import menu_button
from bot.entries import public_entry
from bot.exchange import Exchange
from bot.feedback_buttons import HELPFUL, Answer, read_answer
from bot.pages.hotline import hotline
from bot.refusing import AGENT_ROW
from bot.services import Services
from bot.showing import ask_again
from bot.topics import last_answer
from flows import texts
from knowledge.corpus import Entry
from storage.feedback import Opinion

OTHERS = 3
"""Other entries that are offered."""

_COMPLAINT = re.compile(
    r"(这|你|还是|都|根本|完全|也)?(说的|答的|回答|答案)?(是)?(还是|都|根本|完全|也)?"
    r"(没(有)?(解决|用|帮助|回答)|不(对|解决问题|是这个意思|是我(想)?(要|问)的)|答非所问|没说清楚|看不懂|没懂)"
    r"(我的)?(问题)?[了啊呀吧。.，,！!～~ ]*"
)


async def judge(exchange: Exchange, services: Services, verb: str, target: str) -> None:
    """A tap on one of the buttons: counted once, however often; the other one changes it."""
    answer = read_answer(target, exchange.now)
    entry = public_entry(services.corpus, answer.entry_id) if answer else None
    if answer is None or entry is None or not exchange.snapshot.conversation.id:
        exchange.say(texts.say("stale_button"))
        ask_again(exchange)
        return
    is_helpful = verb == HELPFUL
    await _give(exchange, services, answer, is_helpful=is_helpful)
    is_repeated = exchange.state.get("judged") == [verb, target]
    exchange.state["judged"] = [verb, target]
    if is_helpful or is_repeated:
        exchange.toast = texts.say("feedback_kept")
        return
    rows = tuple(
        (menu_button(other.title, "faq", other.id),) for other in _others(services, entry)
    )
    exchange.say(texts.say("not_solved" if rows else "not_solved_bare"), (*rows, AGENT_ROW))
    ask_again(exchange)


def is_complaint(text: str) -> bool:
    """True for words that say of an answer that it was of no use."""
    return bool(_COMPLAINT.fullmatch(text))


async def complain(exchange: Exchange, services: Services) -> bool:
    """没用 and the like, after an answer: on to a person, who is told what was answered.

    False where nothing was answered lately, so that the words must mean something else.
    """
    entry = last_answer(exchange, services.corpus)
    if entry is None or not entry.is_public:
        return False
    if exchange.snapshot.conversation.id:
        version = services.knowledge.edition.version(entry.id)
        answer = Answer(entry.id, version, exchange.now)
        await _give(exchange, services, answer, is_helpful=False)
    sources = "".join(citation.label for citation in entry.citations)
    exchange.say(texts.say("complaint_context", title=entry.title, sources=sources))
    hotline(exchange, as_agent=True)
    ask_again(exchange)
    return True


async def _give(
    exchange: Exchange, services: Services, answer: Answer, *, is_helpful: bool
) -> None:
    await services.feedback.give(
        Opinion(
            exchange.snapshot.conversation.id,
            answer.entry_id,
            answer.version,
            answer.at,
            is_helpful,
        )
    )


def _others(services: Services, entry: Entry) -> list[Entry]:
    """What else the person may have meant: of the same topic, the hot ones first."""
    corpus = services.corpus
    of_topic = [one for one in corpus.entries.values() if one.topic == entry.topic]
    hot = services.hot_questions(entry.leads_to) if entry.leads_to else []
    same = [one for one in hot if one in of_topic]
    found = dict.fromkeys(one.id for one in (*same, *of_topic) if one.is_public)
    return [corpus.entries[one] for one in found if one != entry.id][:OTHERS]
