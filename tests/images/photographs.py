"""What a camera makes of a document: perspective, light, blur, noise, and where its corners went."""

from dataclasses import dataclass
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

Corners = list[tuple[float, float]]
"""Top left, top right, bottom right, bottom left, in pixels."""


@dataclass(frozen=True)
class Photograph:
    """The picture, and where the page lies on it."""

    image: Image.Image
    corners: Corners


def ground(size: tuple[int, int], seed: np.random.Generator, kind: str) -> Image.Image:
    """A table: `wood`, `dark`, `grey`, `cloth` (coarse pattern) or `clutter` (things lie on it)."""
    width, height = size
    colour = {
        "wood": (128, 92, 60),
        "dark": (52, 54, 60),
        "grey": (132, 134, 138),
        "cloth": (92, 60, 70),
        "clutter": (120, 100, 80),
        "white": (222, 222, 218),
    }[kind]
    stretch = (1, 60) if kind == "wood" else (12, 12)
    coarse = seed.normal(0, 9 if kind in ("wood", "cloth") else 3, (
        max(height // stretch[0] // 4, 2), max(width // stretch[1] // 4, 2)))  # fmt: skip
    grain = Image.fromarray(coarse.astype(np.float32)).resize(size, Image.Resampling.BICUBIC)
    pixels = np.asarray(grain)[..., None] + np.array(colour, dtype=np.float32)
    image = Image.fromarray(pixels.clip(0, 255).astype(np.uint8))
    if kind == "clutter":
        draw = ImageDraw.Draw(image)
        for _ in range(40):
            x, y = int(seed.integers(0, width)), int(seed.integers(0, height))
            side = int(seed.integers(width // 12, width // 4))
            fill = tuple(int(part) for part in seed.integers(0, 256, 3))
            draw.rectangle((x, y, x + side, y + side // 2), fill=fill)
    return image


def on_table(
    page: Image.Image,
    seed: np.random.Generator,
    *,
    kind: str = "wood",
    size: tuple[int, int] = (1500, 2000),
    share: float = 0.86,
    turn: float = 3.0,
    skew: float = 0.04,
) -> Photograph:
    """Laid on a table, seen a little from the side; `turn` in degrees, `skew` of the side."""
    width, height = size
    factor = share * min(width / page.width, height / page.height)
    half = np.array([page.width, page.height]) * factor / 2
    square = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * half
    angle = np.deg2rad(seed.uniform(-turn, turn))
    rotation = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    moved = square @ rotation + seed.uniform(-skew, skew, (4, 2)) * 2 * half
    corners = [(float(x), float(y)) for x, y in moved + np.array(size) / 2]
    return Photograph(_laid(page, ground(size, seed, kind), corners), corners)


def _laid(page: Image.Image, table: Image.Image, corners: Corners) -> Image.Image:
    sides = [(0, 0), (page.width, 0), (page.width, page.height), (0, page.height)]
    rows = []
    for (x, y), (u, v) in zip(corners, sides, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    factors = np.linalg.solve(np.array(rows), np.array(sides, dtype=float).reshape(8))
    covered = page.transform(
        table.size, Image.Transform.PERSPECTIVE, tuple(factors), Image.Resampling.BICUBIC
    )
    mask = Image.new("L", (table.width * 2, table.height * 2))
    ImageDraw.Draw(mask).polygon([(2 * x, 2 * y) for x, y in corners], fill=255)
    table.paste(covered, (0, 0), mask.resize(table.size, Image.Resampling.BOX))
    return table


def lit(
    image: Image.Image,
    seed: np.random.Generator,
    *,
    brightness: float = 1.0,
    unevenness: float = 0.15,
) -> Image.Image:
    """Light that falls off to one side."""
    slope = seed.uniform(-1, 1, 2)
    x = np.linspace(-1, 1, image.width, dtype=np.float32)
    y = np.linspace(-1, 1, image.height, dtype=np.float32)[:, None]
    light = brightness * (1 - unevenness * (0.5 + (slope[0] * x + slope[1] * y) / 2))
    return _pixels(np.asarray(image, dtype=np.float32) * light[..., None])


def noisy(image: Image.Image, seed: np.random.Generator, strength: float = 4) -> Image.Image:
    """A sensor's grain."""
    grain = seed.standard_normal((image.height, image.width, 1), dtype=np.float32) * strength
    return _pixels(np.asarray(image, dtype=np.float32) + grain)


def unfocused(image: Image.Image, radius: float) -> Image.Image:
    """Out of focus; standard deviation in pixels."""
    return image.filter(ImageFilter.GaussianBlur(radius)) if radius else image


def shaken(image: Image.Image, length: int, angle: float = 0.0) -> Image.Image:
    """Moved during the exposure, along `angle` in degrees, by `length` pixels."""
    pixels = np.asarray(image, dtype=np.float32)
    total = np.zeros_like(pixels)
    for step in np.linspace(-length / 2, length / 2, length):
        shift = round(step * np.sin(np.deg2rad(angle))), round(step * np.cos(np.deg2rad(angle)))
        total += np.roll(pixels, shift, (0, 1))
    return _pixels(total / length)


def flashed(image: Image.Image, x: float, y: float, radius: float) -> Image.Image:
    """A lamp's reflection; place and radius as shares of the sides, burnt out inside the radius."""
    rows, columns = np.mgrid[0 : 1 : image.height * 1j, 0 : 1 : image.width * 1j].astype(
        np.float32
    )
    wide = image.width / image.height
    away = np.hypot((columns - x) * wide, rows - y) / (radius * wide)
    light = np.clip(1.9 - away, 0, None) ** 2 * 330
    return _pixels(np.asarray(image, dtype=np.float32) + light[..., None])


def taken(image: Image.Image, quality: int = 90) -> bytes:
    """As the telephone's JPEG."""
    content = BytesIO()
    image.save(content, "JPEG", quality=quality)
    return content.getvalue()


def shaded(image: Image.Image, seed: np.random.Generator, depth: float) -> Image.Image:
    """The photographer's shadow over one end; `depth` is the share of light it takes."""
    rows, columns = np.mgrid[0 : 1 : image.height * 1j, 0 : 1 : image.width * 1j]
    across = columns * seed.uniform(-0.5, 0.5) + rows - seed.uniform(0.3, 0.7)
    light = 1 - depth / (1 + np.exp(-60 * across))
    return _pixels(np.asarray(image, dtype=np.float32) * light[..., None].astype(np.float32))


def _pixels(values: np.ndarray) -> Image.Image:
    return Image.fromarray(values.clip(0, 255).astype(np.uint8))
