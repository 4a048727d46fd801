"""Where a sheet of paper lies on another ground: its four corners, or nothing where in doubt."""

from math import acos, degrees
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from flows.images.ground import difference_from_ground, is_all_ground
from flows.images.texture import by_cell, texture_of

_LONG_SIDE = 400
_SKIPPED = 3.0
"""Pixels to one of the small copy, from which on some are not looked at."""
_AREA = 0.25, 0.98
"""Of the picture."""
_ANGLE = 18
"""Degrees that a corner may differ from a right angle."""
_STRAIGHT = 0.85
"""Of the points of an edge that lie on one line."""
_SUPPORTED = 0.92
_FILLED = 0.85
_CELL = 12
_STRAY = 0.12
"""Of a cell outside the page: more is writing or another thing, and nothing is cut off."""
_FINE = 8
"""Side of a cell of the finer copy; about the height of small print."""
_ROUGH = 6.0, 2.1
"""Levels, and times the ground's usual contrast: what is more is no grain of wood or cloth."""
_NEEDED = 0.6, 0.85
"""Degrees of tilt, or less than that share of the picture: else it is fine as it is."""

Corners = NDArray[np.float64]
"""Top left, top right, bottom right, bottom left; x and y in pixels."""
_Mask = NDArray[np.bool_]
_Line = tuple[float, float]
"""Slope and offset: of x over y for left and right, of y over x for top and bottom."""


def seen_small(image: Image.Image, *, is_rough: bool = False) -> Image.Image:
    """A copy on which edges and colours are looked at; the picture itself where it is small.

    `is_rough` averages four pixels for each, not all: enough for colours, in a third of the time.
    """
    scale = max(image.size) / _LONG_SIDE
    if scale < 1:
        return image
    width, height = round(image.width / scale), round(image.height / scale)
    if is_rough and scale > _SKIPPED:
        return image.resize((2 * width, 2 * height), Image.Resampling.NEAREST).reduce(2)
    return image.resize((width, height), Image.Resampling.BOX, reducing_gap=1.0)


def find_page(image: Image.Image, rough: Image.Image | None = None) -> Corners | None:
    """None unless all four edges are clear, straight, and hold everything that is not ground.

    `rough` is what `seen_small` made of the picture, where that is there already.
    """
    if max(image.size) < _LONG_SIDE or (rough is not None and is_all_ground(np.asarray(rough))):
        return None
    small = seen_small(image)
    size = small.size
    colours = np.asarray(small)
    difference = difference_from_ground(colours)
    if difference is None:
        return None
    mask: _Mask = difference > 1
    lines = [_edge(mask), _edge(mask[:, ::-1]), _edge(mask.T), _edge(mask.T[:, ::-1])]
    if any(line is None for line in lines):
        return None
    left, right, top, bottom = (line for line in lines if line is not None)
    right = -right[0], mask.shape[1] - right[1]
    bottom = -bottom[0], mask.shape[0] - bottom[1]
    pairs = ((left, top), (right, top), (right, bottom), (left, bottom))
    corners = np.array([_crossing(*pair) for pair in pairs])
    if not _is_page(corners, mask):
        return None
    corners = corners * (image.width / size[0], image.height / size[1])
    return None if _is_drawn_on(corners, image) else corners


def tilt_of(corners: Corners) -> float:
    """Degrees between the most tilted edge and the picture's."""
    sides = np.abs(np.roll(corners, -1, axis=0) - corners)
    return float(np.degrees(np.arctan2(sides.min(axis=1), sides.max(axis=1))).max())


def area_of(corners: Corners) -> float:
    """Square pixels."""
    x, y = corners.T
    return float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2)


