"""From words as a photo has them to level lines: quarter turns, then the last few degrees."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import atan2, cos, hypot, pi, sin

from flows.images.papers.lines import Box, Line, compact

Point = tuple[float, float]

_CLEAR = 0.9
_FEW = 12
"""Characters; an upside-down page gives a handful of wild ones."""
_TALL = 1.5
_LONG = 3.0
_STEEPEST = pi / 9


@dataclass(frozen=True, slots=True)
class Word:
    """What a recogniser reports: a piece of text and its four corners in pixels."""

    text: str = field(repr=False)
    score: float
    corners: tuple[Point, Point, Point, Point]

    @property
    def sides(self) -> tuple[float, float]:
        """Lengths along the first and the second edge."""
        (a, b, c, _) = self.corners
        return hypot(b[0] - a[0], b[1] - a[1]), hypot(c[0] - b[0], c[1] - b[1])


def is_legible(words: Sequence[Word]) -> bool:
    """True where most of what was seen was also read."""
    clear = sum(len(word.text) for word in words if word.score >= _CLEAR)
    return clear >= max(_FEW, sum(len(word.text) for word in words) / 2)


def is_on_its_side(words: Sequence[Word]) -> bool:
    """True where most of the text runs up or down the picture."""
    whole = sum(len(word.text) for word in words)
    tall = sum(len(word.text) for word in words if _is_tall(word))
    return 2 * tall > whole


def turned_left(words: Sequence[Word], width: float) -> list[Word]:
    """The same words on the picture (`width` wide until now) turned a quarter to the left."""

    def moved(point: Point) -> Point:
        return point[1], width - point[0]

    return [
        Word(word.text, word.score, (moved(a), moved(b), moved(c), moved(d)))
        for word in words
        for a, b, c, d in (word.corners,)
    ]


def tilt_of(words: Sequence[Word]) -> float:
    """How far the lines fall to the right, in radians; 0 where it cannot be told."""
    angles = sorted(
        (_angle(word), max(word.sides))
        for word in words
        if max(word.sides) > _LONG * min(word.sides)
    )
    half = sum(length for _, length in angles) / 2
    for angle, length in angles:
        half -= length
        if half <= 0:
            return angle if abs(angle) <= _STEEPEST else 0.0
    return 0.0


def levelled(words: Sequence[Word], tilt: float, size: tuple[int, int]) -> list[Line]:
    """Lines as on the picture of that size turned back by `tilt` about its centre."""
    x, y, along, across = size[0] / 2, size[1] / 2, cos(tilt), sin(tilt)
    lines = []
    for word in words:
        if not (text := compact(word.text)):
            continue
        right = [x + (px - x) * along + (py - y) * across for px, py in word.corners]
        down = [y - (px - x) * across + (py - y) * along for px, py in word.corners]
        lines.append(Line(text, word.score, Box(min(right), min(down), max(right), max(down))))
    return lines


def _is_tall(word: Word) -> bool:
    return max(word.sides) > _TALL * min(word.sides) and abs(_angle(word)) > pi / 4


def _angle(word: Word) -> float:
    """Direction of the longer edge, between -90 and 90 degrees."""
    a, b, c, _ = word.corners
    (x1, y1), (x2, y2) = (a, b) if word.sides[0] >= word.sides[1] else (b, c)
    angle = atan2(y2 - y1, x2 - x1)
    return angle - pi * round(angle / pi)
