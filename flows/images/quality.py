"""Whether a document can be read: refused where surely not, doubted where a person must look."""

import numpy as np
from PIL import Image

from flows.images.exposure import brightness_of, spots_of
from flows.images.outcome import ImageRefused
from flows.images.sharpness import Sharpness, sharpness_of
from flows.images.texture import Texture, texture_of

_BLURRED = 0.165, 0.095
"""Refused and doubted from here, in line heights. Of drawn pages with line heights of 20 to 66
pixels, text recognition reads 98 % at 0.09, about half at 0.15 and nothing at 0.2."""
_MELTED = 4.2
"""Pixels of blur on the copy: strokes of print have flown together, lines cannot be told."""
_LARGEST_LINE = 20.0
"""Higher ones may be what is left of a page whose small print has gone."""
_DARK = 42, 85
_PAPER = 0.2
"""A document has at least that share of plain and pale ground."""
_PLAIN, _PALE = 0.15, 0.3
"""Largest contrast within a cell, and between colours, of the brightest tone there."""


def check_quality(
    image: Image.Image, texture: Texture | None = None, *, is_drawn: bool = False
) -> tuple[str, ...]:
    """Doubts; raises `ImageRefused` with `proof_blurred`, `proof_dark` or `proof_glare`.

    With its `texture`, a small copy of the picture is enough.

    `is_drawn` is a page of a document: its fine print is as sharp as it gets.
    """
    texture = texture or texture_of(image)
    doubts = []
    is_read = not is_drawn and _is_on_paper(texture, image)
    sharpness = sharpness_of(texture) if is_read else None
    if sharpness is not None:
        share, is_melted = _blur(sharpness)
        if share >= _BLURRED[1]:
            doubts.append("doubt_blurred")
        if share >= _BLURRED[0] or is_melted:
            raise ImageRefused("proof_blurred")
    brightness = brightness_of(texture)
    if brightness is not None and brightness < _DARK[1]:
        if brightness < _DARK[0]:
            raise ImageRefused("proof_dark")
        doubts.append("doubt_dark")
    if spots := spots_of(texture):
        if any(spot.is_over_writing for spot in spots):
            raise ImageRefused("proof_glare")
        doubts.append("doubt_glare")
    return tuple(doubts)


def _blur(sharpness: Sharpness) -> tuple[float, bool]:
    line = min(sharpness.line, _LARGEST_LINE)
    return sharpness.blur / line, sharpness.blur >= _MELTED


def _is_on_paper(texture: Texture, image: Image.Image) -> bool:
    """Landscapes and drawings have soft edges by nature; nobody reads them."""
    rows, columns = texture.high.shape
    small = image.resize((columns, rows), Image.Resampling.BOX, reducing_gap=1.0)
    colours = np.asarray(small, dtype=np.int16)
    brightest = np.maximum(colours.max(axis=2), 24)
    is_pale = brightest - colours.min(axis=2) <= _PALE * brightest
    is_plain = texture.contrast <= _PLAIN * np.maximum(texture.high, 24)
    return float((is_pale & is_plain).mean()) >= _PAPER
