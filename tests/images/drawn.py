"""Pictures by script: like a photo, like a page of text, and the bytes of files around them."""

from io import BytesIO

import numpy as np
import pillow_heif
from PIL import Image, ImageDraw, ImageFont

Picture = Image.Image


def photo(width: int, height: int, grain: int = 6) -> Picture:
    """Smooth colours with some grain: compresses about like a photo."""
    random = np.random.default_rng(7)
    coarse = random.integers(40, 220, (12, 9, 3), dtype=np.uint8)
    smooth = Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)
    if not grain:
        return smooth
    noise = random.integers(-grain, grain + 1, (height, width, 3), dtype=np.int16)
    return Image.fromarray((np.asarray(smooth) + noise).clip(0, 255).astype(np.uint8))


def page(width: int, height: int, grain: int = 0) -> Picture:
    """Black lines of words on nearly white paper."""
    image = Image.new("RGB", (width, height), "#fbfaf6")
    draw, size = ImageDraw.Draw(image), max(height // 80, 9)
    font = ImageFont.load_default(size)
    words = "Registration of architects and engineers, certificate 2023 0110, "
    letters = int((width - 8 * size) / draw.textlength(words, font) * len(words))
    for number, top in enumerate(range(size * 4, height - size * 4, size * 2)):
        line = (words * 9)[number % 17 :][:letters]
        draw.text((size * 4, top), line, "#222222", font)
    if grain:
        noise = np.random.default_rng(3).integers(-grain, grain + 1, (height, width, 1), np.int16)
        image = Image.fromarray((np.asarray(image) + noise).clip(0, 255).astype(np.uint8))
    return image


def encoded(image: Picture, file_format: str, **options: object) -> bytes:
    """The file; `HEIF` and `PDF` are formats too."""
    content = BytesIO()
    if file_format == "HEIF":
        quick = {"enc_params": {"preset": "ultrafast"}}
        pillow_heif.from_pillow(image).save(content, **(quick | options))
    else:
        image.save(content, file_format, **options)
    return content.getvalue()
