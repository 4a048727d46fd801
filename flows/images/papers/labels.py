"""A value by its label: to the right on the label's line, else just below."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.images.papers.lines import Line, around
from flows.images.papers.matching import Match, nearest
from flows.images.papers.paper import Found
from flows.images.papers.rows import Row, below, row_from
from flows.images.papers.values import Finder, Part

_FOREIGN = re.compile(r"[A-Za-z\s.:;,'\-]*")
"""A translated label, or only the colon."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_BELOW = 2.2
_NEXT = 1.3
_MORE = re.compile(r"[0-9A-Z()\-]{2,}")


@dataclass(frozen=True, slots=True)
class _Place:
    """A label at characters `start` to `end` of a row; what follows up to the next label."""

    label: str
    row: Row
    start: int
    end: int
    rest: str


def find_value(
    lines: Sequence[Line], labels: Sequence[str], finder: Finder, others: Sequence[str]
) -> Found | None:
    """The value of the first label that has one; `others` are labels at which a value ends."""
    for label in labels:
        for place in _places(label, lines, others):
            if found := _beside(place, lines, finder) or _under(place, lines, finder, others):
                return found
    return None


def found_in(row: Row, part: Part, start: int, label: str = "") -> Found:
    """A part of a row as a finding whose picture begins with character `start`."""
    worst = min(line.score for line in row.between(part.start, part.end))
    box = around(line.box for line in row.between(start, part.end))
    return Found(part.value, worst, box, label)


def _places(label: str, lines: Sequence[Line], others: Sequence[str]) -> Iterator[_Place]:
    """Rows with the label, best spelt first, then from the top."""
    found = []
    for line in lines:
        row = row_from(line, lines)
        match = nearest(label, row.text, most=1 if len(label) > 2 else 0)
        if match is None or match.start >= len(line.text):
            continue
        rest = row.text[match.end :]
        if match.distance and (_HAN.match(rest) or _is_another(match, row.text, others)):
            continue
        ends = [at for other in others if (at := rest.find(other)) >= 0]
        place = _Place(label, row, match.start, match.end, rest[: min(ends, default=len(rest))])
        found.append((match.distance, line.box.top, place))
    yield from (place for *_, place in sorted(found, key=lambda one: one[:2]))


def _is_another(match: Match, text: str, others: Sequence[str]) -> bool:
    """True where a misspelt label is another one, spelt well."""
    starts = [(text.find(other), len(other)) for other in others]
    return any(0 <= at < match.end and at + length > match.start for at, length in starts)


def _beside(place: _Place, lines: Sequence[Line], finder: Finder) -> Found | None:
    part = finder(place.rest)
    if part is None:
        return None
    shifted = Part(part.value, place.end + part.start, place.end + part.end)
    found = found_in(place.row, shifted, place.start, place.label)
    is_last = part.end == len(place.rest) and shifted.end == len(place.row.text)
    return _continued(place, found, shifted, lines, finder) if is_last else found


def _continued(
    place: _Place, found: Found, part: Part, lines: Sequence[Line], finder: Finder
) -> Found:
    """With the second line of a value that was broken: indented as the value is."""
    label, value = place.row.owners[place.start], place.row.owners[part.start]
    size = value.box.height
    left = value.box.left if value is not label else label.box.left + 3 * size
    for line in below(value.box, lines, _NEXT):
        is_indented = line.box.left > left - size and _MORE.fullmatch(line.text)
        longer = finder(part.value + line.text) if is_indented else None
        if longer and longer.value == part.value + line.text:
            box = around((found.box, line.box))
            return Found(longer.value, min(found.score, line.score), box, place.label)
    return found


def _under(
    place: _Place, lines: Sequence[Line], finder: Finder, others: Sequence[str]
) -> Found | None:
    """In a table with its labels on top; not where something else follows the label."""
    if not _FOREIGN.fullmatch(place.rest):
        return None
    label = place.row.owners[place.start]
    native = (x for x in below(label.box, lines, _BELOW) if not _FOREIGN.fullmatch(x.text))
    line = next(native, None)
    if line is None or any(line.text.startswith(other) for other in others):
        return None
    row = row_from(line, lines)
    part = finder(row.text)
    if part is None or part.start >= len(line.text):
        return None
    found = found_in(row, part, part.start, place.label)
    return Found(found.value, found.score, around((label.box, found.box)), place.label)
