"""手写签名: black on white, 405 wide, 162 high, at most 500 KB (manual 2.2)."""

from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageChops

from flows.images.container import Container
from flows.images.light import level_at
from flows.images.outcome import Encoded, ImageRefused
from flows.images.pixels import decode

WIDTH, HEIGHT = 405, 162
_LEAST_INK = 100, 30
_FLOOR = 1000
_DARKEST_PAPER = 110
_LEAST_CONTRAST = 40
_INK = 0.0005, 0.35
"""Shares of the picture: below is an empty page, above is no writing on white."""
_TALLEST = 1.25
"""Height by width; a single character may be a little higher than wide."""
_LINES = 5
"""The strokes of 三 and 二 side by side make no more; a page of text does."""
_MARGIN = 0.05


def make_signature(container: Container) -> Encoded:
    """The written part on white, centred, scaled down but never up; raises `ImageRefused`."""
    width, height = container.upright_size
    if width < _LEAST_INK[0] or height < _LEAST_INK[1]:
        raise ImageRefused(
            "too_small",
            width=width,
            height=height,
            least_width=_LEAST_INK[0],
            least_height=_LEAST_INK[1],
        )
    grey = _darkest_channel(decode(container, (_FLOOR, _FLOOR)))
    paper, ink = level_at(grey, 0.5), level_at(grey, _INK[0])
    if paper < _DARKEST_PAPER:
        raise ImageRefused("signature_inverted")
    if paper - ink < _LEAST_CONTRAST:
        raise ImageRefused("signature_blank")
    written = grey.crop(_written(grey, paper - (paper - ink) * 2 // 5))
    return _on_white(written.point([_stretched(level, ink, paper) for level in range(256)]))


def _darkest_channel(image: Image.Image) -> Image.Image:
    """Blue and red ink are as dark as black there."""
    red, green, blue = image.split()
    return ImageChops.darker(ImageChops.darker(red, green), blue)


def _written(grey: Image.Image, threshold: int) -> tuple[int, int, int, int]:
    """The box around everything darker than `threshold`, with a margin."""
    mask = grey.point([255 if level < threshold else 0 for level in range(256)])
    share = mask.histogram()[255] / (grey.width * grey.height)
    if share > _INK[1]:
        raise ImageRefused("signature_unclear")
    # Averaging over 4x4 pixels lets single dark specks vanish.
    box = mask.reduce(4).point([255 if level > 40 else 0 for level in range(256)]).getbbox()
    if box is None or share < _INK[0]:
        raise ImageRefused("signature_blank")
    left, top, right, bottom = (4 * side for side in box)
    width, height = right - left, bottom - top
    if _lines(mask.crop((left, top, right, bottom))) > _LINES:
        raise ImageRefused("signature_unclear")
    if height > _TALLEST * width:
        raise ImageRefused("signature_wrong_shape", width=width, height=height)
    if width < _LEAST_INK[0] or height < _LEAST_INK[1]:
        raise ImageRefused("signature_too_small", width=width, height=height)
    margin = round(width * _MARGIN)
    return (
        max(left - margin, 0),
        max(top - margin, 0),
        min(right + margin, grey.width),
        min(bottom + margin, grey.height),
    )


def _lines(mask: Image.Image) -> int:
    """How many rows of writing stand above each other."""
    rows = mask.resize((1, mask.height), Image.Resampling.BOX).tobytes()
    written = [level > 2 for level in rows]
    return sum(now and not before for before, now in pairwise([False, *written]))


def _stretched(level: int, ink: int, paper: int) -> int:
    """Paper becomes white and ink black, evenly in between."""
    white = paper - (paper - ink) // 5
    return min(max((level - ink) * 255 // (white - ink), 0), 255)


def _on_white(written: Image.Image) -> Encoded:
    factor = min(WIDTH / written.width, HEIGHT / written.height, 1.0)
    size = max(round(written.width * factor), 1), max(round(written.height * factor), 1)
    written = written.resize(size, Image.Resampling.LANCZOS)
    page = Image.new("L", (WIDTH, HEIGHT), 255)
    page.paste(written, ((WIDTH - size[0]) // 2, (HEIGHT - size[1]) // 2))
    encoded = BytesIO()
    page.save(encoded, "PNG", optimize=True)
    return Encoded(encoded.getvalue(), "PNG", WIDTH, HEIGHT)
