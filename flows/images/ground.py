"""What a picture's border shows: a plain ground, from which a page stands out or does not."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

_BORDER = 0.02
_LEAST = 36.0
"""Levels between the ground and the page."""
_LEAST_OF_ALL = 16.0
"""Levels between all of the border, its outliers too, and the page: less is never enough."""
_BETWEEN = 0.45
"""Of the way from ground to page lies the border between them."""
_ROUGHEST = 0.4
"""Of that way may be the ground's own spread."""

_Plane = NDArray[np.float32]
"""A colour, and what it gains across and down the picture; one column a channel."""


def is_all_ground(colours: NDArray[np.uint8]) -> bool:
    """True where the middle looks like the border: most pages fill the picture."""
    y, x = _border(*colours.shape[:2])
    return _apart(_middle(colours), colours[y, x].mean(axis=0)) < _LEAST_OF_ALL


def difference_from_ground(colours: NDArray[np.uint8]) -> NDArray[Any] | None:
    """How far each pixel is from the ground, 1 in between ground and page; None if unclear."""
    height, width = colours.shape[:2]
    middle = _middle(colours)
    y, x = _border(height, width)
    border = colours[y, x].astype(np.float32)
    plane, spread = _ground(border, x / width, y / height)
    page = _apart(middle, plane[0] + (plane[1] + plane[2]) / 2)
    if page < _LEAST or spread > _ROUGHEST * page:
        return None
    difference = np.zeros((height, width), dtype=np.float32)
    for channel in range(3):
        first, across, down = plane[:, channel]
        light = np.linspace(first, first + across, width)
        away = np.float32(colours[..., channel]) - light.astype(np.float32)
        away -= np.linspace(0, down, height).astype(np.float32)[:, None]
        np.maximum(difference, np.abs(away, out=away), out=difference)
    difference /= _BETWEEN * page
    return difference


def _middle(colours: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = colours.shape[:2]
    return colours[height // 4 : -height // 4 : 3, width // 4 : -width // 4 : 3]


def _apart(middle: NDArray[np.uint8], colour: NDArray[Any]) -> float:
    """Levels between a colour and most of the picture's middle."""
    return float(np.median(np.abs(middle - colour).max(axis=2)))


def _border(height: int, width: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Every second pixel along the four sides, y and x."""
    depth = max(round(_BORDER * max(height, width)), 3)
    rows, columns = np.mgrid[:height:2, :width:2]
    inner = (rows >= depth) & (rows < height - depth)
    inner &= (columns >= depth) & (columns < width - depth)
    return rows[~inner], columns[~inner]


def _ground(border: NDArray[np.float32], x: NDArray[Any], y: NDArray[Any]) -> tuple[_Plane, float]:
    """The border's colour as a plane, and how far most of the border is from it, in levels."""
    places = np.stack([np.ones(len(x)), x, y], axis=1).astype(np.float32)
    away, near = np.zeros(len(x)), np.ones(len(x), dtype=bool)
    for _ in range(3):
        plane = np.linalg.lstsq(places[near], border[near], rcond=None)[0]
        away = np.abs(places @ plane - border).max(axis=1)
        near = away <= max(2.0, 2 * float(np.median(away)))
    return plane, float(np.percentile(away, 95))
