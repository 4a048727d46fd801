"""执业证书预览 (manual 2.2): what the pictures would look like, and plainly no certificate."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from bot.pictures.fonts import SANS, SERIF, fitting, font, wrapped

WIDTH, HEIGHT = 1240, 1754
"""A4 at 150 dots an inch."""
_LEFT, _RIGHT = 150, WIDTH - 150
_VALUES, _VALUES_END = 396, 755
_PORTRAIT = 295, 413
_SIGNATURE = 405, 162
_SMALLEST = 34
"""Of one line; a longer value takes two."""
_INK, _SOFT, _FRAME, _GROUND, _MARK = "#20262d", "#5d6874", "#8a7440", "#fbf8ef", "#e7ddc4"
_LATER = "审批通过后生成"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What stands on it; number and validity exist once the speciality is registered."""

    name: str
    sex: str
    born_on: date
    speciality: str
    enterprise: str
    number: str = ""
    valid_until: date | None = None


def draw_certificate(
    certificate: Certificate, portrait: bytes, signature: bytes, font_path: Path = SERIF
) -> bytes:
    """A JPEG, 1240x1754; the pictures are those of `flows.images`. Raises `OSError`."""
    page = _ground(font_path).copy()
    draw = ImageDraw.Draw(page)
    _pictures(page, draw, portrait, signature, font_path)
    y = 560
    for label, value in (
        ("姓　　名", certificate.name),
        ("性　　别", certificate.sex),
        ("出生日期", _in_words(certificate.born_on)),
    ):
        _row(draw, y, label, value, _VALUES_END, font_path)
        y += 138
    valid_until = certificate.valid_until
    for label, value in (
        ("注册专业", certificate.speciality),
        ("聘用单位", certificate.enterprise or "尚未填写"),
        ("证书编号", certificate.number or _LATER),
        ("有效期至", _in_words(valid_until) if valid_until else _LATER),
    ):
        _row(draw, y, label, value, _RIGHT, font_path, is_later=value == _LATER)
        y += 118
    encoded = BytesIO()
    page.save(encoded, "JPEG", quality=88)
    return encoded.getvalue()


def _in_words(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


@cache
def _ground(font_path: Path) -> Image.Image:
    """All that is the same for everybody: paper, watermark, frame, headings."""
    page = Image.new("RGB", (WIDTH, HEIGHT), _GROUND)
    page.paste(_MARK, mask=_watermark())
    draw = ImageDraw.Draw(page)
    draw.rectangle((60, 60, WIDTH - 60, HEIGHT - 60), outline=_FRAME, width=5)
    draw.rectangle((76, 76, WIDTH - 76, HEIGHT - 76), outline=_FRAME, width=2)
    middle = WIDTH // 2
    draw.text((middle, 212), "执业证书预览", _INK, font(92, font_path), "mm", stroke_width=1)
    notice = "预览　非正式证书"
    draw.rounded_rectangle((middle - 250, 300, middle + 250, 378), 39, "#b23a2f")
    draw.text((middle, 338), notice, "white", font(42, SANS), "mm", stroke_width=1)
    caption = "用于确认照片和签名的效果，不能证明注册身份"
    draw.text((middle, 432), caption, _SOFT, font(32, SANS), "mm")
    return page


def _watermark() -> Image.Image:
    """预览 非正式证书 all over, slanted, as a mask of the page's size."""
    side = int((WIDTH**2 + HEIGHT**2) ** 0.5) + 2
    mask = Image.new("L", (side, side))
    draw = ImageDraw.Draw(mask)
    for row, y in enumerate(range(60, side, 190)):
        for x in range(-300 * (row % 2), side, 640):
            draw.text((x, y), "预览 非正式证书", 255, font(58, SANS))
    mask = mask.rotate(30, Image.Resampling.BICUBIC)
    left, top = (side - WIDTH) // 2, (side - HEIGHT) // 2
    return mask.crop((left, top, left + WIDTH, top + HEIGHT))


def _pictures(
    page: Image.Image,
    draw: ImageDraw.ImageDraw,
    portrait: bytes,
    signature: bytes,
    font_path: Path,
) -> None:
    left, top = _RIGHT - _PORTRAIT[0], 502
    page.paste(_opened(portrait, _PORTRAIT), (left, top))
    draw.rectangle((left - 2, top - 2, _RIGHT + 1, top + _PORTRAIT[1] + 1), outline=_SOFT, width=2)
    place = _RIGHT - _SIGNATURE[0] - 20, 1452
    box = (*place, place[0] + _SIGNATURE[0], place[1] + _SIGNATURE[1])
    # Multiplied, the white paper of the signature vanishes and the watermark stays.
    page.paste(ImageChops.multiply(page.crop(box), _opened(signature, _SIGNATURE)), place)
    label = place[0] - 24, place[1] + _SIGNATURE[1] // 2
    draw.text(label, "持证人签名", _SOFT, font(38, font_path), "rm")
    draw.line((place[0], box[3] + 6, _RIGHT, box[3] + 6), _SOFT, 2)


def _opened(content: bytes, size: tuple[int, int]) -> Image.Image:
    """Scaled to fit and centred on white, whatever it measures."""
    with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as image:
        picture = image.convert("RGB")
    if picture.size == size:
        return picture
    picture.thumbnail(size, Image.Resampling.LANCZOS)
    page = Image.new("RGB", size, "white")
    page.paste(picture, ((size[0] - picture.width) // 2, (size[1] - picture.height) // 2))
    return page


def _row(
    draw: ImageDraw.ImageDraw,
    y: int,
    label: str,
    value: str,
    end: int,
    font_path: Path,
    is_later: bool = False,
) -> None:
    """Label, and a value on one line or two smaller ones, on a rule."""
    draw.text((_LEFT, y), label, _SOFT, font(40, font_path), "lm")
    width, colour = end - _VALUES - 12, _SOFT if is_later else _INK
    face = fitting(value, width, 36 if is_later else 42, font_path)
    lines = [value]
    if face.size < _SMALLEST:
        lines = wrapped(value, width, font(_SMALLEST, font_path))
        if len(lines) > 2:
            half = -(-len(value) // 2)
            lines = [value[:half], value[half:]]
        face = fitting(max(lines, key=len), width, _SMALLEST, font_path)
    for number, line in enumerate(lines):
        place = y + round((number - (len(lines) - 1) / 2) * 42)
        draw.text((_VALUES, place), line, colour, face, "lm")
    draw.line((_VALUES - 8, y + 48, end, y + 48), "#c9bf9f", 2)
