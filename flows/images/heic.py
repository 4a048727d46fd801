"""HEIC, what an iPhone writes: its boxes are read here, its pixels by libheif."""

from collections.abc import Iterator
from struct import unpack_from

from PIL import Image
from pillow_heif import open_heif, options

from flows.images.container import Container, measured
from flows.images.outcome import ImageRefused
from flows.images.strips import Raster

options.DECODE_THREADS = 1
options.THUMBNAILS = options.DEPTH_IMAGES = options.AUX_IMAGES = False

_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_OTHERS = frozenset({b"avif", b"avis"})
_BOXES = 20_000
_FULL = frozenset({b"meta", b"ispe", b"pitm", b"ipma"})
"""Boxes that begin with a version and flags."""

Box = tuple[bytes, int, int]


def is_heic(content: bytes) -> bool:
    """True for the brands that hold HEVC pictures; AVIF shares the container."""
    if content[4:8] != b"ftyp":
        return False
    (end,) = unpack_from(">I", content)
    names = content[8 : min(end, 4096)]
    brands = {names[:4]} | {names[place : place + 4] for place in range(8, len(names), 4)}
    return bool(brands & _BRANDS) and not brands & _OTHERS


def read_heic(content: bytes) -> Container:
    """The primary picture's sides; raises `ImageRefused`, or `struct.error` at a sudden end."""
    outer = {name: (start, end) for name, start, end in _boxes(content, 0, len(content))}
    if b"moov" in outer:
        raise ImageRefused("animated")
    if b"meta" not in outer:
        raise ImageRefused("damaged")
    meta = {name: (start, end) for name, start, end in _boxes(content, *outer[b"meta"])}
    if not {b"pitm", b"iprp"} <= meta.keys():
        raise ImageRefused("damaged")
    wide = content[meta[b"pitm"][0] - 4] > 0
    (primary,) = unpack_from(">I" if wide else ">H", content, meta[b"pitm"][0])
    width, height = _upright_size(content, list(_properties(content, meta[b"iprp"], primary)))
    # libheif turns the picture as its boxes say; EXIF only repeats that.
    return Container("HEIC", *measured(width, height), 1, content)


def open_heic(container: Container) -> Raster:
    """The primary picture, decoded; raises `ImageRefused`, or whatever libheif stumbles over."""
    file = open_heif(container.content, remove_stride=False)
    image = file[file.primary_index]
    image.load()
    if max(abs(image.size[0] - container.width), abs(image.size[1] - container.height)) > 1:
        raise ImageRefused("damaged")
    rows, stride, mode = memoryview(image.data), image.stride, image.mode

    def strip(top: int, bottom: int) -> Image.Image:
        size, seen = (image.size[0], bottom - top), rows[top * stride : bottom * stride]
        return Image.frombytes(mode, size, seen, "raw", mode, stride)

    profile = image.info.get("icc_profile")
    return Raster(image.size, strip, profile if isinstance(profile, bytes) else b"")


def _boxes(content: bytes, start: int, end: int) -> Iterator[Box]:
    """Name, start and end of what each box holds."""
    for _ in range(_BOXES):
        if start >= end:
            return
        size, name = unpack_from(">I4s", content, start)
        inner = start + 8
        if size == 1:
            (size,) = unpack_from(">Q", content, inner)
            inner += 8
        close = end if size == 0 else start + size
        if close > end:
            raise ImageRefused("truncated" if close > len(content) else "damaged")
        inner += 4 if name in _FULL else 0
        if inner > close:
            raise ImageRefused("damaged")
        yield name, inner, close
        start = close
    raise ImageRefused("damaged")


def _properties(content: bytes, iprp: tuple[int, int], item: int) -> Iterator[Box]:
    """The boxes that describe an item, in the order in which they apply."""
    described: list[Box] = []
    numbers: list[int] = []
    for name, start, end in _boxes(content, *iprp):
        if name == b"ipco":
            described = list(_boxes(content, start, end))
        elif name == b"ipma":
            numbers += _associated(content, start, item)
    for number in numbers:
        if not 0 < number <= len(described):
            raise ImageRefused("damaged")
        yield described[number - 1]


def _associated(content: bytes, place: int, wanted: int) -> list[int]:
    """Numbers of the properties that an `ipma` box gives to an item."""
    is_wide, is_long = content[place - 4] > 0, content[place - 1] & 1
    (entries,) = unpack_from(">I", content, place)
    place += 4
    for _ in range(min(entries, _BOXES)):
        item, count = unpack_from(">IB" if is_wide else ">HB", content, place)
        place += 5 if is_wide else 3
        if item == wanted:
            numbers = unpack_from(f">{count}{'H' if is_long else 'B'}", content, place)
            return [number & (0x7FFF if is_long else 0x7F) for number in numbers]
        place += count * (2 if is_long else 1)
    return []


def _upright_size(content: bytes, properties: list[Box]) -> tuple[int, int]:
    size = (0, 0)
    for name, start, _ in properties:
        if name == b"ispe":
            size = measured(*unpack_from(">II", content, start))
        elif name == b"clap":
            clipped = unpack_from(">IIII", content, start)
            if not clipped[1] or not clipped[3]:
                raise ImageRefused("damaged")
            size = round(clipped[0] / clipped[1]), round(clipped[2] / clipped[3])
        elif name == b"irot" and unpack_from("B", content, start)[0] & 1:
            size = size[1], size[0]
    return size
