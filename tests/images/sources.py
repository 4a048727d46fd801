"""The bytes of odd and evil files, part by part."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from functools import cache

from PIL import Image, ImageCms

from tests.images.drawn import encoded, photo

PLANTED = b"PLANTED-1f7c"
"""Stands in what a source carries beside its pixels; no accepted picture may hold it."""


@cache
def usual() -> Image.Image:
    return photo(1200, 900, 14)


@cache
def jpeg(**options: object) -> bytes:
    return encoded(usual(), "JPEG", **({"quality": 85} | options))


@cache
def png(mode: str = "RGB", **options: object) -> bytes:
    return encoded(usual().convert(mode), "PNG", **({"compress_level": 1} | options))


@cache
def webp(**options: object) -> bytes:
    return encoded(usual(), "WEBP", **({"quality": 90, "method": 0} | options))


@cache
def heic(**options: object) -> bytes:
    return encoded(usual(), "HEIF", **({"quality": 70} | options))


def segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def with_segments(content: bytes, *segments: bytes) -> bytes:
    """Right behind the start of a JPEG."""
    return content[:2] + b"".join(segments) + content[2:]


def frame(width: int, height: int, marker: int = 0xC0, bits: int = 8) -> bytes:
    """A JPEG that is hardly more than its header."""
    parts = b"\x01\x11\0\x02\x11\0\x03\x11\0"
    head = segment(marker, struct.pack(">BHHB", bits, height, width, 3) + parts)
    return b"\xff\xd8" + head + segment(0xDA, b"\3\1\0\2\0\3\0\0\x3f\0") + bytes(64) + b"\xff\xd9"


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def with_chunks(content: bytes, *chunks: bytes) -> bytes:
    """Right behind the header of a PNG."""
    return content[:33] + b"".join(chunks) + content[33:]


def hollow_png(
    width: int, height: int, depth: int = 8, colours: int = 2, data: bytes = b""
) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(data, 1)) + chunk(b"IEND", b"")
    )


def private_exif() -> bytes:
    """Place, camera, a turn, and a thumbnail's worth of words."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x010E] = 6, "Camera", PLANTED.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (39.0, 54.0, 20.0), 3: "E", 4: (116.0, 23.0, 29.0)})
    return exif.tobytes()


def profile(name: str) -> bytes:
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile(name))  # type: ignore[arg-type]
    return made.tobytes()


def archive(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as opened:
        for name in names:
            opened.writestr(name, PLANTED)
    return content.getvalue()


def box(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", len(data) + 8, name) + data


def frames(file_format: str) -> bytes:
    several = [Image.new("RGB", (600, 840), colour) for colour in ("red", "green", "blue")]
    return encoded(several[0], file_format, save_all=True, append_images=several[1:])


def pdf(
    pages: Iterable[bytes],
    *,
    box: str = "0 0 595 842",
    root: str = "",
    trailer: str = "",
    objects: Iterable[bytes] = (),
    page: str = "",
) -> bytes:
    """Pages by their drawing instructions; `objects` are numbered from 10."""
    streams, kids, extra = list(pages), [], list(objects)
    numbered = {10 + number: body for number, body in enumerate(extra)}
    for number, drawing in enumerate(streams):
        own = 100 + 2 * number
        kids.append(f"{own} 0 R")
        head = f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents {own + 1} 0 R {page} >>"
        numbered[own] = head.encode()
        numbered[own + 1] = stream(drawing)
    numbered[1] = f"<< /Type /Catalog /Pages 2 0 R {root} >>".encode()
    numbered[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    content, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in sorted(numbered.items()):
        places[number] = len(content)
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(content)
    content += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        content += b"%d 1\n%010d 00000 n \n" % (number, place)
    size = max(places) + 1
    content += f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\n".encode()
    return bytes(content) + b"startxref\n%d\n%%%%EOF\n" % table


def stream(data: bytes, head: str = "") -> bytes:
    return f"<< /Length {len(data)} {head} >>\nstream\n".encode() + data + b"\nendstream"


def bars(seed: int = 0, count: int = 3300) -> bytes:
    """A page that is worth reading: lines of signs, each of a few black strokes."""
    strokes = ((0, 0, 1, 8), (0, 7, 7, 1), (6, 0, 1, 8), (0, 3, 6, 1), (2, 0, 1, 6), (0, 0, 7, 1))
    drawn = []
    for number in range(count):
        x, y = 45 + number % 55 * 9, 770 - number // 55 * 12
        chosen = (number * 7919 + seed * 31 + number // 55) % 61 + 3
        drawn += [
            b"%d %d %d %d re f\n" % (x + left, y + up, width, height)
            for place, (left, up, width, height) in enumerate(strokes)
            if chosen >> place & 1
        ]
    return b"".join(drawn)


def hungry_pdf() -> bytes:
    """Ten forms, each of which draws the next one ten times: ends for want of memory."""
    forms = []
    for level in range(10):
        inner = b"/F Do " * 10 if level < 9 else b"0 0 500 700 re f "
        inside = f"/Resources << /XObject << /F {11 + level} 0 R >> >>"
        own = f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] {inside}"
        forms.append(stream(inner, own))
    return pdf([b"/F Do"], objects=forms, page="/Resources << /XObject << /F 10 0 R >> >>")


def endless_pdf() -> bytes:
    """Each pixel is worth a hundred thousand multiplications: takes hours and no memory."""
    shading = (
        b"<< /ShadingType 1 /ColorSpace /DeviceGray /Matrix [595 0 0 842 0 0] /Function 11 0 R >>"
    )
    program = stream(
        b"{ mul " + b"dup mul " * 50_000 + b"}", "/FunctionType 4 /Domain [0 1 0 1] /Range [0 1]"
    )
    resources = "/Resources << /Shading << /S 10 0 R >> >>"
    return pdf([b"/S sh"], objects=[shading, program], page=resources)
