"""Photos of signatures by script, with the ink's true place: fifteen conditions.

Tune on `DEVELOPMENT` seeds; `TEST` seeds are only ever judged. All names are made up.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tests.images import handwriting

DEVELOPMENT = range(100, 112)
TEST = range(9000, 9012)
SIZE = 1280, 960

Picture = Image.Image
Levels = NDArray[np.float32]
BLACK, BLUE, RED, PENCIL = (0.14, 0.14, 0.15), (0.13, 0.2, 0.55), (0.72, 0.12, 0.16), (0.6,) * 3


@dataclass(frozen=True)
class Photo:
    """The file, and what of it is ink: 255 on 0, in the pixels of the photo."""

    content: bytes
    ink: Picture


@dataclass(frozen=True)
class Setting:
    """How a signature lies before the camera; levels are shares of full white."""

    paper: tuple[float, float, float] = (0.95, 0.95, 0.94)
    ink: tuple[float, ...] = BLACK
    ink_grain: float = 0.0
    paper_grain: float = 0.006
    fills: tuple[float, float] = (0.5, 0.8)
    """Share of the picture's width that the writing takes."""
    centre: tuple[float, float] = (0.5, 0.5)
    rules: str = ""
    shadow: bool = False
    desk: bool = False
    tilt: float = 0.0
    keystone: float = 0.0
    blur: float = 0.7
    noise: float = 1.5
    quality: int = 88
    hand: Callable[[np.random.Generator], Picture] = field(default=handwriting.any_hand)


CONDITIONS: dict[str, Callable[[np.random.Generator], Setting]] = {
    "clean": lambda random: Setting(blur=0.4, noise=0, quality=95),
    "grey": lambda random: Setting(paper=(0.6, 0.59, 0.57), paper_grain=0.015),
    "shadow": lambda random: Setting(shadow=True),
    "lines": lambda random: Setting(rules="lines"),
    "grid": lambda random: Setting(rules="grid"),
    "blue": lambda random: Setting(ink=BLUE),
    "red": lambda random: Setting(ink=RED),
    "pencil": lambda random: Setting(ink=PENCIL, ink_grain=0.25, paper_grain=0.01),
    "tilt": lambda random: Setting(tilt=random.uniform(-10, 10), fills=(0.5, 0.7)),
    "keystone": lambda random: Setting(
        keystone=0.06, tilt=random.uniform(-3, 3), fills=(0.5, 0.7)
    ),
    "jpeg": lambda random: Setting(quality=14),
    "noise": lambda random: Setting(noise=14),
    "desk": lambda random: Setting(desk=True, fills=(0.35, 0.5), tilt=random.uniform(-4, 4)),
    "off_centre": lambda random: Setting(
        fills=(0.25, 0.38), centre=(random.uniform(0.3, 0.7), random.uniform(0.25, 0.75))
    ),
    "all_at_once": lambda random: Setting(
        ink=BLUE, rules="lines", shadow=True, tilt=random.uniform(-5, 5), noise=5, quality=60
    ),
}


def photo(condition: str, seed: int) -> Photo:
    """The same one for the same seed."""
    random = np.random.default_rng([seed, *condition.encode()])
    return taken(CONDITIONS[condition](random), random)


def transparent(seed: int) -> Photo:
    """Ink on nothing, as drawing apps save it."""
    random = np.random.default_rng([seed, 1])
    ink = _placed(Setting(), random)
    picture = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    picture.putalpha(ink)
    return Photo(encoded(picture, "PNG", compress_level=1), ink)


def taken(setting: Setting, random: np.random.Generator) -> Photo:
    """Written, ruled, lit, seen through a lens and compressed."""
    ink = _placed(setting, random)
    view = _view(setting, random)
    lines = _ruled(setting, random)
    ink, lines = (view(layer) for layer in (ink, lines))
    size, shape = SIZE, SIZE[::-1]
    depth = np.asarray(ink, dtype=np.float32) / 255
    if setting.ink_grain:
        grain = handwriting.field(random, size, 3) + random.normal(0, 0.6, shape)
        depth = depth * np.clip(1 - setting.ink_grain * np.abs(grain), 0, 1)
    grain = 1 + setting.paper_grain * handwriting.field(random, size, 4)
    rule = np.asarray(lines, dtype=np.float32)[..., None] / 255
    colour = np.array(random.choice([(0.62, 0.7, 0.82), (0.5, 0.5, 0.52), (0.8, 0.55, 0.55)]))
    seen = np.array(setting.paper, np.float32) * grain[..., None]
    seen = seen * (1 - rule * (1 - colour))
    seen = seen * (1 - depth[..., None] * (1 - np.array(setting.ink, np.float32)[:3]))
    if setting.desk:
        seen = _on_a_desk(seen, view, random)
    seen = seen * _light(setting, random)[..., None]
    picture = Image.fromarray(np.clip(seen * 255, 0, 255).astype(np.uint8))
    picture = picture.filter(ImageFilter.GaussianBlur(setting.blur))
    if setting.noise:
        noisy = np.asarray(picture) + random.normal(0, setting.noise, (*shape, 3))
        picture = Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))
    return Photo(encoded(picture, "JPEG", quality=setting.quality), ink)


