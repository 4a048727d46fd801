"""Connected parts of a mask, joined run by run: a megapixel takes a few milliseconds."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Parts:
    """One entry for each part: its box (right and bottom excluded), pixels and rows of runs."""

    shape: tuple[int, int]
    left: Whole
    top: Whole
    right: Whole
    bottom: Whole
    area: Whole
    runs: Whole
    run_part: Whole
    """Of each run, the part it belongs to; the next three tell where it is."""
    run_row: Whole
    run_start: Whole
    run_end: Whole

    @property
    def width(self) -> Whole:
        """Of each part's box."""
        return self.right - self.left

    @property
    def height(self) -> Whole:
        """Of each part's box."""
        return self.bottom - self.top

    def touches_border(self) -> Mask:
        """True for parts that the picture's edge may have cut."""
        height, width = self.shape
        at_border: Mask = (self.left == 0) | (self.top == 0)
        at_border |= (self.right == width) | (self.bottom == height)
        return at_border

    def painted(self, chosen: Mask) -> Mask:
        """A mask of the chosen parts alone."""
        height, width = self.shape
        edges = np.zeros(height * width + 1, np.int8)
        shown = chosen[self.run_part]
        start = self.run_row * width
        np.add.at(edges, (start + self.run_start)[shown], 1)
        np.add.at(edges, (start + self.run_end)[shown], -1)
        return np.cumsum(edges[:-1], dtype=np.int8).reshape(height, width).astype(bool)


def parts_of(mask: Mask) -> Parts:
    """Parts whose pixels touch, corners included."""
    height, width = mask.shape
    row, start, end = runs_of(mask)
    # Flattened rows with two empty columns between, so that no run meets the next row's.
    stride = width + 2
    part = _joined(row * stride + start, row * stride + end, stride)
    count = int(part.max()) + 1 if part.size else 0

    def least(values: Whole, beyond: int) -> Whole:
        found = np.full(count, beyond, np.int64)
        np.minimum.at(found, part, values)
        return found

    return Parts(
        shape=(height, width),
        left=least(start, width),
        top=least(row, height),
        right=-least(-end, 0),
        bottom=-least(-row - 1, 0),
        area=np.bincount(part, end - start, count).astype(np.int64),
        runs=np.bincount(part, minlength=count),
        run_part=part,
        run_row=row,
        run_start=start,
        run_end=end,
    )


def runs_of(mask: Mask) -> tuple[Whole, Whole, Whole]:
    """Row, start and end (excluded) of every horizontal run, in reading order."""
    height, width = mask.shape
    padded = np.zeros((height, width + 1), np.int8)
    padded[:, :width] = mask
    change = np.diff(padded.ravel(), prepend=np.int8(0))
    starts, ends = np.flatnonzero(change == 1), np.flatnonzero(change == -1)
    row = starts // (width + 1)
    return row, starts - row * (width + 1), ends - row * (width + 1)


def _joined(start: Whole, end: Whole, stride: int) -> Whole:
    """The number of each run's part, counted from 0."""
    first = np.searchsorted(end, start + stride, "left")
    last = np.searchsorted(start, end + stride, "right")
    touching = np.maximum(last - first, 0)
    above = np.repeat(np.arange(start.size), touching)
    ahead = np.arange(above.size) - np.repeat(np.cumsum(touching) - touching, touching)
    below = np.repeat(first, touching) + ahead
    root = np.arange(start.size)
    while True:
        one, other = root[above], root[below]
        apart = one != other
        if not apart.any():
            break
        above, below, one, other = above[apart], below[apart], one[apart], other[apart]
        np.minimum.at(root, np.maximum(one, other), np.minimum(one, other))
        while (root[root] != root).any():
            root = root[root]
    return np.unique(root, return_inverse=True)[1].astype(np.int64)
