"""Drawn people, true enough for a face detector; nobody's likeness is kept in the repository."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

Point = tuple[float, float]

SKINS = ((241, 206, 180), (226, 182, 150), (203, 154, 118), (168, 120, 88), (122, 84, 62))
HAIRS = ((28, 25, 25), (52, 38, 30), (84, 62, 46), (120, 120, 124))
CLOTHES = ((38, 50, 78), (70, 52, 84), (52, 82, 72), (92, 60, 46), (230, 232, 236))
STYLES = ("short", "long", "parted", "bald", "bun")

CENTRE: Point = (400.0, 430.0)
"""Of the face on a sheet of `SHEET` pixels."""
FACE_HEIGHT = 300.0
"""From the hairline to the chin, which is what detectors call a face."""
SHEET = (800, 1300)


@dataclass(frozen=True)
class Looks:
    """What a drawn person looks like."""

    skin: tuple[int, int, int]
    hair: tuple[int, int, int]
    cloth: tuple[int, int, int]
    style: str
    glasses: bool
    wide: float
    """Of the face, times the usual width."""


def looks(seed: int) -> Looks:
    """Always the same of a seed; the first five seeds differ in skin and hair style."""
    return Looks(
        SKINS[seed % len(SKINS)],
        HAIRS[seed * 3 % len(HAIRS)],
        CLOTHES[seed * 2 % len(CLOTHES)],
        STYLES[seed % len(STYLES)],
        seed % 4 == 3,
        0.94 + seed * 5 % 7 * 0.02,
    )


@cache
def person(seed: int) -> Image.Image:
    """Head and shoulders on nothing (RGBA), looking at us; do not change it."""
    one = looks(seed)
    sheet = Image.new("RGBA", SHEET)
    if one.style == "long":
        _lay(sheet, _oval((400, 460), (172 * one.wide, 262)), one.hair, soft=3)
    if one.style == "bun":
        _lay(sheet, _oval((400, 190), (62, 56)), one.hair, soft=3)
    _body(sheet, one)
    if one.style != "bald":
        _lay(sheet, _oval((400, 372), (146 * one.wide, 182)), one.hair, soft=3)
    for side in (-1, 1):
        _lay(sheet, _oval((400 + side * 124 * one.wide, 450), (18, 40)), _times(one.skin, 0.86))
    _skull(sheet, one)
    _features(sheet, one)
    _hairline(sheet, one)
    _grain(sheet, seed)
    return sheet


def _body(sheet: Image.Image, one: Looks) -> None:
    neck = Image.new("L", SHEET)
    ImageDraw.Draw(neck).rounded_rectangle((334, 520, 466, 790), 20, 255)
    _lay(sheet, neck, _times(one.skin, 0.82), soft=3)
    _shade(sheet, _oval((400, 572), (96, 52)), 0.62, soft=22)
    cloth = Image.new("L", SHEET)
    draw = ImageDraw.Draw(cloth)
    draw.ellipse((90, 672, 710, 1180), fill=255)
    draw.rectangle((90, 926, 710, SHEET[1]), fill=255)
    draw.polygon([(340, 660), (460, 660), (400, 770)], fill=0)
    _lay(sheet, cloth, one.cloth, soft=2)
    collar = Image.new("L", SHEET)
    draw = ImageDraw.Draw(collar)
    draw.polygon([(332, 664), (400, 772), (352, 806), (306, 690)], fill=255)
    draw.polygon([(468, 664), (400, 772), (448, 806), (494, 690)], fill=255)
    _lay(sheet, collar, (236, 238, 242), soft=2)
    _shade(sheet, _oval((180, 960), (90, 300)), 0.8, soft=40)
    _shade(sheet, _oval((640, 960), (90, 300)), 0.7, soft=40)


def _skull(sheet: Image.Image, one: Looks) -> None:
    """An egg, lit from the upper left."""
    half = 122 * one.wide
    face = _oval((400, 410), (half, 176))
    jaw = _oval((400, 470), (half * 0.86, 112))
    face = ImageChops.lighter(face, jaw)
    _lay(sheet, face, one.skin, soft=2)
    inside = face.filter(ImageFilter.GaussianBlur(3))
    edge = ImageChops.subtract(face, _oval((392, 412), (half * 0.80, 148)))
    _shade(sheet, ImageChops.multiply(edge.filter(ImageFilter.GaussianBlur(26)), inside), 0.68)
    right = ImageChops.multiply(_blurred(_oval((505, 450), (60, 150)), 30), inside)
    _shade(sheet, right, 0.84)
    for spot, size, times in (
        ((385, 345), (62, 38), 1.10),
        ((345, 480), (30, 24), 1.07),
        ((448, 480), (26, 22), 1.04),
        ((396, 560), (24, 14), 1.06),
    ):
        _shade(sheet, _oval(spot, size), times, soft=14)


def _features(sheet: Image.Image, one: Looks) -> None:
    skin, width = one.skin, one.wide
    lip = (_mixed(skin, (168, 62, 66), 0.62), _mixed(skin, (150, 48, 54), 0.72))
    for side in (-1, 1):
        x = 400 + side * 54 * width
        _shade(sheet, _oval((x, 416), (36, 24)), 0.84, soft=9)
        _lay(sheet, _almond((x, 420), 29, 11), (238, 234, 230), soft=1)
        _lay(sheet, _oval((x, 420), (11.5, 11.5)), (52, 36, 28), soft=1)
        _lay(sheet, _oval((x, 420), (5, 5)), (12, 10, 10), soft=1)
        _lay(sheet, _oval((x - 4, 416), (2.5, 2.5)), (250, 250, 250), soft=0.7)
        lid = Image.new("L", SHEET)
        ImageDraw.Draw(lid).arc((x - 31, 406, x + 31, 440), 190, 350, 255, 5)
        _lay(sheet, lid, (44, 32, 28), soft=1)
        brow = Image.new("L", SHEET)
        ImageDraw.Draw(brow).arc((x - 42, 372, x + 42, 428), 205, 335, 255, 11)
        _lay(sheet, brow, _mixed(one.hair, skin, 0.15), soft=2)
        _shade(sheet, _oval((x, 446), (26, 8)), 0.9, soft=5)
    _shade(sheet, _oval((418, 440), (9, 52)), 0.86, soft=8)
    _shade(sheet, _oval((394, 440), (6, 48)), 1.1, soft=6)
    _shade(sheet, _oval((400, 494), (30, 10)), 0.8, soft=7)
    _shade(sheet, _oval((398, 482), (12, 10)), 1.12, soft=5)
    for side in (-1, 1):
        _lay(sheet, _oval((400 + side * 13, 494), (6, 3.4)), _times(skin, 0.4), soft=1.5)
        _shade(sheet, _oval((400 + side * 26, 486), (6, 13)), 0.82, soft=4)
    _lay(sheet, _almond((400, 530), 40, 9), lip[1], soft=1.5)
    _lay(sheet, _oval((400, 538), (27, 8)), lip[0], soft=2)
    line = Image.new("L", SHEET)
    ImageDraw.Draw(line).arc((362, 512, 438, 536), 20, 160, 255, 3)
    _lay(sheet, line, _times(lip[1], 0.5), soft=1)
    _shade(sheet, _oval((400, 556), (26, 6)), 0.84, soft=5)
    if one.glasses:
        _glasses(sheet, width)


def _glasses(sheet: Image.Image, width: float) -> None:
    rims = Image.new("L", SHEET)
    draw = ImageDraw.Draw(rims)
    for side in (-1, 1):
        x = 400 + side * 56 * width
        draw.rounded_rectangle((x - 44, 394, x + 44, 452), 22, outline=255, width=4)
        draw.line((x + side * 44, 412, 400 + side * 122, 420), 255, 4)
    draw.line((388, 414, 412, 414), 255, 4)
    _lay(sheet, rims, (52, 54, 60), soft=1)


def _hairline(sheet: Image.Image, one: Looks) -> None:
    if one.style == "bald":
        return
    half = 122 * one.wide + 8
    hair = _oval((400, 372), (half + 12, 182))
    middle = 372 if one.style == "parted" else 400
    bare = _oval((middle, 452), (half * 0.98, 162))
    ImageDraw.Draw(hair).rectangle((0, 440, *SHEET), fill=0)
    hair = ImageChops.subtract(hair, bare)
    if one.style == "long":
        for side in (-1, 1):
            strand = _oval((400 + side * 142 * one.wide, 520), (34, 190))
            hair = ImageChops.lighter(hair, strand)
    _lay(sheet, hair, one.hair, soft=4)
    _shade(sheet, _oval((340, 262), (60, 26)), 1.5, soft=18)


def _grain(sheet: Image.Image, seed: int) -> None:
    """Strands and pores: no skin is one colour."""
    random = np.random.default_rng(seed)
    pixels = np.asarray(sheet).astype(np.int16)
    pixels[..., :3] += random.integers(-8, 9, (SHEET[1], SHEET[0], 1), dtype=np.int16)
    sheet.paste(Image.fromarray(pixels.clip(0, 255).astype(np.uint8)))


def _oval(centre: Point, half: Point) -> Image.Image:
    mask = Image.new("L", SHEET)
    (x, y), (across, down) = centre, half
    ImageDraw.Draw(mask).ellipse((x - across, y - down, x + across, y + down), fill=255)
    return mask


def _almond(centre: Point, half: float, high: float) -> Image.Image:
    x, y = centre
    steps = np.linspace(-1, 1, 25)
    upper = [(x + half * step, y - high * (1 - step * step)) for step in steps]
    lower = [(x + half * step, y + high * 0.8 * (1 - step * step)) for step in steps[::-1]]
    mask = Image.new("L", SHEET)
    ImageDraw.Draw(mask).polygon(upper + lower, fill=255)
    return mask


def _blurred(mask: Image.Image, soft: float) -> Image.Image:
    """Only where there is something: most masks are small."""
    box = mask.getbbox()
    if not soft or box is None:
        return mask
    far = round(soft * 3) + 2
    wide = (
        max(box[0] - far, 0),
        max(box[1] - far, 0),
        min(box[2] + far, SHEET[0]),
        min(box[3] + far, SHEET[1]),
    )
    mask.paste(mask.crop(wide).filter(ImageFilter.GaussianBlur(soft)), wide)
    return mask


def _lay(
    sheet: Image.Image, mask: Image.Image, colour: tuple[int, int, int], soft: float = 1.0
) -> None:
    mask = _blurred(mask, soft)
    box = mask.getbbox() or (0, 0, 1, 1)
    mask = mask.crop(box)
    layer = Image.new("RGBA", mask.size, (*colour, 0))
    layer.putalpha(mask)
    sheet.alpha_composite(layer, box[:2])


def _shade(sheet: Image.Image, mask: Image.Image, times: float, soft: float = 0.0) -> None:
    """Darker or lighter, where something has been laid already."""
    mask = _blurred(mask, soft)
    box = mask.getbbox() or (0, 0, 1, 1)
    part = sheet.crop(box)
    changed = part.convert("RGB").point(lambda level: min(int(level * times), 255))
    changed.putalpha(part.getchannel("A"))
    sheet.paste(Image.composite(changed, part, mask.crop(box)), box[:2])


def _times(colour: tuple[int, int, int], times: float) -> tuple[int, int, int]:
    return tuple(int(channel * times) for channel in colour)  # type: ignore[return-value]


def _mixed(
    one: tuple[int, int, int], other: tuple[int, int, int], share: float
) -> tuple[int, int, int]:
    return tuple(  # type: ignore[return-value]
        int(a * (1 - share) + b * share) for a, b in zip(one, other, strict=True)
    )
