"""Which pixels are ink: a first generous look, then halfway between the paper and this ink."""

from dataclasses import dataclass

import numpy as np

from flows.images.writing.paper import Grey, Share, ground_edges
from flows.images.writing.parts import Mask, Parts, parts_of
from flows.images.writing.rules import Line, find_rules

_LEAST_DARKNESS = 0.085
_NOISES = 4.0
_EDGE_OF_SHEET, _EDGE_OF_SHADOW = 0.42, 0.8
_DESK = 0.33
"""Of the paper's own level: what is darker was not written on."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Parts that may belong to the writing, among those that do not."""

    parts: Parts
    usable: Mask
    """Of each part: away from the border, on paper, more than a speck."""
    cut: Mask
    """Of each part: would be usable, did it not touch the border."""
    level: float
    """How bright the ink is beside its paper, 0..1; 1 where there is none."""
    noise: float
    """Standard deviation of the paper, in the same measure."""
    rules: list[Line]


def find_ink(share: Share, paper: Grey) -> Ink:
    """`share` as `brightness` gives it, `paper` its ground."""
    is_sheet = paper >= _DESK * np.quantile(paper[::8, ::8], 0.9)
    shares = share[::2, ::2][is_sheet[::2, ::2]]
    noise = 1.4826 * float(np.median(np.abs(shares - np.median(shares))))
    sheet = is_sheet & ~ground_edges(paper, _EDGE_OF_SHEET)
    even = sheet & ~ground_edges(paper, _EDGE_OF_SHADOW)
    generous = 1 - max(_LEAST_DARKNESS, _NOISES * noise)
    mask = share < generous
    rules = find_rules(mask)
    first = _sorted_out(rules.taken_out_of(mask), sheet, even, 1.0, noise, rules.level)
    written = first.usable if first.usable.any() else first.cut
    if not written.any():
        return first
    level = float(np.quantile(share[first.parts.painted(written)], 0.2))
    mask = rules.taken_out_of(share < (1 + level) / 2)
    return _sorted_out(mask, sheet, even, level, noise, rules.level)


def _sorted_out(
    mask: Mask, sheet: Mask, even: Mask, level: float, noise: float, rules: list[Line]
) -> Ink:
    parts = parts_of(mask)
    written = _lies_on(sheet, parts) & ~_is_left_of_a_rule(parts, rules)
    border = parts.touches_border()
    written &= parts.area >= _speck(parts, written & ~border)
    cut = written & border & _lies_on(even, parts)
    return Ink(parts, written & ~border, cut, level, noise, rules)


def _lies_on(ground: Mask, parts: Parts) -> Mask:
    is_there = ground[parts.run_row, (parts.run_start + parts.run_end) // 2]
    lies: Mask = np.bincount(parts.run_part, is_there, parts.area.size) >= 0.5 * parts.runs
    return lies


def _speck(parts: Parts, written: Mask) -> float:
    """The largest area in pixels that is no dot of a pen yet."""
    if not written.any():
        return 5
    area, runs = parts.area[written], parts.runs[written]
    large = area >= area.max() / 4
    stroke = area[large].sum() / runs[large].sum()
    return max(5.0, 0.3 * float(stroke) ** 2)


def _is_left_of_a_rule(parts: Parts, rules: list[Line]) -> Mask:
    """Thin remains that lie within a rule's own rows."""
    left = np.zeros(parts.area.size, bool)
    middle = np.clip((parts.left + parts.right) // 2, 0, parts.shape[1] - 1)
    for rule in rules:
        row, slack = rule.along[middle], 1.5 * rule.thickness + 2
        slant = abs(rule.slope) * parts.width / 2
        left |= (parts.top >= row - slack - slant) & (parts.bottom <= row + 1 + slack + slant)
    return left
