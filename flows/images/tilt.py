"""How far a head leans to a shoulder, read from the symmetry of the face.

The detector's landmarks stay level where the head does not (25 degrees are told as 5), so
each angle is tried: at the right one the face and its mirror image are most alike.
"""

import numpy as np
from PIL import Image, ImageFilter

from flows.images.faces import Face

_SIDE = 64
_AROUND = 1.25
"""Side of the square looked at, in face heights."""
_FURTHEST, _STEP = 32, 4
_SHIFTS = range(-6, 7)
_ALIKE = 0.5
_CLEARLY = 0.12
"""Better by less than this, a lean is not told: light and hair are never symmetric."""


def tilt_of(image: Image.Image, face: Face) -> float:
    """Degrees, positive where the head leans clockwise; 0 where nothing certain can be told."""
    relief = _relief(image, face)
    weight = _middle()
    coarse = {
        angle: _likeness(relief, angle, weight)
        for angle in range(-_FURTHEST, _FURTHEST + 1, _STEP)
    }
    best = max(coarse, key=lambda angle: coarse[angle])
    fine = {angle: _likeness(relief, angle, weight) for angle in range(best - 3, best + 4)}
    angle = max(fine, key=lambda angle: fine[angle])
    if fine[angle] < _ALIKE or fine[angle] < coarse[0] + _CLEARLY:
        return 0.0
    return float(angle)


def _relief(image: Image.Image, face: Face) -> Image.Image:
    """Eyes, brows, nose and mouth, alike in strength whatever the light."""
    across, down = face.centre
    half = face.height * _AROUND / 2
    box = (round(across - half), round(down - half), round(across + half), round(down + half))
    grey = image.crop(box).convert("L").resize((_SIDE, _SIDE), Image.Resampling.BOX)
    coarse = np.asarray(grey.filter(ImageFilter.GaussianBlur(_SIDE / 16)), np.float32)
    detail = np.asarray(grey, np.float32) - coarse
    strength = Image.fromarray(detail * detail).resize((8, 8), Image.Resampling.BOX)
    spread = np.sqrt(np.asarray(strength.resize(grey.size, Image.Resampling.BILINEAR)).clip(0))
    return Image.fromarray((detail / (spread + 6)).astype(np.float32))


def _middle() -> np.ndarray:
    down, across = np.mgrid[0:_SIDE, 0:_SIDE] / (_SIDE / 2) - 1
    distance = (across / 0.5) ** 2 + (down / 0.62) ** 2
    return np.asarray(np.exp(-(distance**2)), np.float32)


def _likeness(relief: Image.Image, angle: int, weight: np.ndarray) -> float:
    """Of the face, turned back by the angle, and its mirror image; 1 at most."""
    turned = np.asarray(relief.rotate(angle, Image.Resampling.BILINEAR))
    best = -1.0
    for shift in _SHIFTS:
        moved = np.roll(turned, shift, 1)
        mirrored = moved[:, ::-1]
        power = float((weight * moved * moved).sum())
        best = max(best, float((weight * moved * mirrored).sum()) / max(power, 1e-6))
    return best
