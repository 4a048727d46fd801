"""How far the line of writing is turned from level."""

from math import atan2, degrees

import numpy as np

from flows.images.writing.parts import Mask

AT_MOST = 16.0
"""Degrees; what climbs more steeply is meant to, or not a line."""
_LEAST = 1.0


def slant(mask: Mask) -> float:
    """Degrees by which it falls to the right; 0 where it is level enough, or too steep."""
    rows, columns = np.nonzero(mask)
    across, down = columns - columns.mean(), rows - rows.mean()
    wide, tall = float((across**2).mean()), float((down**2).mean())
    angle = degrees(atan2(2 * float((across * down).mean()), wide - tall)) / 2
    return angle if _LEAST <= abs(angle) <= AT_MOST else 0.0
