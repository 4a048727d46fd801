"""Inputs made by script: pictures worth taking, and everything that is not."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from tests.images.portraits import WALL, Colour, Standing, photo

Draw = Callable[..., Image.Image]
Encode = Callable[..., bytes]


def _scene(width: int, height: int, grain: int = 6) -> Image.Image:
    """Smooth colours with some grain: compresses about like a photo."""
    random = np.random.default_rng(7)
    coarse = random.integers(40, 220, (12, 9, 3), dtype=np.uint8)
    smooth = Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)
    noise = random.integers(-grain, grain + 1, (height, width, 3), dtype=np.int16)
    return Image.fromarray((np.asarray(smooth) + noise).clip(0, 255).astype(np.uint8))


def _person(width: int, height: int, wall: Colour | Image.Image = WALL) -> Image.Image:
    """Somebody in the middle, as on a portrait that could be sent."""
    face = min(width, height * 5 // 7) * 0.55
    return photo([Standing(0, face, (width / 2, height * 0.45))], (width, height), wall)


def _writing(width: int, height: int, ink: str = "black", paper: str = "white") -> Image.Image:
    """A few strokes across the middle, wider than high."""
    image = Image.new("RGB", (width, height), paper)
    draw = ImageDraw.Draw(image)
    stroke = max(width // 80, 3)
    for part in range(3):
        left = width * (2 + 2 * part) // 10
        right, top, bottom = left + width // 7, height * 4 // 10, height * 6 // 10
        draw.line((left, top, right, bottom), fill=ink, width=stroke)
        draw.line((left, bottom, right, top), fill=ink, width=stroke)
    return image.filter(ImageFilter.GaussianBlur(1))


def _encode(image: Image.Image, file_format: str, **options: object) -> bytes:
    encoded = BytesIO()
    image.save(encoded, file_format, **options)
    return encoded.getvalue()


def _png(width: int, height: int, *, pixels: bytes = b"", end: bool = True) -> bytes:
    """A PNG that claims these sides, whatever it holds."""

    def chunk(name: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", checksum)

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    rest = chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"") if end else b""
    return b"\x89PNG\r\n\x1a\n" + header + rest


@pytest.fixture(scope="session")
def scene() -> Draw:
    return _scene


@pytest.fixture(scope="session")
def person() -> Draw:
    return _person


@pytest.fixture(scope="session")
def writing() -> Draw:
    return _writing


@pytest.fixture(scope="session")
def encode() -> Encode:
    return _encode


@pytest.fixture(scope="session")
def hollow_png() -> Encode:
    return _png
