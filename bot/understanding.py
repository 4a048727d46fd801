"""One sentence -> what to do about it; the path that the chat and `assistant ask` share."""

from dataclasses import dataclass
from typing import Literal

from bot.finding import Finding
from knowledge.answer import decide
from knowledge.corpus import Entry
from nlu.parse import Parse, Parser

Status = Literal["answered", "action", "unsure", "out_of_scope", "smalltalk"]

PAGES = (
    *("current", "history", "messages", "settings", "progress"),
    *("certificate", "guide", "service", "videos", "hotline"),
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
        return Understood("action", parse, parse.confidence, action=action)
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


def _action(intent: str) -> str:
    if intent == "ask_agent":
        return "agent"
    for prefix in ("start_", "open_"):
        if intent.startswith(prefix):
            return intent.removeprefix(prefix)
    return ""
