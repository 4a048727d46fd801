"""补正 and 信息更正 images: between 200 and 500 KB (manual 2.7, 3.1.3)."""

from PIL import Image

from flows.images.band import enlarge_into_band, into_band
from flows.images.container import Container
from flows.images.light import check_light
from flows.images.outcome import Encoded, ImageRefused, Remark
from flows.images.pixels import decode

_LEAST_SIDE = 200
_LONG_SIDE = 2000
"""Where an A4 page has 170 dots an inch."""
_CLEAR_SIDE = 1000
_CLEAR_SIZE = 200_000
_ENLARGED_SIDE = 4000


def make_proof(container: Container, original_size: int, *, enlarge: bool = False) -> Encoded:
    """A JPEG inside the band; more pixels than there were only with `enlarge`.

    Raises `ImageRefused`; after `proof_unclear` and `proof_plain`, `enlarge` is the way on.
    """
    width, height = container.upright_size
    facts = {"width": width, "height": height}
    if min(width, height) < _LEAST_SIDE:
        raise ImageRefused("too_small", **facts, least_width=_LEAST_SIDE, least_height=_LEAST_SIDE)
    image = _at_reading_size(container)
    check_light(image)
    is_light = original_size < _CLEAR_SIZE
    if is_light and max(width, height) < _CLEAR_SIDE and not enlarge:
        raise ImageRefused("proof_unclear", **facts, kilobytes=original_size // 1000)
    remark: Remark = "was_small" if is_light else ""
    found = into_band(image)
    if found is None and enlarge:
        remark, found = "enlarged", enlarge_into_band(image, _ENLARGED_SIDE)
    if found is None:
        raise ImageRefused("proof_plain", **facts)
    content, shown = found
    return Encoded(content, "JPEG", shown.width, shown.height, remark)


def _at_reading_size(container: Container) -> Image.Image:
    """Long pages keep their proportions, small ones their size."""
    width, height = container.upright_size
    factor = min(_LONG_SIDE / max(width, height), 1.0)
    image = decode(container, (max(int(width * factor), 1), max(int(height * factor), 1)))
    if max(image.size) > 1.2 * _LONG_SIDE:
        image.thumbnail((_LONG_SIDE, _LONG_SIDE), Image.Resampling.LANCZOS)
    return image
