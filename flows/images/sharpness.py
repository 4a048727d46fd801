"""How blurred the writing is, measured in the height of its own lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from flows.images.lines import line_height
from flows.images.texture import CELL, Cells, Grey, Texture

_STEP = 2.507
"""A step of height 1, blurred by a Gaussian of 1 pixel, climbs 1 / 2.507 a pixel at most."""
_OWN = 0.85
"""Pixels of blur that the finest print on the copy seems to have."""
_SHARPEST = 25
"""Percent of the written cells that may be sharper than what is told."""
_NEEDED, _MOST = 12, 400
"""Fewer written cells tell nothing, more tell no more."""
_FARTHEST = 1.9
"""Pixels; wider blur does not fit into the cells, so a smaller copy is looked at."""
_COARSEST = 8
_SHARP = 0.7
"""Pixels across and down; the diagonals need no look then."""
_BEYOND = 60.0
"""Pixels; more is no blur but writing without an edge that way, such as a form's rules."""
_LINE = 8.0, 13.0, 30.0
"""Lowest, usual and highest height of a line in pixels of the copy."""


@dataclass(frozen=True, slots=True)
class Sharpness:
    """Blur as a standard deviation, in the direction where it is worst, and height of lines.

    Both in pixels of the copy.
    """

    blur: float
    line: float


def sharpness_of(texture: Texture) -> Sharpness | None:
    """None where nothing is written."""
    found = _blurs(texture) or []
    blurs = [blur for blur in found if blur <= _BEYOND]
    if not blurs:
        return None
    if max(blurs) <= _SHARP:
        # Below any doubt, however small the print is.
        return Sharpness(max(blurs), _LINE[1])
    across, down = (min(blur, max(blurs)) for blur in found[:2])
    line = line_height(texture.pixels, (across, down)) or _LINE[1]
    return Sharpness(max(blurs), min(max(line, _LINE[0]), _LINE[2]))


def _blurs(texture: Texture, scale: int = 1) -> list[float] | None:
    """Across, down, and along both diagonals."""
    blurs = _blurs_here(texture, scale)
    if (blurs is None or max(blurs) > _FARTHEST * scale) and scale < _COARSEST:
        half = Image.fromarray(texture.pixels).reduce(2)
        if min(half.size) >= 8 * CELL:
            return _blurs(Texture(np.asarray(half)), 2 * scale) or blurs
    return blurs


def _blurs_here(texture: Texture, scale: int) -> list[float] | None:
    written = texture.written
    if np.count_nonzero(written) < _NEEDED:
        return None
    plain = texture.contrast <= np.percentile(texture.contrast, 30)
    looked_at, beside = _some(written, _MOST), _some(plain, _MOST // 3)
    contrast = texture.contrast.ravel()[looked_at]
    blurs = []
    cells = _cut_out(texture.pixels, np.concatenate([looked_at, beside]))
    for slope in _slopes(cells):
        # The paper's grain has slopes as well; they add to those of the print.
        own = float(np.median(slope[len(looked_at) :]))
        steep = np.sqrt(np.maximum(slope[: len(looked_at)] ** 2 - own**2, 0.25))
        wide = float(np.percentile(contrast / steep, _SHARPEST)) / _STEP
        blurs.append(scale * sqrt(max(wide**2 - _OWN**2, 0)))
        is_known = max(blurs) <= _SHARP * scale or max(blurs) > _FARTHEST * scale
        if len(blurs) == 2 and scale < _COARSEST and is_known:
            # Sharp: what is smeared along a diagonal is smeared across and down as well.
            # Too wide: a smaller copy is looked at anyway.
            break
    return blurs


def _some(cells: NDArray[np.bool_], most: int) -> NDArray[np.intp]:
    """Numbers of the true cells, picked from everywhere where there are more."""
    numbers = np.flatnonzero(cells)
    if len(numbers) > most:
        # By chance, but each time the same: steps would keep time with the lines.
        numbers = np.sort(np.random.default_rng(0).choice(numbers, most, replace=False))
    return numbers


def _cut_out(pixels: Grey, numbers: NDArray[np.intp]) -> NDArray[np.int16]:
    """Each cell with a border of one pixel, the picture's own where it ends."""
    wide = np.pad(pixels, 1, mode="edge")
    side = CELL + 2
    windows: NDArray[Any] = np.lib.stride_tricks.sliding_window_view(wide, (side, side))
    every = windows[::CELL, ::CELL]
    columns = pixels.shape[1] // CELL
    return np.asarray(every[numbers // columns, numbers % columns], dtype=np.int16)


def _slopes(cells: NDArray[np.int16]) -> Iterator[Cells]:
    """The steepest climb in each cell a pixel, averaged over three neighbours against grain."""
    rows = cells[:, :-2] + cells[:, 1:-1]
    rows += cells[:, 2:]
    columns = cells[:, :, :-2] + cells[:, :, 1:-1]
    columns += cells[:, :, 2:]
    across, down = rows[:, :, 2:] - rows[:, :, :-2], columns[:, 2:] - columns[:, :-2]
    yield _steepest(across) / 6
    yield _steepest(down) / 6
    yield _steepest(across + down) / (6 * sqrt(2))
    yield _steepest(across - down) / (6 * sqrt(2))


def _steepest(climb: NDArray[np.int16]) -> Cells:
    steep: Cells = np.abs(climb).reshape(len(climb), -1)
    return np.asarray(steep.max(axis=1), dtype=np.float32)
