"""Printed rules and grid lines: found as long straight runs, taken out, crossings left alone."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from flows.images.writing.parts import Mask

_COVERED = 0.55
"""Of the picture's width: no stroke of a name is as long and straight."""
_SLOPES = np.tan(np.radians(np.arange(-13, 13.01, 0.4)))
_BARE = 0.35
"""Of the width: that much of a rule runs free of writing."""
_UNBROKEN = 0.85
"""Of its own length; a line of print has gaps."""
_CELL = 16
_AT_MOST = 40
_REACH = 12
_STILL_THERE = 0.2
"""Of the width; where less of a pale rule is left, taking it out would only harm the strokes."""
_OF_A_GRID = 4
"""Fewer upright lines must reach both edges: 中 has a long straight stroke too."""


@dataclass(frozen=True, slots=True)
class Line:
    """Where a rule runs, and how thick it is in pixels."""

    along: NDArray[np.int64]
    """Its row in every column."""
    thickness: float

    @property
    def slope(self) -> float:
        """Down to the right is positive."""
        return float(self.along[-1] - self.along[0]) / self.along.size


@dataclass(frozen=True, slots=True)
class Rules:
    """What is printed on the paper."""

    level: list[Line]
    upright: list[Line]
    """Rows and columns are swapped there."""

    def taken_out_of(self, mask: Mask) -> Mask:
        """The mask without them, but with the strokes that cross them."""
        for line in self.level:
            mask = _erased(mask, line)
        for line in self.upright:
            mask = _erased(mask.T, line).T
        return mask


def find_rules(mask: Mask) -> Rules:
    """Level ones over most of the width, upright ones that make a grid or a frame."""
    level = _lines(mask)
    mask = Rules(level, []).taken_out_of(mask).T
    upright = _lines(mask)
    if len(upright) < _OF_A_GRID:
        upright = [line for line in upright if _from_edge_to_edge(mask, line)]
    return Rules(level, upright)


def _lines(mask: Mask) -> list[Line]:
    """The level ones, the longest first, each found by the cells that agree on slope and row."""
    width = mask.shape[1]
    row, middle, length = _thin_cells(mask)
    at_left_edge = row[:, None] - middle[:, None] * _SLOPES
    # Bins of three rows, counted from the highest.
    place = ((at_left_edge - at_left_edge.min(initial=0)) / 3).astype(np.int64)
    bins = int(place.max(initial=0)) + 2
    flat = place + np.arange(_SLOPES.size) * bins
    left = np.ones(row.size, bool)
    votes = np.bincount(flat.ravel(), np.repeat(length, _SLOPES.size), bins * _SLOPES.size)
    found: list[Line] = []
    for _ in range(_AT_MOST):
        pairs = votes[:-1] + votes[1:]
        best = int(pairs.argmax())
        if pairs[best] < _BARE * width:
            break
        which, at = divmod(best, bins)
        near = left & (np.abs(place[:, which] - at - 0.5) <= 1.5)
        if line := _fitted(mask, row[near], middle[near], length[near]):
            found.append(line)
        left &= ~near
        gone = np.repeat(length[near], _SLOPES.size)
        votes -= np.bincount(flat[near].ravel(), gone, votes.size)
    return found


def _thin_cells(mask: Mask) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
    """Row, middle and ink of every short piece of a row in which thin level strokes lie."""
    thin = mask & ~_opened(mask, _thickest(mask))
    height, width = thin.shape
    cells = thin[:, : width // _CELL * _CELL].reshape(height, -1, _CELL).sum(axis=2)
    row, cell = np.nonzero(cells >= _CELL // 4)
    middle = (cell + 0.5) * float(_CELL)
    return row.astype(np.int64), middle.astype(np.float64), cells[row, cell].astype(np.int64)


def _thickest(mask: Mask) -> int:
    """Of a printed rule, in pixels."""
    return int(max(mask.shape)) // 160 + 2


def _opened(mask: Mask, thickness: int) -> Mask:
    """What is thicker than that from top to bottom."""
    height = mask.shape[0] - thickness
    thick = np.ones((height, mask.shape[1]), bool)
    for step in range(thickness + 1):
        thick &= mask[step : step + height]
    opened = np.zeros_like(mask)
    for step in range(thickness + 1):
        opened[step : step + height] |= thick
    return opened


def _fitted(
    mask: Mask, row: NDArray[np.int64], middle: NDArray[np.float64], length: NDArray[np.int64]
) -> Line | None:
    """A gentle bend through these cells, if they make a thin line over enough of the width."""
    width = mask.shape[1]
    columns = np.arange(width)
    bend = np.polyfit(middle / width, row, 1, w=np.sqrt(length))
    along = np.rint(np.polyval(bend, columns / width)).astype(np.int64)
    top, bottom = _column_runs(mask, columns, along)
    is_inked = bottom > top
    inked = np.flatnonzero(is_inked)
    if inked.size < max(_COVERED * width, _UNBROKEN * (inked[-1] - inked[0])):
        return None
    thickness = float(np.median((bottom - top)[is_inked]))
    if thickness > _thickest(mask):
        return None
    thin = is_inked & (bottom - top <= 1.5 * thickness + 1)
    if thin.sum() < _BARE * width:
        return None
    centre = (top + bottom - 1)[thin] / 2
    bend = np.polyfit(columns[thin] / width, centre, 2)
    return Line(np.rint(np.polyval(bend, columns / width)).astype(np.int64), thickness)


def _erased(mask: Mask, line: Line) -> Mask:
    """Without the columns of ink on the line that are no thicker than it is."""
    columns = np.arange(mask.shape[1])
    top, bottom = _column_runs(mask, columns, line.along)
    is_rule = (bottom > top) & (bottom - top <= 1.5 * line.thickness + 1.5)
    if is_rule.mean() < _STILL_THERE:
        return mask
    rows = line.along[:, None] + np.arange(-_REACH, _REACH + 1)
    gone = (rows >= top[:, None]) & (rows < bottom[:, None]) & is_rule[:, None]
    erased = mask.copy()
    across = np.broadcast_to(columns[:, None], rows.shape)
    erased[rows[gone], across[gone]] = False
    return erased


def _column_runs(
    mask: Mask, columns: NDArray[np.int64], along: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Of each column, top and bottom of the ink nearest to the line; equal where there is none.

    Runs that reach further than `_REACH` are cut there, which is far enough for a stroke.
    """
    height, reach = mask.shape[0], _REACH
    offsets = np.arange(-reach, reach + 1)
    rows = along[:, None] + offsets
    inside = (rows >= 0) & (rows < height)
    band = mask[np.clip(rows, 0, height - 1), columns[:, None]] & inside
    slack = np.abs(offsets) <= 2
    near = np.where(band & slack, np.abs(offsets), reach)
    anchor = near.argmin(axis=1)
    is_inked = near.min(axis=1) < reach
    position = np.arange(offsets.size)
    gap_above = np.where(~band & (position <= anchor[:, None]), position, -1).max(axis=1)
    gap_below = np.where(~band & (position >= anchor[:, None]), position, offsets.size).min(axis=1)
    top = along - reach + gap_above + 1
    bottom = along - reach + gap_below
    return np.where(is_inked, top, 0), np.where(is_inked, bottom, 0)


def _from_edge_to_edge(mask: Mask, line: Line) -> bool:
    width = mask.shape[1]
    top, bottom = _column_runs(mask, np.arange(width), line.along)
    inked = np.flatnonzero(bottom > top)
    return bool(inked[0] <= 0.03 * width and inked[-1] >= 0.97 * width - 1)
