"""Photos of drawn people, with the truth about where their faces are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from tests.images.faces import CENTRE, FACE_HEIGHT, person

Colour = tuple[int, int, int]
WALL: Colour = (214, 226, 240)


@dataclass(frozen=True)
class Standing:
    """One person on a photo; sides in pixels, `tilt` in degrees, clockwise."""

    seed: int = 0
    face_height: float = 300.0
    centre: tuple[float, float] = (300.0, 380.0)
    tilt: float = 0.0


def photo(
    people: Sequence[Standing],
    size: tuple[int, int] = (600, 840),
    wall: Colour | Image.Image = WALL,
) -> Image.Image:
    """The people before a wall, later ones in front."""
    image = wall.resize(size) if isinstance(wall, Image.Image) else Image.new("RGB", size, wall)
    for one in people:
        _stand(image, one)
    return image


def _stand(image: Image.Image, one: Standing) -> None:
    scale = one.face_height / FACE_HEIGHT
    sheet = person(one.seed)
    turn = np.deg2rad(one.tilt)
    # Of each pixel of the photo, its place on the sheet.
    across = np.cos(turn) / scale, np.sin(turn) / scale
    down = -np.sin(turn) / scale, np.cos(turn) / scale
    x, y = one.centre
    moves = (
        *across,
        CENTRE[0] - across[0] * x - across[1] * y,
        *down,
        CENTRE[1] - down[0] * x - down[1] * y,
    )
    if scale < 0.5:
        # A sheet seen from far away is averaged, not sampled.
        factor = int(1 / scale)
        sheet = sheet.reduce(factor)
        moves = tuple(number / factor for number in moves)
    placed = sheet.transform(image.size, Image.Transform.AFFINE, moves, Image.Resampling.BICUBIC)
    image.paste(placed, mask=placed.getchannel("A"))


def noisy(image: Image.Image, strength: float) -> Image.Image:
    """As a small sensor sees in the evening."""
    random = np.random.default_rng(5)
    noise = random.normal(0, strength, (image.height, image.width, 3))
    return Image.fromarray((np.asarray(image) + noise).clip(0, 255).astype(np.uint8))


def lit(image: Image.Image, times: float, plus: float = 0.0) -> Image.Image:
    """Darker, lighter, or flatter."""
    return image.point(lambda level: int(min(max(level * times + plus, 0), 255)))


def blurred(image: Image.Image, pixels: float) -> Image.Image:
    """Out of focus."""
    return image.filter(ImageFilter.GaussianBlur(pixels))


def garden(size: tuple[int, int]) -> Image.Image:
    """A background that is far from plain."""
    random = np.random.default_rng(3)
    coarse = random.integers(20, 235, (14, 10, 3), dtype=np.uint8)
    return Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC)


def cat(size: tuple[int, int]) -> Image.Image:
    """A face, but no person's."""
    width, height = size
    ground = Image.new("RGB", size, (196, 190, 180))
    across, down = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    pixels = np.asarray(ground).copy()

    def fill(inside: np.ndarray, colour: Colour) -> None:
        pixels[inside] = colour

    fill((across / 0.6) ** 2 + (down / 0.5) ** 2 < 1, (150, 110, 70))
    for side in (-1, 1):
        lean = (across - side * 0.42) * side
        fill((abs(lean) < (down + 0.9) * 0.5) & (down > -0.9) & (down < -0.3), (150, 110, 70))
        fill(((across - side * 0.26) / 0.14) ** 2 + ((down + 0.05) / 0.1) ** 2 < 1, (190, 200, 80))
        fill(((across - side * 0.26) / 0.03) ** 2 + ((down + 0.05) / 0.1) ** 2 < 1, (10, 10, 10))
    fill((abs(across) < 0.08 - (down - 0.15)) & (down > 0.15) & (down < 0.23), (220, 130, 130))
    return Image.fromarray(pixels)
