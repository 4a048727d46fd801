"""A page seen from the side becomes one seen from above."""

from math import hypot

import numpy as np
from PIL import Image, ImageDraw

from flows.images.edges import Corners
from flows.images.lettering import as_jpeg

_MARGIN = 0.006
"""Of the page's sides, left around it: a sliver of the table rather than a cut line."""
_HALF, _HIGHEST = 442, 640
_GAP = 16


def straightened(image: Image.Image, corners: Corners) -> Image.Image:
    """Only what lies inside the corners and a little margin around them."""
    (left_top, right_top, right_bottom, left_bottom) = corners
    width = max(hypot(*(right_top - left_top)), hypot(*(right_bottom - left_bottom)))
    height = max(hypot(*(left_bottom - left_top)), hypot(*(right_bottom - right_top)))
    across, down = _MARGIN * width, _MARGIN * height
    size = round(width + 2 * across), round(height + 2 * down)
    square = [
        (across, down),
        (across + width, down),
        (across + width, down + height),
        (across, down + height),
    ]
    return image.transform(
        size,
        Image.Transform.PERSPECTIVE,
        _factors(square, corners),
        Image.Resampling.BICUBIC,
        fillcolor="white",
    )


def without_margin(page: Image.Image) -> Image.Image:
    """The inner part of a straightened page, where nothing of the table shows."""
    across, down = round(2 * _MARGIN * page.width), round(2 * _MARGIN * page.height)
    return page.crop((across, down, page.width - across, page.height - down))


def side_by_side(image: Image.Image, corners: Corners, result: Image.Image) -> bytes:
    """A JPEG at most 900 wide: where the page was found, and what was made of it."""
    before = _reduced(image)
    scale = before.width / image.width
    outline = [(x * scale, y * scale) for x, y in corners.tolist()]
    ImageDraw.Draw(before).line([*outline, outline[0]], fill=(0, 150, 60), width=3)
    after = _reduced(result)
    height = max(before.height, after.height)
    sheet = Image.new("RGB", (before.width + _GAP + after.width, height), "white")
    sheet.paste(before, (0, (height - before.height) // 2))
    sheet.paste(after, (before.width + _GAP, (height - after.height) // 2))
    return as_jpeg(sheet)


def _reduced(image: Image.Image) -> Image.Image:
    small = image.copy() if max(image.size) <= _HALF else image.reduce(_whole_factor(image))
    small.thumbnail((_HALF, _HIGHEST), Image.Resampling.BICUBIC)
    return small


def _whole_factor(image: Image.Image) -> int:
    return max(min(image.width // _HALF, image.height // _HIGHEST), 1)


def _factors(results: list[tuple[float, float]], sources: Corners) -> tuple[float, ...]:
    """The eight numbers that lead from a point of the result to its source."""
    rows = []
    for (x, y), (u, v) in zip(results, sources.tolist(), strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    return tuple(np.linalg.solve(np.array(rows), sources.reshape(8)).tolist())
