"""Odd and evil files with what becomes of each as a proof: `taken`, `choose_page`, or codes."""

import random
import struct
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.images import sources as made
from tests.images.drawn import encoded, photo
from tests.images.sources import PLANTED

LOCK = "/Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >> /ID [(a)(a)]"


HIDES = (
    "jpeg turned, placed, noted", "jpeg xmp", "jpeg comment", "jpeg iptc", "jpeg html in it", "jpeg pdf in it",
    "jpeg zip behind it", "jpeg broken profile", "png notes", "png exif", "png html behind it", "png unknown chunks",
    "png profile broken", "webp with everything", "webp archive behind it", "heic turned, placed, noted",
    "heic archive behind it", "pdf with a file in it", "pdf and jpeg",
)  # fmt: skip
"""Sources with the planted words as they are; else their absence from the output would tell nothing."""


@dataclass(frozen=True)
class Case:
    """How to make the file, and how it may end."""

    build: Callable[[], bytes]
    ends: frozenset[str]


CASES: dict[str, Case] = {}


def case(name: str, ends: str, build: Callable[[], bytes]) -> None:
    assert name not in CASES
    CASES[name] = Case(build, frozenset(ends.split()))


def text_chunks() -> PngInfo:
    notes = PngInfo()
    notes.add_text("Comment", PLANTED.decode())
    notes.add_itxt("XML:com.adobe.xmp", PLANTED.decode())
    return notes


def endless_scans() -> bytes:
    whole = made.jpeg(progressive=True)
    empty = b"\xff\xda\x00\x08\x01\x01\x00\x01\x3f\x00\x00"
    return whole[:-2] + empty * 5000 + whole[-2:]


def patched(content: bytes, old: bytes, new: bytes) -> bytes:
    assert old in content
    return content.replace(old, new, 1)


def without_adobe() -> bytes:
    content = encoded(made.usual().convert("CMYK"), "JPEG", quality=85)
    start = content.index(b"\xff\xee")
    return content[:start] + content[start + 2 + struct.unpack_from(">H", content, start + 2)[0] :]


def ispe(width: int, height: int) -> bytes:
    return b"ispe" + bytes(4) + struct.pack(">II", width, height)


def sixteen_bit() -> bytes:
    ramp = np.linspace(0, 65535, 1200, dtype=np.uint16)[None].repeat(900, axis=0)
    grain = np.random.default_rng(1).integers(0, 4000, ramp.shape, dtype=np.uint16)
    return encoded(Image.fromarray(np.maximum(ramp, grain)), "PNG")


def deep_colours() -> bytes:
    rows = np.random.default_rng(1).integers(0, 65536, (900, 1200, 3)).astype(">u2")
    data = b"".join(b"\0" + row.tobytes() for row in rows)
    return made.hollow_png(1200, 900, 16, 2, data)


def packed_profile(size: int) -> bytes:
    return made.chunk(b"iCCP", b"x\0\0" + made.zlib.compress(PLANTED + bytes(size), 9))


