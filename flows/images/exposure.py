"""Whether there was light enough for the writing, and whether a reflection took some of it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from flows.images.texture import Cells, Texture

_BURNT = 244, 252
"""Darkest and brightest tone that a cell without any drawing has."""
_WHITE, _FEWEST = 248, 16
"""Less is no white any more; fewer cells of that are no fading."""
_LEAST_SPOT = 0.006
_SOFT = 0.5
"""Of the cells at a spot's rim that may hold print: a blank place ends at sharp print, a
reflection fades out over it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A burnt-out place; shares 0..1."""

    size: float
    """Of the whole picture."""
    rim: float
    """Of the cells right around it that hold print."""
    writing: float
    """Of the cells farther around it that hold print."""
    fading: float
    """Of the cells around it, a little farther still, that are less than white."""

    @property
    def is_over_writing(self) -> bool:
        """True where it can only have taken writing away."""
        return (self.size >= 0.04 and self.rim <= 0.3 and self.writing >= 0.3) or (
            self.size >= 0.15 and self.writing >= 0.15
        )


def brightness_of(texture: Texture) -> float | None:
    """The tone 0..255 of what is brightest where something is written; None without writing."""
    written = texture.written
    return float(np.median(texture.high[written])) if written.any() else None


def spots_of(texture: Texture) -> list[Spot]:
    """Reflections near writing; white paper is none."""
    if np.count_nonzero(texture.high < _WHITE) < _FEWEST:
        # Nothing fades out anywhere: a drawn page, or a copier's.
        return []
    written = texture.written
    burnt = (texture.low >= _BURNT[0]) & (texture.high >= _BURNT[1]) & ~written
    core = _grown(_shrunk(burnt, 1), 1) & burnt
    spots = []
    for part in _parts(core):
        if part.mean() < _LEAST_SPOT:
            continue
        near = _grown(part, 1)
        around = _grown(part, 5) & ~near
        spot = Spot(
            float(part.mean()),
            _share(written, near & ~part),
            _share(written, around),
            _share(texture.high < _WHITE, _grown(part, 9) & ~near),
        )
        if spot.rim <= _SOFT and spot.writing >= 0.1 and spot.fading >= 0.25:
            spots.append(spot)
    return spots


def _share(written: Cells, where: NDArray[np.bool_]) -> float:
    return float(written[where].mean()) if where.any() else 0.0


def _parts(cells: NDArray[np.bool_]) -> Iterator[NDArray[np.bool_]]:
    """What hangs together, side by side or above each other."""
    # A false column at the right: the last cell of a row and the next row's first are no pair.
    wide = np.pad(cells, ((0, 0), (0, 1)))
    row = wide.shape[1]
    left = set(np.flatnonzero(wide).tolist())
    while left:
        part = [left.pop()]
        for cell in part:
            for near in (cell + 1, cell - 1, cell + row, cell - row):
                if near in left:
                    left.remove(near)
                    part.append(near)
        found = np.zeros_like(wide)
        found.ravel()[part] = True
        yield found[:, :-1]


def _grown(cells: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    """Each true cell with its neighbours on all sides."""
    for axis in (0, 1):
        around = [(by + 1, by) if side == axis else (0, 0) for side in (0, 1)]
        sums = np.moveaxis(np.pad(cells, around).cumsum(axis, np.int32), axis, 0)
        cells = np.moveaxis(sums[2 * by + 1 :] > sums[: -2 * by - 1], 0, axis)
    return cells


def _shrunk(cells: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    """Only the true cells that have no false neighbour."""
    return ~_grown(~cells, by)
