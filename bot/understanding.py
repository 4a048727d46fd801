"""One sentence -> what to do about it; the path that the chat and `assistant ask` share."""

from dataclasses import dataclass
from typing import Literal

from bot.finding import Finding
from bot.order_or_question import is_small_talk, order_in
from knowledge.answer import decide
from knowledge.corpus import Entry
from knowledge.search import Hit
from nlu.client import ORDERS
from nlu.foreign import names_neighbour
from nlu.normalise import normalise
from nlu.parse import Parse, Parser

Status = Literal["answered", "action", "unsure", "out_of_scope", "smalltalk"]

PAGES = (
    *("current", "history", "messages", "settings", "progress"),
    *("certificate", "guide", "service", "videos", "hotline"),
)


MANY = 10
"""Hits among which an entry about another profession is looked for."""
_STEERING = ("affirm", "deny", "go_back", "stop")


@dataclass(frozen=True, slots=True)
class Understood:
    """What was meant: a flow or page to open, an answer, suggestions, or none of our business."""

    status: Status
    parse: Parse
    confidence: float
    action: str = ""
    """A flow id, a page id or `agent`."""
    entry: Entry | None = None
    suggestions: tuple[Entry, ...] = ()
    """What else may have been asked, best first; all there is where it is `unsure`."""
    asked: str = ""
    """The question that is answered, where it is not simply what was typed."""
    besides: tuple["Understood", ...] = ()
    """Answers to the other questions of the same message, which come first."""


async def understand(text: str, parser: Parser, finding: Finding) -> Understood:
    """Read `text` (1-4096 characters); never raises for any text."""
    parse = await parser.parse(text)
    if parse.intent in _STEERING:
        return Understood("smalltalk", parse, parse.confidence)
    sentence = normalise(text)
    hits = await _hits(sentence, parse, finding)
    if order := order_in(sentence, parse, hits):
        action, rivals = _action(order.intent), order.rivals(hits)
        return Understood("action", parse, parse.confidence, action=action, suggestions=rivals)
    if is_small_talk(parse, hits):
        return Understood("smalltalk", parse, parse.confidence)
    # A question about a business shares its chance with the order of it: it counts as one all the
    # same. With any other reading the parser cannot tell.
    p_ask = {"ask_faq": max(parse.confidence, 0.7), "out_of_scope": 0.0}.get(parse.intent, 0.5)
    decision = decide(text, hits, parse.out_of_scope, p_ask)
    if decision.status == "out_of_scope" and (action := _action(parse.intent)):
        return Understood("action", parse, parse.confidence, action=action)
    return Understood(
        decision.status,
        parse,
        decision.confidence,
        entry=decision.entry,
        suggestions=tuple(decision.suggestions),
    )


async def _hits(sentence: str, parse: Parse, finding: Finding) -> list[Hit]:
    """What the search finds; of a sister profession, only entries that speak of one as well.

    造价师印章丢了 is not answered with how our seals are replaced.
    """
    if not names_neighbour(sentence):
        return await finding.find(sentence, vector=parse.vector)
    found = await finding.find(sentence, MANY, parse.vector)
    return [hit for hit in found if any(map(names_neighbour, _lines(hit.entry)))][:3]


def _lines(entry: Entry) -> tuple[str, ...]:
    return (entry.title, *entry.phrasings)


def _action(intent: str) -> str:
    """The flow, page or `agent` that an intent orders; empty for the others."""
    if intent == "ask_agent":
        return "agent"
    return intent.partition("_")[2] if intent.startswith(ORDERS) else ""
