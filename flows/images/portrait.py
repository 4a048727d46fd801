"""一寸照片: 295 wide, 413 high, at most 500 KB (manual 2.2)."""

from io import BytesIO

from PIL import Image, ImageOps

from flows.images.container import Container
from flows.images.light import check_light
from flows.images.outcome import Encoded, ImageRefused
from flows.images.pixels import decode

WIDTH, HEIGHT = 295, 413
_NARROWEST, _WIDEST = 0.60, 0.80
"""Width by height, from a 2:3 to a 4:5 print; 295:413 is 0.71, so a crop takes 16 % at most."""


def make_portrait(container: Container) -> Encoded:
    """Cropped at the centre and scaled down, never up; raises `ImageRefused`."""
    width, height = container.upright_size
    facts = {"width": width, "height": height}
    if not _NARROWEST <= width / height <= _WIDEST:
        raise ImageRefused("portrait_wrong_shape", **facts)
    if width < WIDTH or height < HEIGHT:
        raise ImageRefused("too_small", **facts, least_width=WIDTH, least_height=HEIGHT)
    image = decode(container, (2 * WIDTH, 2 * HEIGHT))
    check_light(image)
    cropped = ImageOps.fit(image, (WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    encoded = BytesIO()
    cropped.save(encoded, "JPEG", quality=95, subsampling=0, optimize=True)
    return Encoded(encoded.getvalue(), "JPEG", WIDTH, HEIGHT)
