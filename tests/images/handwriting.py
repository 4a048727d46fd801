"""Ink by script: made-up names bent like a hand's, and signatures of one free stroke."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pylopdf_fonts_zh_cn import sans_path, serif_path

NAMES = (
    "王示例", "李一", "张明远", "欧阳示例", "陈静", "赵子昂", "诸葛小山", "林木森", "丁一",
    "买买提·示例江", "阿依古丽·示例提", "周国强", "马晓东", "司马文", "吴桐", "黄河清",
)  # fmt: skip
_SIZE = 260
_MARGIN = 60

Picture = Image.Image


def written_name(random: np.random.Generator) -> Picture:
    """255 where ink is, on 0, with a margin; each character stands a little otherwise."""
    name = NAMES[random.integers(len(NAMES))]
    path = (sans_path, serif_path)[random.integers(2)]()
    weight = int(random.integers(1, 8))
    advance = _SIZE * random.uniform(0.86, 1.12)
    width = round(advance * len(name) + 2 * _MARGIN + _SIZE // 4)
    page = Image.new("L", (width, 2 * _SIZE), 0)
    for number, character in enumerate(name):
        size = round(_SIZE * random.uniform(0.8, 1.08))
        font = ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
        glyph = Image.new("L", (2 * _SIZE, 2 * _SIZE), 0)
        middle = _SIZE, round(_SIZE + random.normal(0, 10))
        draw = ImageDraw.Draw(glyph)
        draw.text(middle, character, 255, font, anchor="mm", stroke_width=weight)
        glyph = glyph.rotate(random.normal(0, 4), Image.Resampling.BICUBIC)
        left = round(_MARGIN + advance * (number + 0.5) - _SIZE)
        page.paste(255, (left, 0), glyph)
    slant = random.uniform(-0.05, 0.3)
    shear = (1, slant, -slant * page.height / 2, 0, 1, 0)
    page = page.transform(page.size, Image.Transform.AFFINE, shear, Image.Resampling.BICUBIC)
    return _trimmed(_uneven(_bent(page, random, 9), random))


def free_strokes(random: np.random.Generator) -> Picture:
    """A quick signature: loops along a line, thick where the pen is slow; some have dots."""
    beats = int(random.integers(5, 9))
    points = 60 * beats
    along = np.linspace(0, 1, points)
    phase = 2 * np.pi * beats * along
    knots = np.linspace(0, 1, beats + 2)
    loop = np.interp(along, knots, random.uniform(30, 110, beats + 2))
    tall = np.interp(along, knots, random.uniform(50, 210, beats + 2))
    x = 180 + 130 * beats * along + loop * np.cos(phase)
    y = 320 + tall * np.sin(phase + random.uniform(0, 1)) + random.normal(0, 12) * along
    speed = np.hypot(np.gradient(x), np.gradient(y))
    pen = np.clip(random.uniform(9, 17) * (1.4 - speed / speed.max()), 5, 24)
    page = Image.new("L", (round(x.max()) + 180, 640), 0)
    draw = ImageDraw.Draw(page)
    for part in range(points - 1):
        ends = (x[part], y[part], x[part + 1], y[part + 1])
        draw.line(ends, 255, round(pen[part] * 2))
        radius = pen[part]
        draw.circle((x[part], y[part]), radius, 255)
    for _ in range(int(random.integers(0, 3))):
        draw.circle((random.uniform(200, x.max()), random.uniform(120, 240)), 16, 255)
    return _trimmed(_bent(page.filter(ImageFilter.GaussianBlur(1)), random, 5))


def any_hand(random: np.random.Generator) -> Picture:
    """A name two times out of three, else free strokes."""
    return free_strokes(random) if random.random() < 1 / 3 else written_name(random)


def field(random: np.random.Generator, size: tuple[int, int], cell: int) -> NDArray[np.float32]:
    """Smooth noise of about unit height over width x height pixels."""
    few = size[0] // cell + 3, size[1] // cell + 3
    rough = Image.fromarray(random.normal(0, 1, few[::-1]).astype(np.float32))
    return np.asarray(rough.resize(size, Image.Resampling.BICUBIC))


def _bent(page: Picture, random: np.random.Generator, by: float) -> Picture:
    """Elastic: a net of squares whose knots have moved."""
    cell = 40
    columns, rows = page.width // cell + 1, page.height // cell + 1
    moved = random.normal(0, by, (rows + 1, columns + 1, 2))
    moved = (moved + np.roll(moved, 1, 0) + np.roll(moved, 1, 1)) / 1.7
    knots = np.stack(np.meshgrid(np.arange(columns + 1), np.arange(rows + 1)), axis=2) * cell
    source = knots + moved
    mesh = [
        (
            (column * cell, row * cell, (column + 1) * cell, (row + 1) * cell),
            (
                *source[row, column],
                *source[row + 1, column],
                *source[row + 1, column + 1],
                *source[row, column + 1],
            ),
        )
        for row in range(rows)
        for column in range(columns)
    ]
    return page.transform(page.size, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)


def _uneven(page: Picture, random: np.random.Generator) -> Picture:
    """Strokes that swell and thin out along the page."""
    soft = np.asarray(page.filter(ImageFilter.GaussianBlur(3)), dtype=np.float32)
    limit = 110 + 28 * np.clip(field(random, page.size, 90), -1.6, 1.6)
    return Image.fromarray(np.clip((soft - limit) * 3 + 128, 0, 255).astype(np.uint8))


def _trimmed(page: Picture) -> Picture:
    box = page.point([255 if level > 127 else 0 for level in range(256)]).getbbox()
    assert box is not None
    return page.crop((max(box[0] - 4, 0), max(box[1] - 4, 0), box[2] + 4, box[3] + 4))