def _edge(mask: _Mask) -> _Line | None:
    """The line along the first page pixels from the left; None unless it is straight."""
    # Three in a row, so that specks on the ground are no edge.
    solid = mask[:, :-2] & mask[:, 1:-1] & mask[:, 2:]
    rows = np.flatnonzero(solid.mean(axis=1) > 0.1)
    if len(rows) < mask.shape[0] // 4:
        return None
    # At its ends a tilted page shows its other edges.
    rows = rows[len(rows) // 6 : -len(rows) // 6]
    firsts = solid[rows].argmax(axis=1).astype(float)
    near = np.ones(len(rows), dtype=bool)
    slope, offset = 0.0, 0.0
    for _ in range(6):
        slope, offset = np.polyfit(rows[near], firsts[near], 1)
        away = np.abs(slope * rows + offset - firsts)
        near = away <= max(1.2, 1.5 * float(np.median(away)))
        if np.count_nonzero(near) < len(rows) // 2:
            return None
    is_straight = (away <= 1.5).mean() >= _STRAIGHT
    return (float(slope), float(offset)) if is_straight else None


def _crossing(upright: _Line, level: _Line) -> tuple[float, float]:
    """Where x = a y + b meets y = c x + d."""
    (a, b), (c, d) = upright, level
    x = (a * d + b) / (1 - a * c)
    return x, c * x + d


def _is_page(corners: Corners, mask: _Mask) -> bool:
    height, width = mask.shape
    if (corners < 1).any() or (corners > (width - 1, height - 1)).any():
        return False
    share = area_of(corners) / mask.size
    if not _AREA[0] <= share <= _AREA[1] or not _is_rectangular(corners):
        return False
    if tilt_of(corners) < _NEEDED[0] and share > _NEEDED[1]:
        return False
    page = _distance(corners, mask.shape)
    if mask[page > 3].mean() < _FILLED or _strays(mask & (page < -3)):
        return False
    return _is_supported(page, mask)


def _is_rectangular(corners: Corners) -> bool:
    for before, here, after in zip(
        np.roll(corners, 1, axis=0), corners, np.roll(corners, -1, axis=0), strict=True
    ):
        one, other = before - here, after - here
        cosine = float(one @ other / np.sqrt((one @ one) * (other @ other)))
        if abs(degrees(acos(cosine)) - 90) > _ANGLE:
            return False
    return True


def _distance(corners: Corners, shape: tuple[int, ...]) -> NDArray[Any]:
    """Of each pixel from the nearest edge; negative outside."""
    y = np.arange(shape[0], dtype=np.float32)[:, None] + 0.5
    x = np.arange(shape[1], dtype=np.float32) + 0.5
    nearest = np.full(shape, np.inf, dtype=np.float32)
    for here, after in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        along = (after - here) / np.hypot(*(after - here))
        nearest = np.minimum(nearest, along[0] * (y - here[1]) - along[1] * (x - here[0]))
    return nearest


def _strays(outside: _Mask) -> bool:
    rows, columns = outside.shape[0] // _CELL, outside.shape[1] // _CELL
    # From both ends, so that no strip is left out.
    for part in (
        outside[: rows * _CELL, : columns * _CELL],
        outside[-rows * _CELL :, -columns * _CELL :],
    ):
        if part.reshape(rows, _CELL, columns, _CELL).mean(axis=(1, 3)).max() > _STRAY:
            return True
    return False


def _is_drawn_on(corners: Corners, image: Image.Image) -> bool:
    """Whether writing, or an edge of the page, lies outside the corners as well.

    The page's part in a deep shadow can be as dark as the table: its edges still show.
    """
    pixels = texture_of(image).pixels
    contrast = by_cell(pixels, np.maximum, _FINE) - by_cell(pixels, np.minimum, _FINE)
    scale = pixels.shape[1] / image.width / _FINE
    outside = contrast[_distance(corners * scale, contrast.shape) < -1.5]
    if len(outside) < _FINE:
        return False
    grain = min(float(np.percentile(outside, 90)), 2 * float(np.median(outside)))
    return float(np.partition(outside, -2)[-2]) > _ROUGH[0] + _ROUGH[1] * grain


def _is_supported(page: NDArray[Any], mask: _Mask) -> bool:
    """All along the edges: page on the inner side, ground on the outer."""
    inner, outer = (page > 2) & (page < 5), (page < -2) & (page > -5)
    return bool(mask[inner].mean() >= _SUPPORTED and mask[outer].mean() <= 1 - _SUPPORTED)
