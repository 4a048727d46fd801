"""Which pixels are ink: a first generous look, then halfway between the paper and this ink."""

from dataclasses import dataclass

import numpy as np

from flows.images.writing.paper import Grey, Share, ground_edges
from flows.images.writing.parts import Mask, Parts, parts_of
from flows.images.writing.rules import Line, without_rules

_LEAST_DARKNESS = 0.085
_NOISES = 4.0
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
    sheet = share[::2, ::2][is_sheet[::2, ::2]]
    noise = 1.4826 * float(np.median(np.abs(sheet - np.median(sheet))))
    edges = ground_edges(paper)
    generous = 1 - max(_LEAST_DARKNESS, _NOISES * noise)
    mask, rules = without_rules(share < generous)
    first = _sorted_out(mask, is_sheet & ~edges, 1.0, noise, rules)
    written = first.parts.painted(first.usable)
    if not written.any():
        return first
    level = float(np.quantile(share[written], 0.2))
    mask = share < (1 + level) / 2
    if rules:
        mask, _ = without_rules(mask)
    return _sorted_out(mask, is_sheet & ~edges, level, noise, rules)


def _sorted_out(mask: Mask, sheet: Mask, level: float, noise: float, rules: list[Line]) -> Ink:
    parts = parts_of(mask)
    is_on_sheet = sheet[parts.run_row, (parts.run_start + parts.run_end) // 2]
    written = np.bincount(parts.run_part, is_on_sheet, parts.area.size) >= 0.5 * parts.runs
    written &= ~_is_left_of_a_rule(parts, rules)
    border = parts.touches_border()
    written &= parts.area >= _speck(parts, written & ~border)
    return Ink(parts, written & ~border, written & border, level, noise, rules)


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
