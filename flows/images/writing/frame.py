"""Into the frame: cut out at full sharpness, levelled, black on white, 405 x 162."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from flows.images.writing.paper import brightness
from flows.images.writing.parts import Mask

WIDTH, HEIGHT = 405, 162
_INNER = 0.94
_LARGEST = 1215
_LARGEST_GROWTH = 1.5
_FROM, _TO = 0.28, 0.72
"""Of the way from paper to ink: white up to the one, black from the other."""


@dataclass(frozen=True, slots=True)
class Framed:
    """The finished picture, and how much the writing was scaled for it."""

    page: Image.Image
    factor: float


def cut_out(
    grey: Image.Image,
    paper: Image.Image,
    chosen: Mask,
    box: tuple[int, int, int, int],
    level: float,
) -> Image.Image:
    """The ink as 255 on 0, at the resolution of `grey`; the others are smaller copies of it."""
    scale = grey.width / paper.width
    margin = 2
    left, top = max(box[0] - margin, 0), max(box[1] - margin, 0)
    right, bottom = min(box[2] + margin, paper.width), min(box[3] + margin, paper.height)
    area = tuple(round(side * scale) for side in (left, top, right, bottom))
    sharp = grey.crop((area[0], area[1], area[2], area[3]))
    shrink = max(-(-max(sharp.size) // _LARGEST), 1)
    sharp = sharp.reduce(shrink)
    ground = paper.crop((left, top, right, bottom)).resize(sharp.size, Image.Resampling.BILINEAR)
    near = Image.fromarray(chosen[top:bottom, left:right]).convert("L")
    near = near.filter(ImageFilter.MaxFilter(3)).resize(sharp.size, Image.Resampling.BILINEAR)
    depth = (1 - brightness(sharp, ground)) / (1 - level)
    black = np.clip((depth - _FROM) / (_TO - _FROM), 0, 1)
    return Image.fromarray((black * np.asarray(near)).astype(np.uint8))


def framed(ink: Image.Image, angle: float, scale: float, *, may_grow: bool) -> Framed:
    """Levelled and centred on white; `scale` is how many of the ink's pixels the source had."""
    if angle:
        ink = ink.rotate(angle, Image.Resampling.BICUBIC, expand=True)
    box = ink.point([255 if level > 60 else 0 for level in range(256)]).getbbox()
    ink = ink.crop(box)
    fit = min(WIDTH * _INNER / ink.width, HEIGHT * _INNER / ink.height)
    factor = min(fit, (_LARGEST_GROWTH if may_grow else 1.0) * scale)
    size = max(round(ink.width * factor), 1), max(round(ink.height * factor), 1)
    small = ink.resize(size, Image.Resampling.LANCZOS)
    page = Image.new("L", (WIDTH, HEIGHT), 255)
    black = _darkest(small)
    white = small.point([255 - min(level * 255 // black, 255) for level in range(256)])
    page.paste(white, ((WIDTH - size[0]) // 2, (HEIGHT - size[1]) // 2))
    return Framed(page, factor / scale)


def _darkest(ink: Image.Image) -> int:
    """The level that counts as black: thin strokes get paler as they are scaled down."""
    levels = np.asarray(ink)
    inked = levels[levels > 60]
    return max(int(np.quantile(inked, 0.7)) if inked.size else 255, 90)
