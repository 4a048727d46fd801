"""What is wrong with a face that was found: refused by name, or left to the person's eye."""

import numpy as np
from PIL import Image, ImageFilter

from flows.images.faces import Face
from flows.images.light import level_at
from flows.images.outcome import ImageRefused
from flows.images.tilt import tilt_of

_CUT = 0.03
"""How much of the face may be guessed to lie outside the picture, in face heights."""
_DARKEST, _DIM, _BRIGHTEST = 60, 110, 236
"""The lightest parts of a dark face, also one of dark skin; half of a bright one."""
_LEAST_CONTRAST = 28
_ONE_SIDED = 0.55
_LEAN_REFUSED, _LEAN_DOUBTED = 13.0, 6.0
_AWAY_REFUSED, _AWAY_DOUBTED = 0.5, 0.28
_EYES_SIDE = 160
"""Face height at which sharpness is read: that of a face on a finished portrait, and less."""
_LEAST_STEEP = 0.075
"""Grey levels a pixel at the sharpest edges, by the face's contrast: blurred by 4 pixels."""


def check_face(image: Image.Image, face: Face) -> tuple[str, ...]:
    """Codes `doubt_...`; raises `ImageRefused`."""
    _check_whole(face, image.size)
    grey = _grey(image, face)
    doubts = [*_light(grey), *_direction(face)]
    _check_sharp(grey)
    lean = abs(tilt_of(image, face))
    if lean > _LEAN_REFUSED:
        raise ImageRefused("portrait_tilted", degrees=round(lean))
    if lean >= _LEAN_DOUBTED:
        doubts.append("doubt_tilted")
    return tuple(doubts)


def is_cut(face: Face, size: tuple[int, int]) -> bool:
    """Whether the picture ends before the face does."""
    most = _CUT * face.height
    beyond = face.left + face.width - size[0], face.top + face.height - size[1]
    return max(-face.left, -face.top, *beyond) > most


def _check_whole(face: Face, size: tuple[int, int]) -> None:
    if is_cut(face, size):
        raise ImageRefused("portrait_face_cut")


def _grey(image: Image.Image, face: Face) -> Image.Image:
    box = (
        max(round(face.left), 0),
        max(round(face.top), 0),
        min(round(face.left + face.width), image.width),
        min(round(face.top + face.height), image.height),
    )
    grey = image.crop(box).convert("L")
    if grey.height > _EYES_SIDE:
        size = max(round(grey.width * _EYES_SIDE / grey.height), 1), _EYES_SIDE
        grey = grey.resize(size, Image.Resampling.BOX)
    return grey


def _light(grey: Image.Image) -> list[str]:
    inner = grey.crop(
        (grey.width // 6, grey.height // 8, grey.width * 5 // 6, grey.height * 7 // 8)
    )
    lightest = level_at(inner, 0.98)
    if lightest < _DARKEST:
        raise ImageRefused("portrait_face_dark")
    if level_at(inner, 0.5) > _BRIGHTEST:
        raise ImageRefused("portrait_face_bright")
    if lightest - level_at(inner, 0.02) < _LEAST_CONTRAST:
        raise ImageRefused("portrait_face_flat")
    doubts = ["doubt_dim"] if lightest < _DIM else []
    half = inner.width // 2
    sides = [level_at(inner.crop((left, 0, left + half, inner.height)), 0.5) for left in (0, half)]
    return [*doubts, "doubt_one_sided"] if min(sides) < _ONE_SIDED * max(sides) else doubts


def _direction(face: Face) -> list[str]:
    away = abs(face.turn)
    if away > _AWAY_REFUSED:
        raise ImageRefused("portrait_turned_away")
    return ["doubt_turned_away"] if away > _AWAY_DOUBTED else []


def _check_sharp(grey: Image.Image) -> None:
    if steepness(grey) < _LEAST_STEEP:
        raise ImageRefused("portrait_blurred")


def steepness(grey: Image.Image) -> float:
    """Of the sharpest edges, a pixel, by the contrast of the whole: 0.4 at most."""
    calm = grey.filter(ImageFilter.GaussianBlur(1.0))
    levels = np.asarray(calm, np.float32)
    down, across = np.gradient(levels)
    steep = np.percentile(np.hypot(down, across), 99)
    low, high = np.percentile(levels, (1, 99))
    return float(steep / max(high - low, 1.0))
