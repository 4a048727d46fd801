"""Pages beside each other with big numbers, to choose one of them."""

import time

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont, ImageOps

from flows.images.lettering import as_jpeg
from flows.images.pdf import drawn

PAGES_SHOWN = 12
_CELL = 340, 440
_GAP = 16
_NUMBER = 90
_SECONDS = 5.0
"""Pages that come later than this show their number alone."""
_GROUND, _PAPER, _INK = "#d9d9d9", "white", "#c00000"


def contact_sheet(document: pdfium.PdfDocument) -> bytes:
    """A JPEG of the first pages in reading order."""
    count = min(len(document), PAGES_SHOWN)
    columns = min(count, 4 if count > 6 else 3)
    rows = -(-count // columns)
    step = _CELL[0] + _GAP, _CELL[1] + _GAP
    sheet = Image.new("RGB", (columns * step[0] + _GAP, rows * step[1] + _GAP), _GROUND)
    until = time.monotonic() + _SECONDS
    for number in range(count):
        row, column = divmod(number, columns)
        cell = _cell(document, number, is_shown=time.monotonic() < until)
        sheet.paste(cell, (_GAP + column * step[0], _GAP + row * step[1]))
    return as_jpeg(sheet)


def _cell(document: pdfium.PdfDocument, number: int, *, is_shown: bool) -> Image.Image:
    cell = Image.new("RGB", _CELL, _GROUND if is_shown else _PAPER)
    if is_shown and (page := _page(document, number)):
        cell.paste(page, ((_CELL[0] - page.width) // 2, (_CELL[1] - page.height) // 2))
    draw = ImageDraw.Draw(cell)
    font = ImageFont.load_default(_NUMBER)
    place = _CELL[0] - _GAP, _CELL[1] - _GAP
    draw.text(place, str(number + 1), _INK, font, anchor="rs", stroke_width=6, stroke_fill=_PAPER)
    return cell


def _page(document: pdfium.PdfDocument, number: int) -> Image.Image | None:
    """Small; None where it cannot be drawn: another page may still be the wanted one."""
    try:
        page = document[number]
        width, height = page.get_size()
        share = min(_CELL[0] / width, _CELL[1] / height)
        return ImageOps.contain(drawn(page, max(width * share, 1)), _CELL)
    except (pdfium.PdfiumError, ValueError, ZeroDivisionError):
        return None
