"""Which way up a camera held the picture, read from EXIF without a parser that can warn."""

import struct

_ORIENTATION, _SHORT = 0x0112, 3


def read_orientation(tiff: bytes) -> int:
    """EXIF orientation 1..8 from a TIFF block; 1 wherever the block is damaged or silent."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return 1
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (entries,) = struct.unpack_from(f"{order}H", tiff, start)
        for entry in range(entries):
            place = start + 2 + 12 * entry
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, place)
            if tag == _ORIENTATION and kind == _SHORT:
                return int(value) if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1
