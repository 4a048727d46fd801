"""An upload on its way in: any bytes become a clean picture, or a refusal by name."""

from dataclasses import dataclass
from struct import error as StructError
from typing import Literal

from flows.images import jpeg, png, webp
from flows.images.container import Container
from flows.images.foreign import name_of
from flows.images.outcome import (
    PLAIN,
    ChoiceWanted,
    Encoded,
    Format,
    ImageRefused,
    Remark,
    Treatment,
)
from flows.images.portrait import make_portrait
from flows.images.proof import make_proof
from flows.images.signature import make_signature

Kind = Literal["portrait", "signature", "proof"]

BYTES_AT_MOST = 25 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class TakenImage:
    """A picture that the authority accepts: our own encoding, no metadata; sides in pixels.

    `remark` is `was_small` for a proof that may be hard to read, `enlarged` for one that was
    made larger on request. `doubts` are codes `doubt_...` of `texts.yml`: show the picture and
    ask before using it. `preview` is a JPEG to look at, the original beside what was made of
    it; empty where the picture itself is enough.
    """

    content: bytes
    format: Format
    width: int
    height: int
    original_size: int
    original_width: int
    original_height: int
    remark: Remark = ""
    doubts: tuple[str, ...] = ()
    preview: bytes = b""


def take(kind: Kind, content: bytes, treatment: Treatment = PLAIN) -> TakenImage | ChoiceWanted:
    """Judge and convert; CPU-bound, so it belongs into a worker. Raises `ImageRefused`."""
    if len(content) > BYTES_AT_MOST:
        raise ImageRefused("too_large", most=BYTES_AT_MOST // 1024**2)
    container = _read(content)
    encoded = _make(kind, container, len(content), treatment)
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


def _read(content: bytes) -> Container:
    """By content alone: names and declared types are never asked."""
    if not content:
        raise ImageRefused("empty")
    try:
        if content.startswith(jpeg.START):
            return jpeg.read_jpeg(content)
        if content.startswith(png.START):
            return png.read_png(content)
        if webp.is_webp(content):
            return webp.read_webp(content)
    except StructError:
        raise ImageRefused("truncated") from None
    if looks_like := name_of(content):
        raise ImageRefused("unsupported_format", looks_like=looks_like)
    raise ImageRefused("not_an_image")


def _make(kind: Kind, container: Container, original_size: int, treatment: Treatment) -> Encoded:
    if kind == "portrait":
        return make_portrait(container)
    if kind == "signature":
        return make_signature(container)
    return make_proof(
        container, original_size, enlarge=treatment.enlarge, as_it_is=treatment.as_it_is
    )
