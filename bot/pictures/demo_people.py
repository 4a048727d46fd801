"""Pictures for demo people: drawn, and plainly so; the same person always looks the same."""

from functools import cache
from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageDraw

from bot.pictures.fonts import SANS, SERIF, fitting, font
from storage.registry.demo_people import PEOPLE

_GROUNDS = ("#8fb8de", "#a9c9e6", "#dfe6ec")
_SKINS = ("#f2d3b8", "#e8c3a2", "#d9ad88", "#f6dcc6")
_HAIRS = ("#23201f", "#3a2c25", "#4a4a4f")
_CLOTHES = ("#2f3e55", "#4b3f5c", "#36524a", "#5a4038")
_NAMES = {one.id: one.name for one in PEOPLE}
_LONG_HAIR = {one.id for one in PEOPLE if one.sex == "女"}
# Drawn at three times the size, so that curves come out smooth.
_FINE = 3


@cache
def demo_pictures(person: str) -> tuple[bytes, bytes]:
    """Portrait (JPEG, 295x413) and signature (PNG, 405x162) of a demo person's id, or a name."""
    digest = sha256(person.encode()).digest()
    portrait, signature = BytesIO(), BytesIO()
    _portrait(digest, person in _LONG_HAIR).save(portrait, "JPEG", quality=92)
    _signature(_NAMES.get(person, person), digest).save(signature, "PNG")
    return portrait.getvalue(), signature.getvalue()


def _portrait(digest: bytes, long_hair: bool) -> Image.Image:
    ground, skin, hair, cloth = (
        colours[byte % len(colours)]
        for byte, colours in zip(digest, (_GROUNDS, _SKINS, _HAIRS, _CLOTHES), strict=False)
    )
    image = Image.new("RGB", (295 * _FINE, 413 * _FINE), ground)
    draw = ImageDraw.Draw(image)
    half = 70 + digest[4] % 8

    def oval(left: int, top: int, right: int, bottom: int, colour: str) -> None:
        draw.ellipse([side * _FINE for side in (left, top, right, bottom)], colour)

    def block(left: int, top: int, right: int, bottom: int, colour: str, radius: int = 0) -> None:
        box = [side * _FINE for side in (left, top, right, bottom)]
        draw.rounded_rectangle(box, radius * _FINE, colour)

    if long_hair:
        block(148 - half - 14, 150, 148 + half + 14, 318, hair, 40)
    oval(148 - half - 10, 72, 148 + half + 10, 240, hair)
    block(118, 240, 178, 330, _shaded(skin), 20)
    block(22, 318, 273, 480, cloth, 70)
    _collar(draw, skin)
    oval(148 - half - 10, 178, 148 - half + 12, 218, skin)
    oval(148 + half - 12, 178, 148 + half + 10, 218, skin)
    oval(148 - half, 98, 148 + half, 290, skin)
    _fringe(draw, half, hair, digest[5] % 3)
    _face(draw, digest[6], skin, hair)
    image = image.resize((295, 413), Image.Resampling.BOX)
    draw = ImageDraw.Draw(image)
    draw.text((262, 405), "示例", "white", font(22, SANS), anchor="rb", stroke_width=1)
    return image


def _collar(draw: ImageDraw.ImageDraw, skin: str) -> None:
    shapes = (
        ("#f4f6f8", [(104, 318), (192, 318), (148, 460)]),
        (_shaded(skin), [(118, 312), (178, 312), (148, 350)]),
        ("#dfe5ea", [(118, 316), (148, 350), (128, 368), (104, 322)]),
        ("#dfe5ea", [(178, 316), (148, 350), (168, 368), (192, 322)]),
        ("#7d2f36", [(140, 354), (156, 354), (162, 430), (134, 430)]),
    )
    for colour, corners in shapes:
        draw.polygon([(x * _FINE, y * _FINE) for x, y in corners], colour)


def _fringe(draw: ImageDraw.ImageDraw, half: int, hair: str, parting: int) -> None:
    box = [side * _FINE for side in (148 - half - 2, 84, 148 + half + 2, 232)]
    draw.chord(box, 180, 360, hair)
    top = 158 * _FINE
    middle = (148 + (0, -26, 26)[parting]) * _FINE
    draw.polygon(
        [((150 - half) * _FINE, top), (middle, 118 * _FINE), ((146 + half) * _FINE, top)], hair
    )


def _face(draw: ImageDraw.ImageDraw, byte: int, skin: str, hair: str) -> None:
    for x in (118, 178):
        eye = [side * _FINE for side in (x - 8, 192, x + 8, 203)]
        draw.ellipse(eye, "#2b2523")
        brow = [side * _FINE for side in (x - 17, 172, x + 17, 196)]
        draw.arc(brow, 200, 340, hair, 4 * _FINE)
        if byte % 3 == 0:
            rim = [side * _FINE for side in (x - 25, 178, x + 25, 217)]
            draw.rounded_rectangle(rim, 12 * _FINE, outline="#4a4f57", width=3 * _FINE)
    if byte % 3 == 0:
        draw.line((143 * _FINE, 194 * _FINE, 153 * _FINE, 194 * _FINE), "#4a4f57", 3 * _FINE)
    nose = [side * _FINE for side in (138, 204, 158, 234)]
    draw.arc(nose, 30, 150, _shaded(skin), 4 * _FINE)
    mouth = [side * _FINE for side in (126, 232, 170, 258)]
    draw.arc(mouth, 25, 155, "#a8554f", 4 * _FINE)


def _shaded(colour: str) -> str:
    """A little darker."""
    channels = (int(colour[place : place + 2], 16) * 88 // 100 for place in (1, 3, 5))
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def _signature(name: str, digest: bytes) -> Image.Image:
    """The name in black, slanted and uneven like a hand's."""
    width, height = 405 * _FINE, 162 * _FINE
    page = Image.new("L", (width, height), 255)
    face = fitting(name, width * 7 // 10, 108 * _FINE, SERIF)
    place = width // 2 - face.getlength(name) / 2
    for number, character in enumerate(name):
        glyph = Image.new("L", (width // 2, height), 255)
        ImageDraw.Draw(glyph).text(
            (width // 4, height // 2), character, 0, face, anchor="mm", stroke_width=_FINE
        )
        turn = digest[number % 16 + 8] % 13 - 4
        glyph = glyph.rotate(turn, Image.Resampling.BICUBIC, fillcolor=255)
        advance = face.getlength(character)
        left = round(place + advance / 2) - width // 4
        drop = (digest[number % 16 + 9] % 15 - 7) * _FINE
        page.paste(0, (left, drop), glyph.point(lambda level: 255 - level))
        place += advance
    slant = 0.22
    sheared = page.transform(
        page.size,
        Image.Transform.AFFINE,
        (1, slant, -slant * height / 2, 0, 1, 0),
        Image.Resampling.BICUBIC,
        fillcolor=255,
    )
    return sheared.resize((405, 162), Image.Resampling.LANCZOS)
