"""An upload on its way in: any bytes become a clean picture, or a refusal by name."""

from struct import error as StructError

from flows.images import heic, jpeg, pdf, png, webp
from flows.images.contact_sheet import contact_sheet
from flows.images.container import Container
from flows.images.foreign import name_of
from flows.images.outcome import PLAIN, ChoiceWanted, Encoded, ImageRefused, Treatment
from flows.images.portrait import make_portrait
from flows.images.proof import make_proof
from flows.images.signature import make_signature
from flows.images.taken import BYTES_AT_MOST, Kind, TakenImage

__all__ = ["BYTES_AT_MOST", "Kind", "TakenImage", "take"]

_DOTS = {"proof": 200}
_DOTS_OF_SMALL = 300
"""An inch; a 一寸 portrait or a signature is a small part of a page."""


def take(kind: Kind, content: bytes, treatment: Treatment = PLAIN) -> TakenImage | ChoiceWanted:
    """Judge and convert; CPU-bound, so it belongs into a worker.

    Raises `ImageRefused`, and `MemoryError` where the process may not have enough.
    """
    if len(content) > BYTES_AT_MOST:
        raise ImageRefused("too_large", most=BYTES_AT_MOST // 1024**2)
    opened = opened_upload(kind, content, treatment.page)
    if isinstance(opened, ChoiceWanted):
        return opened
    container = opened.turned(treatment.quarter_turns)
    # How clear the page of a PDF is, its weight does not tell: letters weigh nothing.
    weight = BYTES_AT_MOST if container.format == "PDF" else len(content)
    encoded = _make(kind, container, weight, treatment)
    if isinstance(encoded, ChoiceWanted):
        return encoded
    width, height = container.upright_size
    return TakenImage(
        content=encoded.content,
        format=encoded.format,
        width=encoded.width,
        height=encoded.height,
        original_size=len(content),
        original_width=width,
        original_height=height,
        remark=encoded.remark,
        doubts=encoded.doubts,
        preview=encoded.preview,
    )


def opened_upload(kind: Kind, content: bytes, page: int) -> Container | ChoiceWanted:
    """By content alone: names and declared types are never asked. Raises `ImageRefused`."""
    if not content:
        raise ImageRefused("empty")
    try:
        if content.startswith(jpeg.START):
            return jpeg.read_jpeg(content)
        if content.startswith(png.START):
            return png.read_png(content)
        if webp.is_webp(content):
            return webp.read_webp(content)
        if heic.is_heic(content):
            return heic.read_heic(content)
    except StructError:
        raise ImageRefused("truncated") from None
    if pdf.is_pdf(content):
        return _page(kind, content, page)
    if looks_like := name_of(content):
        raise ImageRefused("unsupported_format", looks_like=looks_like)
    raise ImageRefused("not_an_image")


def _page(kind: Kind, content: bytes, page: int) -> Container | ChoiceWanted:
    """The chosen or only page, or the question which one."""
    if not page:
        with pdf.opened_pdf(content) as document:
            if (count := len(document)) > 1:
                pages = tuple(range(1, count + 1))
                return ChoiceWanted("page", pages, contact_sheet(document))
    return pdf.read_page(content, page or 1, _DOTS.get(kind, _DOTS_OF_SMALL))


def _make(
    kind: Kind, container: Container, original_size: int, treatment: Treatment
) -> Encoded | ChoiceWanted:
    if kind == "portrait":
        return make_portrait(container, may_turn=not treatment.quarter_turns)
    if kind == "signature":
        return make_signature(container)
    return make_proof(
        container, original_size, enlarge=treatment.enlarge, as_it_is=treatment.as_it_is
    )
