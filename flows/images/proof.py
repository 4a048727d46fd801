"""补正 and 信息更正 images: between 200 and 500 KB (manual 2.7, 3.1.3)."""

from math import sqrt

import numpy as np
from PIL import Image

from flows.images.band import enlarge_into_band, into_band
from flows.images.container import Container
from flows.images.edges import area_of, find_page, seen_small
from flows.images.light import check_light
from flows.images.outcome import Encoded, ImageRefused, Remark
from flows.images.pixels import decode
from flows.images.quality import check_quality
from flows.images.straighten import side_by_side, straightened, without_margin
from flows.images.texture import texture_of

_LEAST_SIDE = 200
_READ_AREA = 3_000_000
"""Pixels; an A4 page has 175 dots an inch there, and a long page of a telephone stays readable."""
_CLEAR_SIDE = 1000
_CLEAR_SIZE = 200_000
_ENLARGED_SIDE = 4000


def make_proof(
    container: Container, original_size: int, *, enlarge: bool = False, as_it_is: bool = False
) -> Encoded:
    """A JPEG inside the band; more pixels than there were only with `enlarge`.

    A page on a table is cut out unless `as_it_is`. Raises `ImageRefused`; after
    `proof_unclear` and `proof_plain`, `enlarge` is the way on.
    """
    width, height = container.upright_size
    facts = {"width": width, "height": height}
    if min(width, height) < _LEAST_SIDE:
        raise ImageRefused("too_small", **facts, least_width=_LEAST_SIDE, least_height=_LEAST_SIDE)
    image = _at_reading_size(container)
    texture, small = texture_of(image), seen_small(image, is_rough=True)
    check_light(small)
    is_light = original_size < _CLEAR_SIZE
    if is_light and max(width, height) < _CLEAR_SIDE and not enlarge:
        raise ImageRefused("proof_unclear", **facts, kilobytes=original_size // 1000)
    page, preview = (image, b"") if as_it_is else _cut_out(container, image, small)
    if preview:
        doubts = (*check_quality(without_margin(page)), "doubt_straightened")
    else:
        doubts = check_quality(small, texture, is_drawn=container.format == "PDF")
    remark: Remark = "was_small" if is_light else ""
    found = into_band(page)
    if found is None and enlarge:
        remark, found = "enlarged", enlarge_into_band(page, _ENLARGED_SIDE)
    if found is None:
        raise ImageRefused("proof_plain", **facts)
    content, shown = found
    return Encoded(content, "JPEG", shown.width, shown.height, remark, doubts, preview)


def _cut_out(
    container: Container, image: Image.Image, rough: Image.Image
) -> tuple[Image.Image, bytes]:
    """The page alone and a preview, or the picture and no preview where none is clear."""
    corners = find_page(image, rough)
    if corners is None:
        return image, b""
    wanted = sqrt(_READ_AREA / area_of(corners))
    there = sqrt(container.width * container.height / (image.width * image.height))
    source = image
    if min(wanted, there) > 1.2:
        source = _at_reading_size(container, area=round(_READ_AREA * min(wanted, there) ** 2))
    page = straightened(source, corners * (np.array(source.size) / image.size))
    return page, side_by_side(image, corners, page)


def _at_reading_size(container: Container, area: int = _READ_AREA) -> Image.Image:
    """All proportions are kept, and small ones keep their size."""
    width, height = container.upright_size
    factor = min(sqrt(area / (width * height)), 1.0)
    size = max(round(width * factor), 1), max(round(height * factor), 1)
    image = decode(container, size)
    if image.width * image.height > 1.44 * area:
        image = image.resize(size, Image.Resampling.LANCZOS)
    return image
