"""Pictures for the person: the original beside the result, and both ways to turn a sheet."""

from PIL import Image, ImageDraw, ImageOps

from flows.images.lettering import as_jpeg, face
from flows.images.writing.frame import HEIGHT, WIDTH

_GROUND, _WORDS = "#d5d8dc", "#30343a"
_GAP, _LABEL = 16, 40
_BADGE = 64


def before_and_after(
    original: Image.Image, box: tuple[int, int, int, int], page: Image.Image
) -> bytes:
    """A JPEG of 858 pixels' width; `box` is the writing's place on the original."""
    margin = max(box[3] - box[1], box[2] - box[0]) // 8
    area = (
        max(box[0] - margin, 0),
        max(box[1] - margin, 0),
        min(box[2] + margin, original.width),
        min(box[3] + margin, original.height),
    )
    before = ImageOps.contain(original.crop(area), (WIDTH, HEIGHT + HEIGHT // 2))
    height = max(before.height, HEIGHT)
    sheet = Image.new("RGB", (2 * WIDTH + 3 * _GAP, _LABEL + height + _GAP), _GROUND)
    draw = ImageDraw.Draw(sheet)
    for column, (label, shown) in enumerate((("原图", before), ("处理后", page))):
        left = _GAP + column * (WIDTH + _GAP)
        draw.text((left, _LABEL // 2), label, _WORDS, face(22), anchor="lm")
        place = left + (WIDTH - shown.width) // 2, _LABEL + (height - shown.height) // 2
        sheet.paste(shown, place)
    return as_jpeg(sheet)


def both_turns(page: Image.Image, turns: tuple[int, ...]) -> bytes:
    """A JPEG of the writing turned clockwise by each number of quarters, numbered 1, 2, ..."""
    shown = [
        ImageOps.contain(page.rotate(-90 * turn, expand=True), (WIDTH, 2 * HEIGHT))
        for turn in turns
    ]
    height = max(each.height for each in shown) + _GAP
    size = WIDTH + _BADGE + 3 * _GAP, height * len(shown) + _GAP
    sheet = Image.new("RGB", size, _GROUND)
    draw = ImageDraw.Draw(sheet)
    for number, each in enumerate(shown):
        top = _GAP + number * height
        middle = top + each.height // 2
        draw.ellipse(
            (_GAP, middle - _BADGE // 2, _GAP + _BADGE, middle + _BADGE // 2), fill=_WORDS
        )
        draw.text((_GAP + _BADGE // 2, middle), str(number + 1), "white", face(44), anchor="mm")
        sheet.paste(each, (2 * _GAP + _BADGE, top))
    return as_jpeg(sheet)
