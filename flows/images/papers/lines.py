"""Recognised lines and where they stand, once the page is upright and level."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

_DOTS = str.maketrans(dict.fromkeys("•・．‧∙⋅", "·"))


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Pixels across."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Pixels down; for a line of text about its type size."""
        return self.bottom - self.top

    def shares_row(self, other: "Box") -> bool:
        """True where half of the lower one stands beside the higher one."""
        common = min(self.bottom, other.bottom) - max(self.top, other.top)
        return common >= 0.5 * min(self.height, other.height)


@dataclass(frozen=True, slots=True)
class Line:
    """One recognised piece of text, compact (see `compact`), and the recogniser's score 0..1."""

    text: str = field(repr=False)
    score: float
    box: Box


def compact(text: str) -> str:
    """Narrow letters and punctuation, one kind of middle dot; no blanks, none of the boxes and
    ticks that a recogniser sees in a gap.
    """
    narrow = unicodedata.normalize("NFKC", text.translate(_DOTS))
    return "".join(
        char for char in narrow if not char.isspace() and unicodedata.category(char) != "So"
    )


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of them; there is at least one."""
    all_ = list(boxes)
    return Box(
        min(box.left for box in all_),
        min(box.top for box in all_),
        max(box.right for box in all_),
        max(box.bottom for box in all_),
    )
