"""One photographed paper from its bytes to proposals; belongs into the reader's own process."""

from io import BytesIO
from math import degrees

from PIL import Image

from flows.images.container import Container
from flows.images.intake import opened_upload
from flows.images.papers import certificate, dismissal, id_card
from flows.images.papers.levelling import (
    Word,
    is_legible,
    is_on_its_side,
    levelled,
    tilt_of,
    turned_left,
)
from flows.images.papers.lines import Box
from flows.images.papers.paper import Paper, PaperRead, ReadValue
from flows.images.papers.recogniser import recognise
from flows.images.papers.rows import in_reading_order
from flows.images.pixels import decode

_LONG_SIDE = 1600
_FIND = {"certificate": certificate.find, "dismissal": dismissal.find, "id_card": id_card.find}
_CROP_WIDTH = 900


def read(paper: Paper, content: bytes) -> PaperRead:
    """What was read; raises `ImageRefused` where the bytes are no picture."""
    picture, words = _upright(_opened(content))
    tilt = tilt_of(words)
    lines = levelled(words, tilt, picture.size)
    picture = picture.rotate(degrees(tilt), Image.Resampling.BILINEAR, fillcolor="white")
    values = {
        key: ReadValue(found.value, round(found.score, 3), _crop(picture, found.box), found.label)
        for key, found in _FIND[paper](lines).items()
    }
    return PaperRead(values, in_reading_order(lines).text)


def _opened(content: bytes) -> Image.Image:
    # Of a document, its first page.
    container = opened_upload("proof", content, 1)
    assert isinstance(container, Container), "a page that is named is no choice"
    width, height = container.upright_size
    factor = min(_LONG_SIDE / max(width, height), 1.0)
    picture = decode(container, (max(int(width * factor), 1), max(int(height * factor), 1)))
    picture.thumbnail((_LONG_SIDE, _LONG_SIDE), Image.Resampling.LANCZOS)
    return picture


def _upright(picture: Image.Image) -> tuple[Image.Image, list[Word]]:
    """Once as it is; a second time only where the first look tells that it lies otherwise.

    The recogniser turns tall pieces to the left by itself: what it then can read needs no
    second look, and what it cannot read runs the other way.
    """
    words = recognise(picture)
    on_its_side = is_on_its_side(words)
    if is_legible(words):
        if not on_its_side:
            return picture, words
        return picture.transpose(Image.Transpose.ROTATE_90), turned_left(words, picture.width)
    turn = Image.Transpose.ROTATE_270 if on_its_side else Image.Transpose.ROTATE_180
    turned = picture.transpose(turn)
    again = recognise(turned)
    return (turned, again) if _clear(again) > _clear(words) else (picture, words)


def _clear(words: list[Word]) -> float:
    return sum(len(word.text) * word.score**4 for word in words)


def _crop(picture: Image.Image, box: Box) -> bytes:
    """The place with a margin of about one type size."""
    margin = max(box.height * 0.6, 12)
    part = picture.crop(
        (
            max(int(box.left - margin), 0),
            max(int(box.top - margin), 0),
            min(int(box.right + margin), picture.width),
            min(int(box.bottom + margin), picture.height),
        )
    )
    part.thumbnail((_CROP_WIDTH, _CROP_WIDTH), Image.Resampling.LANCZOS)
    encoded = BytesIO()
    part.save(encoded, "JPEG", quality=85)
    return encoded.getvalue()
