"""Which of the ink is the name: the largest group that stands together."""

from dataclasses import dataclass

import numpy as np

from flows.images.outcome import ImageRefused
from flows.images.writing.ink import Ink
from flows.images.writing.parts import Mask, Parts, parts_of

_CELL = 4
_APART = 0.9, 0.45
"""How far beside and above each other parts of one name stand, by the height of its largest."""
_LEAST_SIDE = 1 / 90
"""Of the picture's long side; where nothing is larger there are only specks."""
_LEAST_DEPTH_OF_CUT = 0.25
"""Paler than that it is a shadow."""
_CUT = 0.04
"""Of the ink: more than that at the border means that the name goes on outside."""


@dataclass(frozen=True, slots=True)
class Found:
    """The parts of the name and their box, in pixels."""

    chosen: Mask
    box: tuple[int, int, int, int]
    left_out: float
    """The ink that stands elsewhere, as a share of the name's."""
    others: int
    """How many parts that is."""


def find_name(ink: Ink) -> Found:
    """Raises `ImageRefused` where there is nothing, or where the border cuts it."""
    parts = ink.parts
    least = max(parts.shape) * _LEAST_SIDE
    seen = (parts.width >= least) | (parts.height >= least)
    if not (ink.usable & seen).any():
        is_cut = (ink.cut & seen).any() and 1 - ink.level > _LEAST_DEPTH_OF_CUT
        raise ImageRefused("signature_cut" if is_cut else "signature_blank")
    chosen = _together(parts, ink.usable)
    box = _box(parts, chosen)
    area = int(parts.area[chosen].sum())
    if _goes_on_outside(ink, chosen, box, area):
        raise ImageRefused("signature_cut")
    elsewhere = ink.usable & ~chosen
    left_out = int(parts.area[elsewhere].sum()) / area
    return Found(chosen, box, left_out, int(elsewhere.sum()))


def _together(parts: Parts, usable: Mask) -> Mask:
    """The group with most ink."""
    largest = parts.height[usable & (parts.area >= parts.area[usable].max() / 10)].max()
    beside, above = (max(int(share * largest / _CELL), 1) for share in _APART)
    height, width = (side // _CELL + 1 for side in parts.shape)
    cells = np.zeros((height + 1, width + 1), np.int32)
    corners = (
        (np.maximum(parts.top // _CELL - above, 0), np.maximum(parts.left // _CELL - beside, 0)),
        (
            np.minimum(parts.bottom // _CELL + above + 1, height),
            np.minimum(parts.right // _CELL + beside + 1, width),
        ),
    )
    (top, left), (bottom, right) = corners
    for rows, columns, sign in (
        (top, left, 1),
        (top, right, -1),
        (bottom, left, -1),
        (bottom, right, 1),
    ):
        np.add.at(cells, (rows[usable], columns[usable]), sign)
    groups = parts_of(cells.cumsum(0).cumsum(1)[:height, :width] > 0)
    labels = np.zeros((height, width), np.int64)
    for part, row, start, end in zip(
        groups.run_part, groups.run_row, groups.run_start, groups.run_end, strict=True
    ):
        labels[row, start:end] = part
    group = labels[
        (parts.top + parts.bottom) // 2 // _CELL, (parts.left + parts.right) // 2 // _CELL
    ]
    ink = np.bincount(group[usable], parts.area[usable])
    together: Mask = usable & (group == ink.argmax())
    return together


def _box(parts: Parts, chosen: Mask) -> tuple[int, int, int, int]:
    return (
        int(parts.left[chosen].min()),
        int(parts.top[chosen].min()),
        int(parts.right[chosen].max()),
        int(parts.bottom[chosen].max()),
    )


def _goes_on_outside(ink: Ink, chosen: Mask, box: tuple[int, int, int, int], area: int) -> bool:
    """Whether strokes like the name's stand beside it at the picture's edge."""
    parts = ink.parts
    left, top, right, bottom = box
    wide, tall = right - left, bottom - top
    reach = max(tall, wide // 2)
    stroke = area / parts.runs[chosen].sum()
    beside = (
        ink.cut
        & (parts.left < right + reach)
        & (parts.right > left - reach)
        & (parts.top < bottom)
        & (parts.bottom > top)
        & ((parts.height >= 0.2 * tall) | (parts.width >= 0.3 * tall))
        & (parts.height <= max(5 * tall, wide))
        & (parts.width <= max(3 * tall, wide))
        & (parts.area / parts.runs <= 3 * stroke)
    )
    is_dark = 1 - ink.level > _LEAST_DEPTH_OF_CUT
    return is_dark and bool(parts.area[beside].sum() > _CUT * area)
