"""The chunks of a PNG; those that are not pixels, palette or colour profile are dropped."""

import zlib
from collections.abc import Iterator
from struct import unpack_from

from flows.images.container import Container, measured
from flows.images.orientation import read_orientation
from flows.images.outcome import ImageRefused

START = b"\x89PNG\r\n\x1a\n"
_KEPT = frozenset({b"IHDR", b"PLTE", b"tRNS", b"iCCP", b"IDAT", b"IEND"})
_CHUNKS = 100_000
_PROFILE = 1_000_000


def read_png(content: bytes) -> Container:
    """Walk all chunks; raises `ImageRefused`, or `struct.error` at a sudden end."""
    kept, size, orientation = [START], (0, 0), 1
    for name, start, end in _chunks(content):
        if (name == b"IHDR") != (size == (0, 0)):
            raise ImageRefused("damaged")
        if name == b"IHDR":
            size = measured(*unpack_from(">II", content, start))
        if name == b"fdAT" or (name == b"acTL" and unpack_from(">I", content, start)[0] > 1):
            raise ImageRefused("animated")
        if name == b"eXIf":
            orientation = read_orientation(content[start:end])
        if name == b"iCCP" and not _is_small(content[start:end]):
            continue
        if name in _KEPT:
            kept.append(content[start - 8 : end + 4])
    return Container("PNG", *size, orientation, b"".join(kept))


def _is_small(profile: bytes) -> bool:
    """Whether it unpacks to what a colour profile may be; others are pictured without theirs."""
    _, _, packed = profile.partition(b"\0")
    unpacking = zlib.decompressobj()
    try:
        unpacking.decompress(packed[1:], _PROFILE)
    except zlib.error:
        return False
    return unpacking.eof


def _chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and end of each chunk's data, IEND last."""
    place = len(START)
    for _ in range(_CHUNKS):
        length, name = unpack_from(">I4s", content, place)
        if not name.isalpha():
            raise ImageRefused("damaged")
        start, place = place + 8, place + 12 + length
        # A header is told even where nothing follows it: it may be a bomb's.
        if place > len(content) and name != b"IHDR":
            raise ImageRefused("truncated")
        yield name, start, start + length
        if name == b"IEND":
            return
    raise ImageRefused("damaged")
