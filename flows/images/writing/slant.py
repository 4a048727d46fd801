"""How far the line of writing is turned from level."""

import numpy as np
from numpy.typing import NDArray

from flows.images.writing.parts import Mask

AT_MOST = 16.0
"""Degrees; what climbs more steeply is meant to, or not a line."""
_LEAST = 2.0
"""A hand is no more level than that."""
_APART = 6.0
"""Degrees; estimates that differ more are no reason to turn it much."""
_POINTS = 4000
_COLUMNS = 12


def slant(mask: Mask) -> float:
    """Degrees by which it falls to the right; 0 where it is level enough, or too steep.

    The middle one of three estimates, each of which some names mislead.
    """
    found = sorted((_of_the_mass(mask), _of_the_height(mask), _of_the_middles(mask)))
    angle = found[1] if found[2] - found[0] <= _APART else min(found, key=abs)
    return angle if _LEAST <= abs(angle) <= AT_MOST else 0.0


def _points(mask: Mask) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    rows, columns = np.nonzero(mask)
    every = max(rows.size // _POINTS, 1)
    return rows[::every] - rows.mean(), columns[::every] - columns.mean()


def _of_the_mass(mask: Mask) -> float:
    """The long axis of the ink's spread."""
    down, across = _points(mask)
    wide, tall = (across**2).mean(), (down**2).mean()
    return float(np.degrees(np.arctan2(2 * (across * down).mean(), wide - tall)) / 2)


def _of_the_height(mask: Mask) -> float:
    """The angle at which nearly all of it is least high."""
    down, across = _points(mask)
    angles = np.arange(-AT_MOST - 2, AT_MOST + 2.1, 1.0)
    turn = np.radians(angles)
    rows = np.sort(down[:, None] * np.cos(turn) - across[:, None] * np.sin(turn), axis=0)
    few = rows.shape[0] // 50
    return float(angles[(rows[-1 - few] - rows[few]).argmin()])


def _of_the_middles(mask: Mask) -> float:
    """The line through the middle between top and bottom of twelve slices."""
    places, middles, heights = [], [], []
    for number, piece in enumerate(np.array_split(mask, _COLUMNS, axis=1)):
        rows = np.flatnonzero(piece.any(axis=1))
        if rows.size:
            places.append((number + 0.5) * mask.shape[1] / _COLUMNS)
            middles.append((rows[0] + rows[-1]) / 2)
            heights.append(rows[-1] - rows[0] + 1)
    if len(places) < 2:
        return 0.0
    slope = np.polyfit(places, middles, 1, w=np.sqrt(heights))[0]
    return float(np.degrees(np.arctan(slope)))
