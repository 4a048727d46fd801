"""The segments of a JPEG; those that are not pixels, colour profile or JFIF are dropped."""

from struct import unpack_from

from flows.images.container import Container, measured
from flows.images.orientation import read_orientation
from flows.images.outcome import ImageRefused

START = b"\xff\xd8\xff"
_END = b"\xff\xd9"
_SCAN = b"\xff\xda"
_SCANS = 200
"""A camera writes about ten; thousands of empty ones keep a decoder busy for hours."""
_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH = frozenset({0x00, 0x01, *range(0xD0, 0xD9)})


def read_jpeg(content: bytes) -> Container:
    """Walk up to the first scan; raises `ImageRefused`, or `struct.error` at a sudden end."""
    kept = [content[:2]]
    size, orientation, place = (0, 0), 1, 2
    while True:
        place = content.find(b"\xff", place)
        if place < 0:
            raise ImageRefused("truncated")
        (marker,) = unpack_from("B", content, place + 1)
        if marker == 0xFF or marker in _WITHOUT_LENGTH:
            place += 1 if marker == 0xFF else 2
            continue
        if marker in (_SCAN[1], _END[1]):
            break
        (length,) = unpack_from(">H", content, place + 2)
        segment = content[place : place + 2 + length]
        if length < 2 or len(segment) < 2 + length:
            raise ImageRefused("damaged" if length < 2 else "truncated")
        if marker in _SIZES:
            height, width = unpack_from(">HH", segment, 5)
            size = measured(width, height)
        if marker == 0xE1 and segment[4:10] == b"Exif\0\0" and orientation == 1:
            orientation = read_orientation(segment[10:])
        if _is_needed(marker, segment):
            kept.append(segment)
        place += 2 + length
    pixels = content[place:]
    if size == (0, 0) or pixels.startswith(_END) or pixels.count(_SCAN) > _SCANS:
        raise ImageRefused("damaged")
    if _END not in pixels:
        raise ImageRefused("truncated")
    return Container("JPEG", *size, orientation, b"".join((*kept, pixels)))


def _is_needed(marker: int, segment: bytes) -> bool:
    if marker == 0xE2:
        return segment[4:16] == b"ICC_PROFILE\0"
    if marker in (0xE0, 0xEE):
        return segment[4:9] in (b"JFIF\0", b"Adobe")
    return not (0xE0 <= marker <= 0xEF or marker == 0xFE)
