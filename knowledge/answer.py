"""Answer, suggest or refuse: what to make of the hits for a question."""

import math
from dataclasses import dataclass
from typing import Literal

from knowledge.corpus import Entry
from knowledge.search import Hit
from knowledge.words import normalise

Status = Literal["answered", "unsure", "out_of_scope"]

ANSWER_FROM = 0.55
"""Chance from which the best entry is the answer; it was for 97 % of the development questions."""
SUGGEST_FROM = 0.15
"""Chance, of all hits together, from which they are worth asking about ("did you mean")."""
SURE_FROM = 0.9
"""Chance from which an answer stands alone; below it its nearest rivals are shown beside it."""
SHOWN = 3
"""Suggestions at most."""
WORTH_FROM = 0.03
"""Chance from which an entry is worth its place among the suggestions."""
OUT_OF_SCOPE_WEIGHT = 5.0
ASK_WEIGHT = 1.6


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict; `entry` only where answered, `suggestions` (3 with it at most) best first."""

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
    chances = [_chance(hit, p_out_of_scope, p_ask) for hit in hits[:SHOWN]]
    if sum(chances) < SUGGEST_FROM:
        return Decision("out_of_scope", None, max(chances, default=0.0))
    chance = chances[0]
    worth = tuple(
        hit.entry
        for hit, its in zip(hits, chances, strict=False)
        if its >= WORTH_FROM or its == chance
    )
    if chance < ANSWER_FROM or len(normalise(question)) < 2:
        return Decision("unsure", None, chance, worth)
    return Decision("answered", hits[0].entry, chance, worth[1:] if chance < SURE_FROM else ())


def _chance(hit: Hit, p_out_of_scope: float, p_ask: float) -> float:
    """Shift the odds that it is a question of ours by what the parser thinks."""
    ours = hit.confidence / hit.share if hit.share > 0 else 0.0
    ours = min(max(ours, 1e-4), 1 - 1e-4)
    odds = math.log(ours / (1 - ours))
    odds += ASK_WEIGHT * (p_ask - 0.5) - OUT_OF_SCOPE_WEIGHT * p_out_of_scope
    return hit.share / (1 + math.exp(-odds))