# fmt: off
# JPEG
case("jpeg", "taken", made.jpeg)
case("jpeg progressive", "taken", lambda: made.jpeg(progressive=True))
case("jpeg grey", "taken", lambda: encoded(photo(1600, 1200, 25).convert("L"), "JPEG"))
case("jpeg cmyk", "taken", lambda: encoded(made.usual().convert("CMYK"), "JPEG"))
case("jpeg cmyk not inverted", "taken", without_adobe)
case("jpeg turned, placed, noted", "taken", lambda: made.jpeg(exif=made.private_exif()))
case("jpeg xmp", "taken", lambda: made.jpeg(xmp=PLANTED))
case("jpeg comment", "taken", lambda: made.jpeg(comment=PLANTED))
case("jpeg iptc", "taken", lambda: made.with_segments(made.jpeg(), made.segment(0xED, PLANTED)))
case("jpeg html in it", "taken", lambda: made.jpeg(comment=b"<script>" + PLANTED))
case("jpeg pdf in it", "taken", lambda: made.jpeg(comment=b"%PDF-1.7 " + PLANTED))
case("jpeg zip behind it", "taken", lambda: made.jpeg() + made.archive("a.txt"))
case("jpeg film behind it", "taken", lambda: made.jpeg() + random.Random(1).randbytes(9_000_000))
case("jpeg of 25 MB", "taken", lambda: made.jpeg() + bytes(24_500_000))
case("jpeg above 25 MiB", "too_large", lambda: made.jpeg() + bytes(26_500_000))
case("jpeg broken profile", "taken", lambda: made.jpeg(icc_profile=PLANTED * 99))
case("jpeg lab profile", "taken", lambda: made.jpeg(icc_profile=made.profile("LAB")))
case("jpeg xyz profile", "taken", lambda: made.jpeg(icc_profile=made.profile("XYZ")))
case("jpeg many segments", "damaged", lambda: made.with_segments(made.jpeg(), made.segment(0xFE, b"") * 30_000))
case("jpeg truncated", "truncated", lambda: made.jpeg()[:90_000])
case("jpeg truncated with an end", "truncated taken", lambda: made.jpeg()[:90_000] + b"\xff\xd9")
case("jpeg progressive truncated", "truncated", lambda: made.jpeg(progressive=True)[:60_000])
case("jpeg start alone", "truncated", lambda: b"\xff\xd8\xff")
case("jpeg endless scans", "damaged", endless_scans)
case("jpeg 60000x60000", "too_many_pixels", lambda: made.frame(60000, 60000))
case("jpeg of no height", "damaged", lambda: made.frame(400, 0))
case("jpeg two frames", "damaged", lambda: made.with_segments(made.jpeg(), made.frame(9, 9)[2:21]))
case("jpeg lying sides", "taken proof_plain truncated damaged too_small proof_blurred", lambda: patched(made.jpeg(), struct.pack(">HH", 900, 1200), struct.pack(">HH", 6000, 8000)))
case("jpeg arithmetic", "taken proof_plain damaged truncated blank", lambda: patched(made.jpeg(), b"\xff\xc0", b"\xff\xc9"))
case("jpeg lossless", "damaged truncated", lambda: patched(made.jpeg(), b"\xff\xc0", b"\xff\xc3"))
case("jpeg 12 bit", "damaged truncated", lambda: patched(made.jpeg(), b"\xff\xc0\x00\x11\x08", b"\xff\xc1\x00\x11\x0c"))
case("jpeg cmyk progressive 49 MP", "too_demanding", lambda: encoded(Image.new("CMYK", (7000, 7000), (9, 9, 9, 9)), "JPEG", progressive=True))
case("jpeg progressive 48 MP, all colours", "too_demanding", lambda: encoded(Image.new("RGB", (8000, 6000)), "JPEG", progressive=True, subsampling=0))
case("jpeg progressive 48 MP", "taken", lambda: encoded(photo(1000, 750, 40).resize((8000, 6000), Image.Resampling.NEAREST), "JPEG", progressive=True))
case("mpo", "taken", lambda: encoded(made.usual(), "MPO", save_all=True, append_images=[Image.new("RGB", (90, 90))]))
# PNG
case("png", "taken", made.png)
for mode in ("1", "L", "LA", "P", "RGBA"):
    case(f"png {mode}", "taken", lambda mode=mode: made.png(mode))
