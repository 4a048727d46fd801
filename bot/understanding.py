"""One sentence -> what to do about it; the path that the chat and `assistant ask` share."""

import re
from dataclasses import dataclass
from typing import Literal

from bot.finding import Finding
from knowledge.answer import decide
from knowledge.corpus import Entry
from nlu.normalise import normalise
from nlu.parse import Parse, Parser

Status = Literal["answered", "action", "unsure", "out_of_scope", "smalltalk"]

PAGES = (
    *("current", "history", "messages", "settings", "progress"),
    *("certificate", "guide", "service", "videos", "hotline"),
)

CLEAR_ORDER, ENTRYS_OWN = 0.97, 0.95
"""From here on an order needs no second look; from here on words are as good as an entry's own."""
_ORDERS = re.compile(
    r"我要|帮|给我|替我|请(?!问)|麻烦|申请(办|撤|补|注销)|办理|开始|进入|提交|进行"
)


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
    asked: str = ""
    """The question that is answered, where it is not simply what was typed."""
    besides: tuple["Understood", ...] = ()
    """Answers to the other questions of the same message, which come first."""


async def understand(text: str, parser: Parser, finding: Finding) -> Understood:
    """Read `text` (1-4096 characters); never raises for any text."""
    parse = await parser.parse(text)
    if action := _action(parse.intent):
        told = await _told_instead(text, parse, finding)
        return told or Understood("action", parse, parse.confidence, action=action)
    if parse.intent in ("small_talk", "affirm", "deny", "go_back", "stop"):
        return Understood("smalltalk", parse, parse.confidence)
    # A question about a business shares its chance with the order of it: it counts as one all the
    # same. With any other reading the parser cannot tell.
    p_ask = {"ask_faq": max(parse.confidence, 0.7), "out_of_scope": 0.0}.get(parse.intent, 0.5)
    hits = await finding.find(text, vector=parse.vector)
    decision = decide(text, hits, parse.out_of_scope, p_ask)
    return Understood(
        decision.status,
        parse,
        decision.confidence,
        entry=decision.entry,
        suggestions=tuple(decision.suggestions),
    )


async def _told_instead(text: str, parse: Parse, finding: Finding) -> Understood | None:
    """An answer in place of a form, where the words are nearly an entry's and order nothing.

    「说我人员查重有异常」 names a business as an order does; the answer's button leads there.
    """
    is_clear = parse.confidence >= CLEAR_ORDER or _ORDERS.search(normalise(text))
    if is_clear or parse.source != "rasa" or not parse.intent.startswith("start_"):
        return None
    hits = await finding.find(text, 1, parse.vector)
    if not hits or hits[0].confidence < ENTRYS_OWN:
        return None
    return Understood("answered", parse, hits[0].confidence, entry=hits[0].entry)


def _action(intent: str) -> str:
    if intent == "ask_agent":
        return "agent"
    for prefix in ("start_", "open_"):
        if intent.startswith(prefix):
            return intent.removeprefix(prefix)
    return ""
