"""One sentence -> what to do about it; the path that the chat and `assistant ask` share."""

from dataclasses import dataclass
from typing import Literal

from knowledge.answer import decide
from knowledge.corpus import Entry
from knowledge.search import Search
from nlu.parse import Parse, Parser

Status = Literal["answered", "action", "unsure", "out_of_scope", "smalltalk"]

PAGES = ("current", "history", "messages", "progress", "guide", "videos", "hotline")


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


async def understand(text: str, parser: Parser, search: Search) -> Understood:
    """Read `text` (1-4096 characters); never raises for any text."""
    parse = await parser.parse(text)
    if action := _action(parse.intent):
        return Understood("action", parse, parse.confidence, action=action)
    if parse.intent in ("small_talk", "affirm", "deny", "go_back", "stop"):
        return Understood("smalltalk", parse, parse.confidence)
    p_ask = parse.confidence if parse.intent == "ask_faq" else 0.0
    if parse.intent not in ("ask_faq", "out_of_scope"):
        p_ask = 0.5  # the parser cannot tell
    decision = decide(text, search.find(text), parse.out_of_scope, p_ask)
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
