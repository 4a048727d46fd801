"""Uploads that wait for the person's word at an image step, and what that word means."""

import re
from dataclasses import dataclass, replace

from flows.images.outcome import Treatment
from flows.model import Entity

AGREEING = (
    "使用这张",
    "就用这张",
    "用这张",
    "可以",
    "好",
    "好的",
    "行",
    "确认",
    "是",
    "是的",
    "ok",
)
RETAKING = ("重新发", "重发", "重新拍", "重拍", "不要", "换一张", "不行")
TURNING = {"左转": 3, "向左转": 3, "右转": 1, "向右转": 1, "转180度": 2, "倒过来": 2}
_NUMBER = re.compile(r"(?:用|要|选)?(?:第)?\s*(\d{1,3})\s*(?:张|页|个|种|号)?")


class Candidate(Entity):
    """One upload: what it is now, and what could still be done with it."""

    original: str
    """SHA-256 in the store of originals."""
    page: int = 0
    quarter_turns: int = 0
    enlarge: bool = False
    as_it_is: bool = False
    image: str = ""
    """SHA-256 of the accepted picture; empty while something has to be chosen first."""
    shown: tuple[str, ...] = ()
    """SHA-256s of what the person looks at."""
    told: str = ""
    """What was made of it, or what has to be chosen."""
    wants: str = ""
    """`page`, `turn` or `enlarge`: what has to be chosen first; empty: nothing."""
    choices: tuple[int, ...] = ()
    """The pages or quarter turns to choose from."""
    can: tuple[str, ...] = ()
    """What else may be asked of an accepted one: `turn`, `plain`."""

    @property
    def key(self) -> str:
        """What its buttons name it by: they go stale as soon as it is another picture."""
        return (self.image or self.original)[:8]

    @property
    def treatment(self) -> Treatment:
        """What the person has chosen so far."""
        return Treatment(self.page, self.quarter_turns, self.enlarge, self.as_it_is)


@dataclass(frozen=True, slots=True)
class Wish:
    """A candidate, and how it is to be treated anew."""

    number: int
    treatment: Treatment


def usable(candidates: tuple[Candidate, ...]) -> list[int]:
    """Places of those that can be used as they are."""
    return [place for place, candidate in enumerate(candidates) if candidate.image]


def named_place(candidates: tuple[Candidate, ...], word: str, *, is_tap: bool) -> int | None:
    """The candidate to be used: by `use.KEY`, by 使用这张 where there is one, by 第 2 张."""
    ready = usable(candidates)
    if is_tap:
        return next((place for place in ready if word == f"use.{candidates[place].key}"), None)
    if word.lower() in AGREEING:
        return ready[0] if len(ready) == 1 else None
    found = _NUMBER.fullmatch(word)
    if found and len(candidates) > 1 and int(found[1]) - 1 in ready:
        return int(found[1]) - 1
    return None


def is_gone(candidates: tuple[Candidate, ...], word: str) -> bool:
    """True for a tap on an upload that is no longer there, or is another picture by now."""
    return "." in word and named_place(candidates, word, is_tap=True) is None


def wish(candidates: tuple[Candidate, ...], word: str, *, is_tap: bool) -> Wish | None:
    """What is to be made anew: `page.KEY.12`, `turn.KEY.3`, `grow.KEY`, `plain.KEY`, or words."""
    if not candidates:
        return None
    verb, place, value = (_tapped if is_tap else _typed)(candidates, word)
    if place is None:
        return None
    candidate, now = candidates[place], candidates[place].treatment
    match verb:
        case "page" if value in candidate.choices and candidate.wants == "page":
            return Wish(place, replace(now, page=value))
        case "turn" if candidate.wants == "turn" or "turn" in candidate.can:
            return Wish(place, replace(now, quarter_turns=(now.quarter_turns + value) % 4))
        case "grow" if candidate.wants == "enlarge":
            return Wish(place, replace(now, enlarge=True))
        case "plain" if "plain" in candidate.can:
            return Wish(place, replace(now, as_it_is=True))
    return None


def _tapped(candidates: tuple[Candidate, ...], word: str) -> tuple[str, int | None, int]:
    verb, key, value, *_ = [*word.split("."), "", ""]
    place = next((n for n, candidate in enumerate(candidates) if candidate.key == key), None)
    return verb, place, int(value) if value.isdecimal() and len(value) < 5 else 0


def _typed(candidates: tuple[Candidate, ...], word: str) -> tuple[str, int | None, int]:
    """Words are about the last upload."""
    place, last = len(candidates) - 1, candidates[-1]
    if word in TURNING:
        return "turn", place, TURNING[word]
    if word in ("放大后使用", "放大"):
        return "grow", place, 0
    if word in ("用原样", "原样"):
        return "plain", place, 0
    found = _NUMBER.fullmatch(word)
    if found and last.wants == "page":
        return "page", place, int(found[1])
    if found and last.wants == "turn" and 0 < int(found[1]) <= len(last.choices):
        return "turn", place, last.choices[int(found[1]) - 1]
    return "", None, 0
