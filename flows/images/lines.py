"""How high the lines of writing are."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from flows.images.texture import CELL, Cells, Grey, by_cell

_LEAST = 6
"""Pixels; smaller print is unreadable at this scale anyway, and rules are thinner."""
_GROWTH = 4.3
"""A line grows by blur: its height and 4.3 times the blur add up like legs of a right angle."""
_LINES = 12


def line_height(pixels: Grey, blur: tuple[float, float]) -> float | None:
    """Pixels, as if there were no blur (across, down); None where there are no lines.

    Looked for both ways, as a page may lie on its side: along its lines they flow together.
    """
    ink = _ink(pixels)
    found = [
        height
        for marks, grown in ((ink, blur[1]), (np.ascontiguousarray(ink.T), blur[0]))
        if (height := _median_run(marks, _GROWTH * grown))
    ]
    return min(found, default=None)


def _ink(pixels: Grey) -> NDArray[np.bool_]:
    """What is clearly darker than the paper around it."""
    paper = _spread(by_cell(pixels, np.maximum, 2 * CELL), 2 * CELL)
    height, width = paper.shape
    depth = paper - np.minimum(pixels[:height, :width], paper)
    deepest = by_cell(depth, np.maximum, 2 * CELL)
    least = np.maximum(deepest * 0.4, np.percentile(deepest, 90) * 0.3).astype(np.uint8)
    wanted = np.maximum(least, 6).repeat(2 * CELL, axis=0).repeat(2 * CELL, axis=1)
    mask: NDArray[np.bool_] = depth > wanted
    return mask


def _spread(cells: Cells, cell: int) -> Grey:
    size = cells.shape[1] * cell, cells.shape[0] * cell
    return np.asarray(Image.fromarray(cells).resize(size, Image.Resampling.BILINEAR))


def _median_run(ink: NDArray[np.bool_], growth: float) -> float | None:
    """Down strips of about one character's width, gaps of a pixel closed."""
    rows, columns = ink.shape[0], ink.shape[1] // CELL
    strips: NDArray[Any] = np.zeros((columns, rows + 2), dtype=np.bool_)
    strips[:, 1:-1] = ink[:, : columns * CELL].reshape(rows, columns, CELL).any(axis=2).T
    strips[:, 1:-1] |= strips[:, :-2] & strips[:, 2:]
    changes = np.flatnonzero(np.diff(strips.ravel().view(np.int8)))
    runs = changes[1::2] - changes[::2]
    heights = np.sqrt(np.maximum(runs.astype(float) ** 2 - growth**2, 0))
    heights = heights[heights >= _LEAST]
    return float(np.median(heights)) if len(heights) >= _LINES else None
