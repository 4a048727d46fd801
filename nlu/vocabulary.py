"""The entities' names, read from the same file that Rasa learns them from."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

ENTITIES_FILE = Path(__file__).parent / "rasa" / "data" / "entities.yml"

NOT_NAMES = (
    *("钢结构", "组织结构", "结构化", "结构图", "木结构", "砌体结构", "混凝土结构"),
    *("二级结构", "二级注册结构", "二级建筑师", "二级注册建筑师", "城乡规划"),
    *("一注册", "石油化工", "动力电池", "动力源"),
)
"""Longer words in which a speciality's name means something else."""


class Span(NamedTuple):
    """One name found in a sentence: entity, canonical value, and where it stands."""

    entity: str
    value: str
    start: int
    end: int


@cache
def names() -> tuple[tuple[str, str, str], ...]:
    """(name, entity, canonical value), longest names first."""
    entity_of: dict[str, str] = {}
    value_of: dict[str, str] = {}
    for item in yaml.safe_load(ENTITIES_FILE.read_text("utf-8"))["nlu"]:
        lines = [line.removeprefix("- ") for line in item["examples"].splitlines()]
        if "lookup" in item:
            entity_of |= dict.fromkeys(lines, item["lookup"])
        else:
            value_of |= dict.fromkeys(lines, item["synonym"])
    found = [(name, entity, value_of[name]) for name, entity in entity_of.items()]
    return tuple(sorted(found, key=lambda row: (-len(row[0]), row[0])))


def find(text: str) -> list[Span]:
    """Every name that stands in `text`, also inside longer ones."""
    return [
        Span(entity, value, start, start + len(name))
        for name, entity, value in names()
        for start in _places(name, text)
    ]


def choose(spans: list[Span], text: str) -> dict[str, str]:
    """One value an entity: the longest name wins, then the first; false hits are dropped."""
    masked = [(at, at + len(word)) for word in NOT_NAMES for at in _places(word, text)]
    chosen: dict[str, str] = {}
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        if not any(start <= span.start and span.end <= end for start, end in masked):
            chosen.setdefault(span.entity, span.value)
    return chosen


def _places(word: str, text: str) -> list[int]:
    places, at = [], text.find(word)
    while at >= 0:
        places.append(at)
        at = text.find(word, at + 1)
    return places