case("png palette with a hole", "taken", lambda: made.png("P", transparency=3))
case("png clear as glass", "blank", lambda: encoded(Image.new("RGBA", (1200, 900)), "PNG"))
case("png 16 bit grey", "taken proof_plain proof_dark", sixteen_bit)
case("png 16 bit colours", "taken", deep_colours)
case("png notes", "taken", lambda: made.png(pnginfo=text_chunks()))
case("png exif", "taken", lambda: made.png(exif=made.private_exif()))
case("png html behind it", "taken", lambda: made.png() + b"<html><script>" + PLANTED)
case("png unknown chunks", "taken", lambda: made.with_chunks(made.png(), made.chunk(b"prVt", PLANTED)))
case("png profile of 200 MB", "taken", lambda: made.with_chunks(made.png(), packed_profile(200_000_000)))
case("png profile broken", "taken", lambda: made.with_chunks(made.png(), made.chunk(b"iCCP", b"x\0\0" + PLANTED)))
case("png note of 200 MB", "taken", lambda: made.with_chunks(made.png(), made.chunk(b"zTXt", b"x\0\0" + made.zlib.compress(bytes(200_000_000), 9))))
case("apng", "animated", lambda: made.frames("PNG"))
case("png truncated", "truncated", lambda: made.png()[:200_000])
case("png missing pixels", "truncated", lambda: made.hollow_png(900, 900, data=bytes(99)))
case("png flipped bits", "damaged", lambda: patched(made.png(), made.png()[90_000:90_008], b"        "))
case("png 60000x60000", "too_many_pixels", lambda: made.hollow_png(60000, 60000))
case("png 49 MP of nothing", "blank", lambda: encoded(Image.new("RGBA", (7000, 7000), "red"), "PNG", compress_level=1))
case("png two headers", "damaged", lambda: made.with_chunks(made.png(), made.png()[8:33]))
case("png 1x1", "too_small", lambda: encoded(Image.new("RGB", (1, 1)), "PNG"))
case("png 12000x10", "too_small", lambda: encoded(Image.new("RGB", (12000, 10)), "PNG"))
# WebP
case("webp", "taken", made.webp)
case("webp lossless", "taken", lambda: made.webp(lossless=True, method=0))
case("webp with everything", "taken", lambda: made.webp(exif=made.private_exif(), xmp=PLANTED, icc_profile=PLANTED * 9))
case("webp archive behind it", "taken", lambda: made.webp() + made.archive("a.txt"))
case("webp animated", "animated", lambda: made.frames("WEBP"))
case("webp truncated", "truncated", lambda: made.webp()[:40_000])
case("webp lying length", "truncated", lambda: b"RIFF\xff\xff\xff\x7f" + made.webp()[8:])
case("webp lying canvas", "damaged", lambda: patched(made.webp(exif=b"x"), made.webp(exif=b"x")[24:30], b"\x0f\x08\0\x0f\x08\0"))
case("webp 25 MP", "too_many_pixels", lambda: b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x87\x13\0\x87\x13\0")
case("webp 15 MP", "blank", lambda: encoded(Image.new("RGB", (5000, 3000), "red"), "WEBP", method=0))
# HEIC
case("heic", "taken", made.heic)
case("heic in tiles", "taken", lambda: made.heic(tile_size=512))
case("heic turned, placed, noted", "taken", lambda: made.heic(exif=made.private_exif(), xmp=PLANTED))
case("heic archive behind it", "truncated taken", lambda: made.heic() + made.archive("a.txt"))
case("heic truncated", "truncated", lambda: made.heic()[:-20_000])
case("heic truncated early", "truncated damaged", lambda: made.heic()[:150])
case("heic sequence", "animated", lambda: made.box(b"ftyp", b"msf1\0\0\0\0msf1hevc") + made.box(b"moov", bytes(64)))
case("heic 60000x60000", "too_many_pixels", lambda: patched(made.heic(), ispe(1200, 900), ispe(60000, 60000)))
case("heic lying sides", "damaged taken", lambda: patched(made.heic(), ispe(1200, 900), ispe(5000, 900)))
case("heic of nothing", "damaged", lambda: made.box(b"ftyp", b"heic\0\0\0\0mif1heic"))
case("heic flipped bits", "damaged taken", lambda: patched(made.heic(), made.heic()[9000:9009], b"012345678"))
case("avif", "unsupported_format", lambda: made.box(b"ftyp", b"avif\0\0\0\0mif1avif"))
# PDF
case("pdf", "taken", lambda: made.pdf([made.bars()]))
case("pdf of a scan", "taken", lambda: encoded(photo(1654, 2339, 14), "PDF", resolution=200))
case("pdf of three pages", "choose_page", lambda: made.pdf([made.bars(n) for n in range(3)]))
case("pdf of 300 pages", "pdf_too_long", lambda: made.pdf([b""] * 300))
case("pdf of no page", "pdf_empty", lambda: made.pdf([]))
case("pdf locked", "pdf_locked", lambda: made.pdf([made.bars()], trailer=LOCK % ("a" * 32, "b" * 32)))
case("pdf truncated", "taken pdf_broken blank", lambda: made.pdf([made.bars()])[:50_000])
case("pdf start alone", "pdf_broken", lambda: b"%PDF-1.7\n")
case("pdf of noise", "pdf_broken", lambda: b"%PDF-1.7\n" + random.Random(2).randbytes(90_000))
case("pdf huge page", "taken proof_plain blank", lambda: made.pdf([made.bars()], box="0 0 14400 14400"))
case("pdf endless page", "taken proof_plain pdf_broken blank too_small", lambda: made.pdf([made.bars()], box="0 0 1e9 1e9"))
case("pdf thin page", "too_small", lambda: made.pdf([made.bars()], box="0 0 9 14400"))
case("pdf empty page", "blank", lambda: made.pdf([b""]))
case("pdf of endless forms", "ends too_demanding", made.hungry_pdf)
case("pdf with script", "taken", lambda: made.pdf([made.bars()], root="/OpenAction << /S /JavaScript /JS (app.alert\\('x'\\); while\\(true\\){}) >>"))
case("pdf with a file in it", "taken", lambda: made.pdf([made.bars()], objects=[made.stream(PLANTED, "/Type /EmbeddedFile")], root="/Names << /EmbeddedFiles << /Names [(a) << /EF << /F 10 0 R >> >>] >> >>"))
case("pdf and jpeg", "taken", lambda: made.pdf([made.bars()]) + made.jpeg(comment=PLANTED))
case("pdf with html before it", "taken", lambda: b"<html>" + made.pdf([made.bars()]))
# Anything else
for name, content in {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "html": b"<!DOCTYPE html><html></html>",
    "text": "我的照片在家里".encode(),
    "gif": made.frames("GIF"),
    "bmp": encoded(Image.new("RGB", (9, 9)), "BMP"),
    "tiff": encoded(Image.new("RGB", (9, 9)), "TIFF"),
    "icon": encoded(Image.new("RGB", (16, 16)), "ICO"),
    "photoshop": b"8BPS" + bytes(60),
    "word": made.archive("[Content_Types].xml", "word/document.xml"),
    "zip": made.archive("photo.jpg"),
    "rar": b"Rar!\x1a\x07" + bytes(60),
    "old office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60),
    "film": made.box(b"ftyp", b"mp42\0\0\0\0isom"),
    "voice": b"OggS\0\x02" + bytes(60),
}.items():
    case(name, "unsupported_format", lambda content=content: content)
case("nothing", "empty", lambda: b"")
case("zeros", "not_an_image", lambda: bytes(4096))
case("noise", "not_an_image", lambda: random.Random(3).randbytes(4096))
case("program", "not_an_image", lambda: b"MZ\x90\0\x03" + bytes(300))
