"""The segments of a JPEG; those that are not pixels, colour profile or JFIF are dropped."""

import re
from struct import unpack_from

from flows.images.container import Container, measured
from flows.images.orientation import read_orientation
from flows.images.outcome import ImageRefused

START = b"\xff\xd8\xff"
_END = 0xD9
_SCAN = 0xDA
_SCANS = 200
"""A camera writes about ten; thousands of empty ones keep a decoder busy for hours."""
_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_MARKER = re.compile(rb"\xff[^\x00\x01\xd0-\xd8\xff]")
"""Everything that ends a scan or a segment; restarts and stuffed bytes belong to the pixels."""


def read_jpeg(content: bytes) -> Container:
    """Walk to the last scan's end; raises `ImageRefused`, or `struct.error` at a sudden end."""
    kept = [content[:2]]
    size, orientation, place, scans = (0, 0), 1, 2, 0
    while True:
        found = _MARKER.search(content, place)
        if found is None:
            raise ImageRefused("truncated")
        start, marker = found.start(), content[found.start() + 1]
        if scans:
            kept.append(content[place:start])
        if marker == _END:
            break
        (length,) = unpack_from(">H", content, start + 2)
        place = start + 2 + length
        if length < 2 or place > len(content):
            raise ImageRefused("damaged" if length < 2 else "truncated")
        segment = content[start:place]
        if marker == _SCAN:
            scans += 1
        if marker in _SIZES:
            height, width = unpack_from(">HH", segment, 5)
            if size != (0, 0):
                raise ImageRefused("damaged")
            size = measured(width, height)
        if marker == 0xE1 and segment[4:10] == b"Exif\0\0" and orientation == 1:
            orientation = read_orientation(segment[10:])
        if _is_needed(marker, segment):
            kept.append(segment)
    if size == (0, 0) or not 0 < scans <= _SCANS:
        raise ImageRefused("damaged")
    # Whatever stands behind the end, a film or an archive, is left there.
    return Container("JPEG", *size, orientation, b"".join((*kept, b"\xff\xd9")))


def _is_needed(marker: int, segment: bytes) -> bool:
    if marker == 0xE2:
        return segment[4:16] == b"ICC_PROFILE\0"
    if marker in (0xE0, 0xEE):
        return segment[4:9] in (b"JFIF\0", b"Adobe")
    return not (0xE0 <= marker <= 0xEF or marker == 0xFE)
