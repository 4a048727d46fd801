"""PDF: one page of it becomes the picture. PDFium draws; it has no script engine, no forms run."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import sqrt

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from flows.images.container import Container
from flows.images.outcome import ImageRefused

PAGES_AT_MOST = 100
_POINTS = 72
_PIXELS_AT_MOST = 12_000_000
"""A3 at 200 dots an inch has 8 million."""
_LONGEST = 8000


def is_pdf(content: bytes) -> bool:
    """True where the mark stands near the beginning, as readers look for it."""
    return b"%PDF-" in content[:1024]


@contextmanager
def opened_pdf(content: bytes) -> Iterator[pdfium.PdfDocument]:
    """A document of 1 to 100 pages; raises `ImageRefused`, also for what fails inside."""
    handle = raw.FPDF_LoadMemDocument64(content, len(content), None)
    if not handle:
        is_locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD
        raise ImageRefused("pdf_locked") if is_locked else ImageRefused("pdf_broken")
    with pdfium.PdfDocument(handle) as document:
        if (count := len(document)) < 1:
            raise ImageRefused("pdf_empty")
        if count > PAGES_AT_MOST:
            raise ImageRefused("pdf_too_long", count=count, most=PAGES_AT_MOST)
        try:
            yield document
        except (pdfium.PdfiumError, ValueError, OverflowError):
            raise ImageRefused("pdf_broken") from None


def read_page(content: bytes, number: int, dots: int) -> Container:
    """A page, counted from 1, at about `dots` an inch; raises `ImageRefused`."""
    with opened_pdf(content) as document:
        count = len(document)
        if not 1 <= number <= count:
            raise ImageRefused("pdf_no_page", page=number, count=count)
        size = _sides(document[number - 1], dots)
    return Container("PDF", *size, 1, content, page=number)


def draw_page(container: Container, floor: tuple[int, int]) -> Image.Image:
    """RGB at no side below `floor`, but not above the container's own."""
    share = max(floor[0] / container.width, floor[1] / container.height)
    with opened_pdf(container.content) as document:
        return drawn(document[container.page - 1], min(share, 1.0) * container.width)


def drawn(page: pdfium.PdfPage, width: float) -> Image.Image:
    """A page on white at that width in pixels, stamps and notes included."""
    scale = width / page.get_width()
    # Images larger than the page shows are not kept beside it.
    bitmap = page.render(
        scale=scale, may_draw_forms=False, rev_byteorder=True, limit_image_cache=True
    )
    image: Image.Image = bitmap.to_pil()
    bitmap.close()
    return image if image.mode == "RGB" else image.convert("RGB")


def _sides(page: pdfium.PdfPage, dots: int) -> tuple[int, int]:
    """In pixels, whatever size the page claims."""
    width, height = page.get_size()
    if not (width > 0 and height > 0):
        raise ImageRefused("pdf_broken")
    scale = min(
        dots / _POINTS, sqrt(_PIXELS_AT_MOST / width / height), _LONGEST / max(width, height)
    )
    return max(round(width * scale), 1), max(round(height * scale), 1)
