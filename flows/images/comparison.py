"""What was sent beside what was made of it, for the person's eye."""

from PIL import Image, ImageDraw

from flows.images.lettering import as_jpeg, face

Box = tuple[float, float, float, float]

_ORIGINAL = 520, 413
_EDGE, _LABEL = 20, 44
_GROUND, _INK, _FRAME, _HALO, _LINE = "white", "#333333", "#d83a2e", "white", "#c8ccd2"


def comparison(original: Image.Image, frame: Box, made: Image.Image, name: str) -> bytes:
    """A JPEG of at most 875 pixels across; `frame` is left, top, right, bottom on the original."""
    scale = min(_ORIGINAL[0] / original.width, _ORIGINAL[1] / original.height, 1.0)
    size = max(round(original.width * scale), 1), max(round(original.height * scale), 1)
    shown = original.resize(size, Image.Resampling.BOX).resize(size)
    _draw_frame(shown, tuple(side * scale for side in frame))
    height = max(shown.height, made.height)
    sheet = Image.new(
        "RGB",
        (shown.width + made.width + 3 * _EDGE, height + _LABEL + _EDGE),
        _GROUND,
    )
    draw = ImageDraw.Draw(sheet)
    left = _EDGE
    for picture, label in ((shown, "原图"), (made, name)):
        draw.text((left, _LABEL // 2), label, _INK, face(22), anchor="lm")
        top = _LABEL + (height - picture.height) // 2
        sheet.paste(picture, (left, top))
        box = (left - 1, top - 1, left + picture.width, top + picture.height)
        draw.rectangle(box, outline=_LINE)
        left += picture.width + _EDGE
    return as_jpeg(sheet)


def _draw_frame(picture: Image.Image, frame: tuple[float, ...]) -> None:
    """Visible on any ground; where it lies outside, it is drawn at the border."""
    left, top = max(round(frame[0]), 0), max(round(frame[1]), 0)
    right = min(round(frame[2]), picture.width) - 1
    bottom = min(round(frame[3]), picture.height) - 1
    draw = ImageDraw.Draw(picture)
    draw.rectangle((left, top, right, bottom), outline=_HALO, width=4)
    draw.rectangle((left + 1, top + 1, right - 1, bottom - 1), outline=_FRAME, width=2)
