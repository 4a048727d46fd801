"""Numbers that have no business in a question: ID, mobile and bank card, however written."""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["id", "mobile", "card"]

_DIGITS = str.maketrans("０１２３４５６７８９Ｘｘx", "0123456789XXX")
# A run may hold several numbers; it never begins or ends within a word such as a credit code.
_RUN = re.compile(
    r"(?<![0-9A-Za-z０-９])[0-9０-９]"
    r"(?:[ \t\u00a0\u3000\-－‐–—]{0,2}[0-9０-９XxＸｘ])*(?![0-9A-Za-z０-９])"
)
_TOKEN = re.compile(r"[0-9０-９XxＸｘ]+")
_PROVINCE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
"""Certificates begin with a year, which is no province: 管理号 stay as they are."""
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("id", re.compile(rf"{_PROVINCE}\d{{15}}[\dX]")),
    ("id", re.compile(rf"{_PROVINCE}\d{{6}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{{3}}")),
    ("mobile", re.compile(r"(?:0?0?86)?1[3-9]\d{9}")),
    ("card", re.compile(r"62\d{14,17}|[3-6]\d{14,18}")),
)


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with the middle of such numbers starred out, and without them at all."""

    text: str
    without: str
    kinds: frozenset[Kind]


def mask(text: str) -> Masked:
    """Find ID numbers (15 or 18 digits), mobiles and bank cards in `text`; others stay."""
    kinds: set[Kind] = set()
    shown: list[str] = []
    without: list[str] = []
    at = 0
    for run in _RUN.finditer(text):
        for begins, ends, number, kind in _numbers(run):
            kinds.add(kind)
            between = text[at:begins]
            shown += [between, _starred(number, kind)]
            without.append(between)
            at = ends
    shown.append(text[at:])
    without.append(text[at:])
    return Masked("".join(shown), "".join(without), frozenset(kinds))


def _numbers(run: re.Match[str]) -> list[tuple[int, int, str, Kind]]:
    """(begins, ends, its digits, kind) of every such number in a run, the longest first."""
    tokens = [
        (run.start() + token.start(), run.start() + token.end(), token[0].translate(_DIGITS))
        for token in _TOKEN.finditer(run[0])
    ]
    found: list[tuple[int, int, str, Kind]] = []
    first = 0
    while first < len(tokens):
        taken = first
        # No number is written in more pieces than it has digits of use: nine are plenty.
        for last in range(min(len(tokens), first + 9), first, -1):
            number = "".join(digits for _, _, digits in tokens[first:last])
            if kind := _kind(number):
                found.append((tokens[first][0], tokens[last - 1][1], number, kind))
                taken = last - 1
                break
        first = taken + 1
    return found


def _kind(number: str) -> Kind | None:
    for kind, pattern in _KINDS:
        if pattern.fullmatch(number) and (
            kind != "card" or number.startswith("62") or _passes_luhn(number)
        ):
            return kind
    return None


def _passes_luhn(number: str) -> bool:
    """True where the check digit of a bank card is right."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _starred(number: str, kind: Kind) -> str:
    if kind == "mobile":
        return f"{number[-11:-8]}****{number[-4:]}"
    return f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}"
