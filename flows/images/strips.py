"""Large pictures made small strip by strip, so that memory holds them only once."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image

_PIXELS = 500_000
"""Of a strip: a few megabytes in any colours."""


@dataclass(frozen=True, slots=True)
class Raster:
    """Decoded pixels that can be looked at from one row to another."""

    size: tuple[int, int]
    strip: Callable[[int, int], Image.Image]
    profile: bytes = b""


def reduced(raster: Raster, floor: tuple[int, int]) -> Image.Image:
    """8-bit L, RGB or CMYK on white, averaged by a whole factor, but no side below `floor`."""
    width, height = raster.size
    factor = max(min(width // floor[0], height // floor[1]), 1)
    rows = max(_PIXELS // width // factor, 1) * factor
    whole: Image.Image | None = None
    for top in range(0, height, rows):
        strip = _opaque(raster.strip(top, min(top + rows, height)), factor)
        if whole is None:
            size = -(-width // factor), -(-height // factor)
            whole = Image.new(strip.mode, size)
        whole.paste(strip, (0, top // factor))
    assert whole is not None, "a picture has rows"
    return whole


def is_plain(image: Image.Image) -> bool:
    """Whether nothing but the colours has to be converted."""
    return image.mode in ("L", "RGB", "CMYK") and not image.has_transparency_data


def _opaque(strip: Image.Image, factor: int) -> Image.Image:
    if strip.mode.startswith("I"):
        # 16-bit grey; convert("L") would clip it.
        strip = Image.fromarray((np.asarray(strip) >> 8).astype(np.uint8))
    elif strip.mode == "RGBa":
        strip = strip.convert("RGBA")
    elif strip.has_transparency_data:
        strip = strip if strip.mode == "RGBA" else strip.convert("RGBA")
    elif not is_plain(strip):
        strip = strip.convert("RGB")
    if factor > 1:
        strip = strip.reduce(factor)
    if strip.mode == "RGBA":
        ground = Image.new("RGB", strip.size, "white")
        ground.paste(strip, mask=strip.getchannel("A"))
        return ground
    return strip
