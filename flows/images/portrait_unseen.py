"""A portrait where no face can be looked for: cropped at the centre, and said to be."""

from io import BytesIO

from PIL import Image, ImageOps

from flows.images.comparison import comparison
from flows.images.frame import HEIGHT, WIDTH
from flows.images.outcome import Encoded, ImageRefused

_NARROWEST, _WIDEST = 0.60, 0.80
"""Width by height, from a 2:3 to a 4:5 print; 295:413 is 0.71, so a crop takes 16 % at most."""


def centred_portrait(image: Image.Image) -> Encoded:
    """Scaled down, never up; raises `ImageRefused`."""
    width, height = image.size
    facts = {"width": width, "height": height}
    if not _NARROWEST <= width / height <= _WIDEST:
        raise ImageRefused("portrait_wrong_shape", **facts)
    if width < WIDTH or height < HEIGHT:
        raise ImageRefused("too_small", **facts, least_width=WIDTH, least_height=HEIGHT)
    portrait = ImageOps.fit(image, (WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    encoded = BytesIO()
    portrait.save(encoded, "JPEG", quality=95, subsampling=0, optimize=True)
    across, down = min(width, height * WIDTH / HEIGHT), min(height, width * HEIGHT / WIDTH)
    left, top = (width - across) / 2, (height - down) / 2
    return Encoded(
        encoded.getvalue(),
        "JPEG",
        WIDTH,
        HEIGHT,
        doubts=("doubt_face_not_looked_for",),
        preview=comparison(image, (left, top, left + across, top + down), portrait, "一寸照"),
    )
