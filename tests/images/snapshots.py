"""Pages as a hand-held camera and a messenger leave them."""

import random
from io import BytesIO

import numpy as np
from PIL import Image, ImageFilter


def photographed(image: Image.Image, seed: random.Random, degrees: float = 0.0) -> bytes:
    """On a table, tilted, unevenly lit, a little soft, grainy, and squeezed into a JPEG."""
    width, height = image.size
    ground = Image.new("RGB", (int(width * 1.1), int(height * 1.1)), (120, 105, 90))
    ground.paste(image, (int(width * 0.05), int(height * 0.05)))
    turned = ground.rotate(
        degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=(120, 105, 90)
    )
    turned = _leaning(turned, seed)
    longest = seed.choice((1280, 1600, 2200))
    turned.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    turned = turned.filter(ImageFilter.GaussianBlur(seed.uniform(0.2, 1.2)))
    pixels = np.asarray(turned, dtype=np.float32)
    rows, columns = pixels.shape[:2]
    random_source = np.random.default_rng(seed.randrange(2**32))
    light = np.linspace(seed.uniform(0.72, 1.0), 1.0, columns)[None, :, None]
    light = light * np.linspace(1.0, seed.uniform(0.78, 1.0), rows)[:, None, None]
    grain = random_source.normal(0, seed.uniform(2, 9), pixels.shape)
    content = BytesIO()
    Image.fromarray((pixels * light + grain).clip(0, 255).astype(np.uint8)).save(
        content, "JPEG", quality=seed.randint(60, 88)
    )
    return content.getvalue()


def _leaning(image: Image.Image, seed: random.Random) -> Image.Image:
    """As seen by a camera that is not quite above the middle."""
    width, height = image.size
    corners = ((0, 0), (0, height), (width, height), (width, 0))
    quad = [
        part
        for x, y in corners
        for part in (x + seed.uniform(-0.02, 0.02) * width, y + seed.uniform(-0.02, 0.02) * height)
    ]
    return image.transform(
        image.size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC, fillcolor=(120, 105, 90)
    )
