"""The segments of a JPEG; those that are not pixels, colour profile or JFIF are dropped."""

from struct import unpack_from

import numpy as np

from flows.images.container import Container, measured
from flows.images.orientation import read_orientation
from flows.images.outcome import ImageRefused

START = b"\xff\xd8\xff"
_END = 0xD9
_SCAN = 0xDA
_SCANS = 200
"""A camera writes about ten; thousands of empty ones keep a decoder busy for hours."""
_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_COEFFICIENTS = 90_000_000
"""Of two bytes each."""
_SEGMENTS = 2000
_WINDOW = 1 << 18
_IS_MARKER = np.array([code not in (0, 1, *range(0xD0, 0xD9), 0xFF) for code in range(256)])
"""Whether the byte after FF ends a scan; restarts and stuffed bytes belong to the pixels."""


def read_jpeg(content: bytes) -> Container:
    """Walk to the last scan's end; raises `ImageRefused`, or `struct.error` at a sudden end."""
    view = memoryview(content)
    kept = [view[:2]]
    size, orientation, place, scans, coefficients = (0, 0), 1, 2, 0, 0.0
    for _ in range(_SEGMENTS):
        start = _next_marker(content, place)
        marker = content[start + 1]
        if scans:
            kept.append(view[place:start])
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
            coefficients = _coefficients(segment, width * height)
        if marker == 0xE1 and segment[4:10] == b"Exif\0\0" and orientation == 1:
            orientation = read_orientation(segment[10:])
        if _is_needed(marker, segment):
            kept.append(view[start:place])
    else:
        raise ImageRefused("damaged")
    if size == (0, 0) or not 0 < scans <= _SCANS:
        raise ImageRefused("damaged")
    if scans > 1 and coefficients > _COEFFICIENTS:
        raise ImageRefused("too_demanding")
    # Whatever stands behind the end, a film or an archive, is left there.
    return Container("JPEG", *size, orientation, b"".join((*kept, memoryview(b"\xff\xd9"))))


def _coefficients(frame: bytes, pixels: int) -> float:
    """How many numbers the decoder keeps where the pixels come in several scans."""
    factors = [factor for factor in frame[11::3][: frame[9]] if factor]
    shares = [(factor >> 4) * (factor & 15) for factor in factors]
    return pixels * sum(shares) / max(shares) if any(shares) else 0


def _next_marker(content: bytes, place: int) -> int:
    """In strides, as the pixels of a photo are megabytes without any."""
    near = content[place : place + 2]
    if len(near) == 2 and near[0] == 0xFF and _IS_MARKER[near[1]]:
        return place
    while place + 1 < len(content):
        size = min(_WINDOW, len(content) - place)
        window = np.frombuffer(content, np.uint8, size, place)
        # Nearly every FF is stuffed with a zero.
        found = np.flatnonzero((window[:-1] == 0xFF) & (window[1:] != 0))
        found = found[_IS_MARKER[window[found + 1]]]
        if found.size:
            return place + int(found[0])
        place += size - 1
    raise ImageRefused("truncated")


def _is_needed(marker: int, segment: bytes) -> bool:
    if marker == 0xE2:
        return segment[4:16] == b"ICC_PROFILE\0"
    if marker in (0xE0, 0xEE):
        return segment[4:9] in (b"JFIF\0", b"Adobe")
    return not (0xE0 <= marker <= 0xEF or marker == 0xFE)
