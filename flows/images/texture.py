"""A small grey copy of a document and what its cells hold: how quality is looked at cheaply."""

from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

CELL = 16
"""Side in pixels of the copy; about the height of a line of print."""
_AREA = 750_000
_OF_STRONGEST, _OF_BRIGHTEST, _LEVELS = 0.25, 0.12, 14
"""Contrast that writing has: a share of the picture's strongest and of the paper around it,
and levels; paper's grain has less."""

Grey = NDArray[np.uint8]
Cells = NDArray[Any]


@dataclass(frozen=True)
class Texture:
    """Grey pixels of at most 0.75 megapixels, and the darkest and brightest of each cell."""

    pixels: Grey

    @cached_property
    def high(self) -> Cells:
        """The brightest tone of each cell."""
        return by_cell(self.pixels, np.maximum)

    @cached_property
    def low(self) -> Cells:
        """The darkest tone of each cell."""
        return by_cell(self.pixels, np.minimum)

    @cached_property
    def contrast(self) -> Cells:
        """Between brightest and darkest."""
        return (self.high - self.low).astype(np.int16)

    @cached_property
    def written(self) -> Cells:
        """True for each cell that holds writing, a rule or an edge."""
        strongest = float(np.percentile(self.contrast, 99))
        least = max(_OF_STRONGEST * strongest, _LEVELS)
        return (self.contrast >= least) & (self.contrast >= _OF_BRIGHTEST * self.high)


def texture_of(image: Image.Image) -> Texture:
    """From the decoded picture."""
    grey = image.convert("L")
    times = sqrt(grey.width * grey.height / _AREA)
    steps = round(times)
    if times > 1.1 and abs(times / steps - 1) < 0.1:
        # Whole steps are four times as quick as others.
        grey = grey.reduce(steps)
    elif times > 1.1:
        size = max(round(grey.width / times), CELL), max(round(grey.height / times), CELL)
        grey = grey.resize(size, Image.Resampling.BOX)
    return Texture(np.asarray(grey))


def by_cell(pixels: NDArray[Any], of: np.ufunc, cell: int = CELL) -> Cells:
    """Each cell's maximum or minimum; what is left over at right and bottom is not looked at."""
    rows, columns = pixels.shape[0] // cell, pixels.shape[1] // cell
    bands = pixels[: rows * cell, : columns * cell].reshape(rows, cell, columns * cell)
    across: NDArray[Any] = of.reduce(bands, axis=1)
    cells: Cells = of.reduce(across.reshape(rows, columns, cell), axis=2)
    return cells
