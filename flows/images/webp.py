"""The chunks of a WebP; whatever stands behind its end is dropped."""

from struct import unpack_from

from flows.images.container import Container, measured
from flows.images.orientation import read_orientation
from flows.images.outcome import ImageRefused

_ANIMATED = 0b10
_PIXELS_AT_MOST = 16_000_000
"""The decoder holds such a picture four times over."""


def is_webp(content: bytes) -> bool:
    """True for a RIFF file of that kind."""
    return content.startswith(b"RIFF") and content[8:12] == b"WEBP"


def read_webp(content: bytes) -> Container:
    """Walk all chunks; raises `ImageRefused`, or `struct.error` at a sudden end."""
    end = unpack_from("<I", content, 4)[0] + 8
    size, orientation, place = (0, 0), 1, 12
    while place + 8 <= min(end, len(content)):
        name, length = unpack_from("<4sI", content, place)
        start, place = place + 8, place + 8 + length + (length & 1)
        if name == b"ANIM" or (
            name == b"VP8X" and unpack_from("B", content, start)[0] & _ANIMATED
        ):
            raise ImageRefused("animated")
        if name in (b"VP8X", b"VP8 ", b"VP8L") and size == (0, 0):
            size = measured(*_size(content, name, start), _PIXELS_AT_MOST)
        if name == b"EXIF":
            orientation = read_orientation(content[start:place].removeprefix(b"Exif\0\0"))
    if end > len(content):
        raise ImageRefused("truncated")
    if size == (0, 0):
        raise ImageRefused("damaged")
    return Container("WEBP", *size, orientation, content[:end])


def _size(content: bytes, name: bytes, start: int) -> tuple[int, int]:
    if name == b"VP8X":
        width, width_high, height, height_high = unpack_from("<HBHB", content, start + 4)
        return (width_high << 16 | width) + 1, (height_high << 16 | height) + 1
    if name == b"VP8 ":
        width, height = unpack_from("<HH", content, start + 6)
        return width & 0x3FFF, height & 0x3FFF
    (bits,) = unpack_from("<I", content, start + 1)
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
