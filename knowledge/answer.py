"""Answer, suggest or refuse: what to make of the hits for a question."""

import math
from dataclasses import dataclass
from typing import Literal

from knowledge.corpus import Entry
from knowledge.search import Hit
from knowledge.words import normalise

Status = Literal["answered", "unsure", "out_of_scope"]

ANSWER_FROM = 0.55
"""Chance from which the best entry is the answer."""
SUGGEST_FROM = 0.30
"""Chance from which entries are worth asking about ("did you mean")."""
OUT_OF_SCOPE_WEIGHT = 5.0
ASK_WEIGHT = 1.6


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict; `entry` only where answered, `suggestions` (up to 3) best first."""

    status: Status
    entry: Entry | None
    confidence: float
    suggestions: tuple[Entry, ...] = ()


def decide(
    question: str, hits: list[Hit], p_out_of_scope: float = 0.0, p_ask: float = 0.5
) -> Decision:
    """Judge the hits of `question`.

    `p_out_of_scope` and `p_ask` are the parser's chances that it is none of our business, and
    that it is a question for the knowledge base; the defaults mean "the parser cannot tell".
    """
    if not hits:
        return Decision("out_of_scope", None, 0.0)
    chance = _chance(hits[0].confidence, p_out_of_scope, p_ask)
    worth = tuple(
        hit.entry
        for hit in hits
        if _chance(hit.confidence, p_out_of_scope, p_ask) >= SUGGEST_FROM / 2
    )[:3]
    if chance < SUGGEST_FROM:
        return Decision("out_of_scope", None, chance)
    if chance < ANSWER_FROM or len(normalise(question)) < 2:
        return Decision("unsure", None, chance, worth)
    return Decision("answered", hits[0].entry, chance, worth[1:])


def _chance(confidence: float, p_out_of_scope: float, p_ask: float) -> float:
    """Shift the index's odds by what the parser thinks."""
    confidence = min(max(confidence, 1e-4), 1 - 1e-4)
    odds = math.log(confidence / (1 - confidence))
    odds += ASK_WEIGHT * (p_ask - 0.5) - OUT_OF_SCOPE_WEIGHT * p_out_of_scope
    return 1 / (1 + math.exp(-odds))
