"""Values inside a recognised text: the first one of its kind, and where it stands in the text."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flows import checks
from flows.steps import Rejected


@dataclass(frozen=True, slots=True)
class Part:
    """A normalised value and the characters it was read from."""

    value: str
    start: int
    end: int


Finder = Callable[[str], Part | None]

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
_NAME = re.compile(rf"[{_HAN}]+(?:·[{_HAN}]+)*")
_NUMBER = re.compile(r"[0-9A-Z][0-9A-Z()\-]{5,39}")
_ID_NUMBER = re.compile(r"(?<![0-9A-Z])\d{17}[\dX](?![0-9A-Z])")
_NUMERALS = "一二三四五六七八九十〇零○O"
_DAY = re.compile(
    r"(?<!\d)(?:\d{4}[^\dA-Za-z\s]{1,2}\d{1,2}[^\dA-Za-z\s]{1,2}\d{1,2}(?!\d)日?|\d{8}(?!\d)"
    rf"|[{_NUMERALS}]{{4}}年[{_NUMERALS}]{{1,3}}月[{_NUMERALS}]{{1,3}}日)"
)
_VALIDITY = re.compile(
    r"(?<!\d)(\d{4})\D?(\d\d)\D?(\d\d)\D{0,3}?(?:(\d{4})\D?(\d\d)\D?(\d\d)(?!\d)|(长期))"
)
_LONGEST_NAME = 20
_LONGEST_PLAIN_NAME = 6
_FEWEST_DIGITS = 6


def name(text: str) -> Part | None:
    """Two characters or more; the long ones have a middle dot."""
    for found in _NAME.finditer(text):
        longest = _LONGEST_NAME if "·" in found.group() else _LONGEST_PLAIN_NAME
        if 2 <= len(found.group()) <= longest:
            return Part(found.group(), *found.span())
    return None


def certificate_number(text: str) -> Part | None:
    """Digits and capitals as in 管理号, mostly digits."""
    for found in _NUMBER.finditer(_without_confusions(text)):
        value = found.group().rstrip("(-")
        if value.count("(") != value.count(")"):
            value = value.split("(")[0].split(")")[0]
        if sum(char.isdigit() for char in value) >= _FEWEST_DIGITS and len(value) >= 6:
            return Part(value, found.start(), found.start() + len(value))
    return None


def id_number(text: str) -> Part | None:
    """18 characters; whether the last one fits is for the questions to ask."""
    found = _ID_NUMBER.search(_without_confusions(text.replace("x", "X")))
    return found and Part(found.group(), *found.span())


def day(text: str) -> Part | None:
    """The first day of the calendar, as YYYY-MM-DD."""
    return next(days(text), None)


def days(text: str) -> Iterator[Part]:
    """All days of the calendar in their order."""
    plain = _without_confusions(text)
    for found in _DAY.finditer(plain):
        try:
            yield Part(checks.day(found.group()).isoformat(), *found.span())
        except Rejected:
            continue


def validity(text: str) -> Part | None:
    """YYYY.MM.DD-YYYY.MM.DD, or 长期 for the second day."""
    for found in _VALIDITY.finditer(_without_confusions(text)):
        parts, lasting = found.groups()[:6], found.group(7)
        begins, ends = ".".join(parts[:3]), lasting or ".".join(parts[3:])
        try:
            for until in (begins, ends):
                if until != "长期":
                    checks.day(until)
        except Rejected:
            continue
        return Part(f"{begins}-{ends}", *found.span())
    return None


def _without_confusions(text: str) -> str:
    """O and l beside a digit as the digits they are; as long as before."""
    text = re.sub(r"(?<=\d)[OoQ](?![A-Za-z])|(?<![A-Za-z])[OoQ](?=\d)", "0", text)
    return re.sub(r"(?<=\d)[lI|](?![A-Za-z])|(?<![A-Za-z])[lI|](?=\d)", "1", text)
