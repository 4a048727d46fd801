"""Whatever is no still picture ends in one named refusal, for every kind."""

import random
import struct
import warnings
import zipfile
from io import BytesIO

import pytest
from PIL import Image

from flows.images.intake import BYTES_AT_MOST, take
from flows.images.outcome import ImageRefused
from flows.images.texts import refusal_text

KINDS = ("portrait", "signature", "proof")


def refusal(kind: str, content: bytes) -> ImageRefused:
    with pytest.raises(ImageRefused) as caught:
        take(kind, content)
    assert "{" not in refusal_text(caught.value)
    return caught.value


def _office(name: str) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, "x")
    return content.getvalue()


def _jpeg_header(width: int, height: int) -> bytes:
    frame = struct.pack(">BBHBHHB", 0xFF, 0xC0, 17, 8, height, width, 3) + bytes(9)
    return b"\xff\xd8" + frame + b"\xff\xda\x00\x0c" + bytes(10) + b"\xff\xd9"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("content", "looks_like"),
    [
        (b"\0\0\0\x18ftypavif\0\0\0\0avifmif1", "AVIF"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0isom", "视频"),
        (b"GIF89a\x01\0\x01\0\0\0\0;", "GIF"),
        (b"BM" + bytes(60), "BMP"),
        (b"II*\0\x08\0\0\0", "TIFF"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b'<?xml version="1.0"?>\n<svg/>', "SVG"),
        (b"<!DOCTYPE html><html></html>", "网页"),
        ("我的照片在家里".encode(), "文字"),
        ("我的照片在家里".encode("gb18030"), "文字"),
        (("字" * 4000).encode(), "文字"),
        (_office("word/document.xml"), "Word 文档"),
        (_office("xl/workbook.xml"), "Excel 文档"),
        (_office("photo.jpg"), "压缩包"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office 文档"),
        (b"OggS\0\x02", "语音"),
    ],
)
def test_names_what_a_foreign_file_looks_like(kind: str, content: bytes, looks_like: str) -> None:
    refused = refusal(kind, content)
    assert refused.code == "unsupported_format"
    assert refused.facts == {"looks_like": looks_like}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n1 0 obj", "pdf_broken"),
        (b"\xef\xbb\xbf\n%PDF-1.4", "pdf_broken"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "damaged"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", "unsupported_format"),
        (bytes(64), "not_an_image"),
        (random.Random(3).randbytes(4096), "not_an_image"),
        (b"\xff\xd8\xff", "truncated"),
        (b"\xff\xd8\xff\xe0\x00\x10JF", "truncated"),
        (b"\xff\xd8\xff\xd9", "damaged"),
        (b"\xff\xd8\xff\xe1\x00\x00", "damaged"),
        (_jpeg_header(0, 400), "damaged"),
        (_jpeg_header(60000, 60000), "too_many_pixels"),
        (b"\x89PNG\r\n\x1a\n", "truncated"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "damaged"),
        (b"RIFF\x24\0\0\0WEBP", "truncated"),
        (b"RIFF\x04\0\0\0WEBP", "damaged"),
        (b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff", "too_many_pixels"),
    ],
)
def test_broken_headers(kind: str, content: bytes, code: str) -> None:
    assert refusal(kind, content).code == code


def test_a_file_over_the_limit_is_not_looked_into() -> None:
    assert refusal("proof", bytes(BYTES_AT_MOST + 1)).code == "too_large"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("end", [True, False])
def test_bombs_are_refused_by_their_header(kind: str, hollow_png, end: bool) -> None:
    limit = Image.MAX_IMAGE_PIXELS
    assert refusal(kind, hollow_png(60000, 60000, end=end)).code == "too_many_pixels"
    assert refusal(kind, hollow_png(12000, 12000, pixels=bytes(9000), end=end)).code == (
        "too_many_pixels"
    )
    assert limit == Image.MAX_IMAGE_PIXELS


@pytest.mark.parametrize("kind", KINDS)
def test_one_pixel(kind: str, encode) -> None:
    assert refusal(kind, encode(Image.new("RGB", (1, 1)), "PNG")).code == "too_small"


@pytest.mark.parametrize("kind", KINDS)
def test_pixels_that_are_missing(kind: str, hollow_png, scene, encode) -> None:
    assert refusal(kind, hollow_png(600, 840, pixels=b"\0" * 100)).code == "truncated"
    for file_format in ("JPEG", "PNG", "WEBP"):
        whole = encode(scene(700, 980), file_format)
        assert refusal(kind, whole[: len(whole) * 2 // 3]).code == "truncated"


@pytest.mark.parametrize("options", [{}, {"progressive": True}])
def test_a_jpeg_cut_short_before_a_false_end(scene, encode, options) -> None:
    whole = encode(scene(700, 980), "JPEG", **options)
    assert refusal("portrait", whole[: len(whole) // 3]).code == "truncated"


def test_flipped_bits_in_a_png(scene, encode) -> None:
    whole = bytearray(encode(scene(700, 980), "PNG"))
    whole[len(whole) // 2] ^= 0xFF
    assert refusal("portrait", bytes(whole)).code == "damaged"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("file_format", ["PNG", "WEBP"])
def test_animations_are_never_iterated(kind: str, file_format: str, encode) -> None:
    frames = [Image.new("RGB", (600, 840), colour) for colour in ("red", "green", "blue")]
    content = encode(frames[0], file_format, save_all=True, append_images=frames[1:])
    assert refusal(kind, content).code == "animated"


def test_an_animated_gif_is_named(encode) -> None:
    frames = [Image.new("RGB", (60, 84), colour) for colour in ("red", "green")]
    content = encode(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert refusal("proof", content).facts == {"looks_like": "GIF"}


def test_a_jpeg_of_endless_scans(scene, encode) -> None:
    whole = encode(scene(600, 840), "JPEG", progressive=True)
    scans = whole[:-2] + b"\xff\xda\x00\x08\x01\x01\x00\x01\x3f\x00\x00" * 300 + whole[-2:]
    assert refusal("portrait", scans).code == "damaged"


@pytest.mark.parametrize("kind", KINDS)
def test_no_damage_escapes_as_another_exception_or_a_warning(kind: str, person, encode) -> None:
    """Seeded mutations of every format: taken or refused, nothing else."""
    seed = random.Random(11)
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = person(320, 448)
    samples = [
        encode(picture, "JPEG", exif=exif, comment=b"x"),
        encode(picture, "JPEG", progressive=True),
        encode(picture.convert("CMYK"), "JPEG"),
        encode(picture.quantize(32), "PNG", exif=exif),
        encode(picture, "WEBP", exif=exif),
    ]
    refused: list[ImageRefused] = []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for sample in samples:
            for _ in range(30):
                content = bytearray(sample)
                reach = len(content) if seed.random() < 0.5 else 700
                for _ in range(seed.randint(1, 12)):
                    content[seed.randrange(min(reach, len(content)))] = seed.randrange(256)
                try:
                    take(kind, bytes(content))
                except ImageRefused as error:
                    refused.append(error)
    assert len(refused) > 25
    assert all(refusal_text(error) for error in refused)