def opened(content: bytes) -> Picture:
    return Image.open(BytesIO(content)).convert("RGB")


def encoded(picture: Picture, file_format: str, **options: object) -> bytes:
    content = BytesIO()
    picture.save(content, file_format, **options)
    return content.getvalue()


def _placed(setting: Setting, random: np.random.Generator) -> Picture:
    hand = setting.hand(random)
    width = random.uniform(*setting.fills) * SIZE[0]
    factor = min(width / hand.width, 0.6 * SIZE[1] / hand.height)
    hand = hand.resize(
        (round(hand.width * factor), round(hand.height * factor)), Image.Resampling.LANCZOS
    )
    page = Image.new("L", SIZE, 0)
    centre = [round(share * side) for share, side in zip(setting.centre, SIZE, strict=True)]
    page.paste(hand, (centre[0] - hand.width // 2, centre[1] - hand.height // 2))
    return page


def _view(setting: Setting, random: np.random.Generator) -> Callable[[Picture], Picture]:
    """Tilt about the middle, then pull the corners apart."""
    width, height = SIZE
    corners = np.array([(0, 0), (0, height), (width, height), (width, 0)], np.float64)
    angle = np.radians(setting.tilt)
    turn = np.array([(np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))])
    middle = np.array([width / 2, height / 2])
    source = (corners - middle) @ turn.T + middle
    source = source + random.uniform(-1, 1, (4, 2)) * setting.keystone * np.array([width, height])
    if not setting.tilt and not setting.keystone:
        return lambda layer: layer
    quad = tuple(float(value) for value in source.ravel())
    return lambda layer: layer.transform(
        SIZE, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC, fill=1
    )


def _ruled(setting: Setting, random: np.random.Generator) -> Picture:
    page = Image.new("L", SIZE, 0)
    draw, step = ImageDraw.Draw(page), int(random.integers(70, 130))
    thick = int(random.integers(2, 4))
    if setting.rules:
        for y in range(int(random.integers(step)), SIZE[1], step):
            draw.line((0, y, SIZE[0], y), 255, thick)
    if setting.rules == "grid":
        for x in range(int(random.integers(step)), SIZE[0], step):
            draw.line((x, 0, x, SIZE[1]), 255, thick)
    return page


def _on_a_desk(
    seen: Levels, view: Callable[[Picture], Picture], random: np.random.Generator
) -> Levels:
    width, height = SIZE
    sheet = Image.new("L", SIZE, 0)
    box = (width // 6, height // 6, width * 5 // 6, height * 5 // 6)
    ImageDraw.Draw(sheet).rectangle(box, 255)
    is_paper = np.asarray(view(sheet), dtype=np.float32)[..., None] / 255
    wood = handwriting.field(random, (width, height * 8), 60)[::8] * 0.05
    colour = np.array(random.choice([(0.3, 0.2, 0.13), (0.16, 0.16, 0.18), (0.24, 0.16, 0.1)]))
    desk = colour * (1 + 2 * wood[..., None])
    return seen * is_paper + desk * (1 - is_paper)


def _light(setting: Setting, random: np.random.Generator) -> Levels:
    """Brighter on one side; a shadow's edge runs across where there is one."""
    across = np.linspace(-0.5, 0.5, SIZE[0])[None, :]
    down = np.linspace(-0.5, 0.5, SIZE[1])[:, None]
    way = random.uniform(0, 2 * np.pi)
    slope = across * np.cos(way) + down * np.sin(way)
    light = 0.96 + (0.35 if setting.shadow else 0.08) * slope
    if setting.shadow:
        way = random.uniform(0, 2 * np.pi)
        distance = (across * np.cos(way) + down * np.sin(way)) * SIZE[0]
        soft = random.uniform(4, 40)
        dark = 1 / (1 + np.exp(-(distance - random.uniform(-200, 200)) / soft))
        light = light * (1 - random.uniform(0.3, 0.55) * dark)
    return np.clip(light, 0, 1.05).astype(np.float32)


def dice(page: Picture, ink: Picture, angle: float) -> float:
    """Agreement of a finished page with the true ink, turned alike and aligned by their boxes."""
    if angle:
        ink = ink.rotate(angle, Image.Resampling.BICUBIC, expand=True)
    made = page.point([255 if level < 128 else 0 for level in range(256)])
    box, true_box = made.getbbox(), ink.point([0] * 128 + [255] * 128).getbbox()
    if box is None or true_box is None:
        return 0.0
    made = made.crop(box)
    true = ink.crop(true_box).resize(made.size, Image.Resampling.BOX)
    true = true.point([0] * 128 + [255] * 128)
    both = np.count_nonzero(np.asarray(ImageChops.darker(made, true)))
    one, other = (np.count_nonzero(np.asarray(each)) for each in (made, true))
    return 2 * both / (one + other)
