"""What is taken: the right size and format, upright, on white, with nothing of the original."""

import struct
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageDraw, ImageOps
from PIL.PngImagePlugin import PngInfo

from flows.images.intake import take
from flows.images.outcome import ChoiceWanted, ImageRefused, Treatment

SECRETS = (b"Exif\0", b"http://ns.adobe.com", b"SECRET", b"ICC_PROFILE", b"iCCP", b"tEXt")


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def refusal_code(kind: str, content: bytes, **options: bool) -> str:
    with pytest.raises(ImageRefused) as caught:
        take(kind, content, **options)
    return caught.value.code


def assert_bare(content: bytes) -> None:
    assert not [secret for secret in SECRETS if secret in content]
    assert content.endswith((b"\xff\xd9", b"IEND\xaeB`\x82"))
    picture = opened(content)
    assert not picture.getexif()
    assert not {"comment", "icc_profile", "exif", "xmp"} & set(picture.info)


def _exif(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "SECRET place"
    exif.get_ifd(0x8825)[1] = "N"
    return exif


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
def test_portrait_is_one_inch_whatever_came(file_format: str, person, encode) -> None:
    content = encode(person(960, 1280), file_format)
    taken = take("portrait", content)
    assert (taken.width, taken.height, taken.format) == (295, 413, "JPEG")
    assert opened(taken.content).size == (295, 413)
    assert len(taken.content) <= 500_000
    assert (taken.original_width, taken.original_height) == (960, 1280)
    assert taken.original_size == len(content)
    assert_bare(taken.content)


@pytest.mark.parametrize(
    ("width", "height", "code"),
    [
        (295, 413, None),
        (600, 1000, None),
        (1000, 800, None),
        (294, 413, "too_small"),
        (295, 412, "too_small"),
        (413, 294, "too_small"),
        (900, 400, "too_small"),
    ],
)
def test_portrait_sizes(width: int, height: int, code: str | None, person, encode) -> None:
    content = encode(person(width, height), "JPEG")
    if code is None:
        assert take("portrait", content).width == 295
    else:
        assert refusal_code("portrait", content) == code


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_turned_as_the_camera_says_and_gps_is_gone(
    orientation, file_format, person, encode
) -> None:
    wall = Image.new("RGB", (600, 840), "red")
    ImageDraw.Draw(wall).rectangle((300, 0, 599, 839), fill="blue")
    upright = person(600, 840, wall)
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    raw = upright if orientation == 1 else upright.transpose(undo[orientation])
    content = encode(raw, file_format, exif=_exif(orientation))
    assert b"SECRET" in content
    taken = take("portrait", content)
    assert taken.remark == ""
    picture = opened(taken.content).convert("RGB")
    assert picture.getpixel((40, 60))[0] > 200 > picture.getpixel((40, 60))[2]
    assert picture.getpixel((250, 60))[2] > 200 > picture.getpixel((250, 60))[0]
    assert (taken.original_width, taken.original_height) == (600, 840)
    assert_bare(taken.content)


def test_a_broken_orientation_is_ignored(person, encode) -> None:
    for tiff in (b"II*\0", b"II*\0\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\xff\xff", b"what"):
        content = encode(person(600, 840), "JPEG", exif=b"Exif\0\0" + tiff)
        assert take("portrait", content).original_width == 600


def test_comments_text_chunks_and_tails_are_dropped(person, encode) -> None:
    notes = PngInfo()
    notes.add_text("Comment", "SECRET", zip=False)
    picture = person(600, 840)
    for content in (
        encode(picture, "JPEG", comment=b"SECRET", xmp=b"SECRET"),
        encode(picture, "PNG", pnginfo=notes),
        encode(picture, "WEBP", xmp=b"SECRET"),
    ):
        assert b"SECRET" in content
        for tail in (b"", b"PK\x03\x04SECRET", b"<script>SECRET</script>", b"%PDF-1.4 SECRET"):
            assert_bare(take("portrait", content + tail).content)


def test_mpo_is_its_first_picture(person, encode) -> None:
    first, second = person(600, 840, (200, 0, 0)), person(600, 840, (0, 0, 200))
    content = encode(first, "MPO", save_all=True, append_images=[second])
    picture = opened(take("portrait", content).content).convert("RGB")
    assert picture.getpixel((20, 100))[0] > 150 > picture.getpixel((20, 100))[2]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_png_mode(mode: str, person, encode) -> None:
    assert take("portrait", encode(person(600, 840).convert(mode), "PNG")).format == "JPEG"


def test_sixteen_bit_grey_is_scaled_not_clipped(person, encode) -> None:
    grey = person(600, 840).convert("L")
    deep = Image.fromarray(np.asarray(grey).astype(np.uint16) * 257)
    taken = [opened(take("portrait", encode(one, "PNG")).content) for one in (grey, deep)]
    levels = [np.asarray(one.convert("L"), dtype=int) for one in taken]
    assert np.abs(levels[0] - levels[1]).mean() < 2


def test_cmyk_keeps_its_colours(person, encode) -> None:
    picture = person(600, 840, (200, 30, 40))
    content = encode(picture.convert("CMYK"), "JPEG", quality=95)
    red = opened(take("portrait", content).content).convert("RGB").getpixel((280, 100))
    assert red[0] > 150 > 80 > red[2]


def test_profiles_are_applied_and_bad_ones_ignored(person, encode) -> None:
    picture = person(600, 840)
    plain = np.asarray(opened(take("portrait", encode(picture, "PNG")).content), dtype=int)
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (b"garbage", lab, srgb):
        content = encode(picture, "PNG", icc_profile=profile)
        taken = take("portrait", content)
        assert_bare(taken.content)
        assert np.abs(np.asarray(opened(taken.content), dtype=int) - plain).mean() < 3


def test_dark_and_empty_pictures(encode) -> None:
    assert refusal_code("portrait", encode(Image.new("RGB", (600, 840), "black"), "PNG")) == (
        "too_dark"
    )
    assert refusal_code("portrait", encode(Image.new("RGB", (600, 840), "grey"), "PNG")) == "blank"
    assert refusal_code("proof", encode(Image.new("RGB", (1500, 2000), "white"), "PNG")) == "blank"


@pytest.mark.parametrize("ink", ["black", "#1a2f9c", "#b01020", "#555"])
@pytest.mark.parametrize("paper", ["white", "#d8d4c8"])
def test_signature_is_black_on_white_and_fits(ink: str, paper: str, writing, encode) -> None:
    taken = take("signature", encode(writing(2000, 1000, ink, paper), "JPEG"))
    assert (taken.width, taken.height, taken.format) == (405, 162, "PNG")
    picture = np.asarray(opened(taken.content))
    assert len(taken.content) <= 500_000
    assert picture[0].min() == 255
    assert picture[:, 0].min() == 255
    assert picture.min() < 40
    assert (picture < 128).mean() > 0.02
    assert_bare(taken.content)


def test_signature_on_nothing_stays_black(writing, encode) -> None:
    grey = writing(800, 320).convert("L")
    transparent = Image.new("RGBA", grey.size, (0, 0, 0, 0))
    transparent.putalpha(ImageOps.invert(grey))
    picture = np.asarray(opened(take("signature", encode(transparent, "PNG")).content))
    assert picture[0, 0] == 255
    assert 0.02 < (picture < 128).mean() < 0.35


def test_signature_of_the_right_size_is_not_scaled(writing, encode) -> None:
    first = take("signature", encode(writing(405, 162), "PNG")).content
    again = take("signature", first).content
    ink = [(np.asarray(opened(content)) < 128).sum() for content in (first, again)]
    assert abs(int(ink[0]) - int(ink[1])) < 0.2 * ink[0]


def test_signature_refusals(writing, scene, encode) -> None:
    cases = {
        "signature_blank": Image.new("RGB", (810, 324), "white"),
        "signature_inverted": writing(810, 324, "white", "black"),
        "too_small": writing(90, 60),
        "signature_too_small": ImageOps.expand(writing(140, 100), 250, "white"),
    }
    for code, image in cases.items():
        assert refusal_code("signature", encode(image, "PNG")) == code
    page = Image.new("RGB", (1200, 1100), "white")
    for line in range(12):
        ImageDraw.Draw(page).text(
            (80, 60 + 80 * line), "words of a page " * 5, "black", font_size=28
        )
    of_a_page = refusal_code("signature", encode(page, "PNG"))
    assert of_a_page in ("signature_text", "signature_too_small")
    photo = refusal_code("signature", encode(scene(1200, 800, grain=60), "JPEG"))
    assert photo.startswith("signature_")
    upright = take("signature", encode(writing(810, 324).rotate(90, expand=True), "PNG"))
    assert upright == ChoiceWanted("turn", (3, 1), upright.sheet)


@pytest.mark.parametrize(
    ("width", "height", "file_format", "grain"),
    [
        (4000, 3000, "JPEG", 6),
        (3000, 4000, "JPEG", 20),
        (1600, 1200, "JPEG", 20),
        (1000, 800, "PNG", 10),
        (2200, 2200, "PNG", 90),
        (1200, 6000, "JPEG", 10),
    ],
)
def test_proof_ends_inside_the_band(width, height, file_format, grain, scene, encode) -> None:
    taken = take("proof", encode(scene(width, height, grain), file_format))
    assert 205_000 <= len(taken.content) <= 500_000
    assert (taken.format, taken.remark) == ("JPEG", "")
    assert taken.width <= width
    assert abs(taken.width / taken.height - width / height) < 0.01
    assert opened(taken.content).size == (taken.width, taken.height)
    assert_bare(taken.content)


def test_a_light_proof_is_said_to_be_or_refused(scene, encode) -> None:
    messenger = encode(scene(960, 1280), "JPEG", quality=60)
    assert len(messenger) < 200_000
    taken = take("proof", messenger)
    assert taken.remark == "was_small"
    assert (taken.width, taken.height) == (960, 1280)
    assert 205_000 <= len(taken.content) <= 500_000
    small = encode(scene(600, 800), "JPEG", quality=60)
    assert refusal_code("proof", small) == "proof_unclear"
    assert refusal_code("proof", encode(scene(300, 199), "PNG")) == "too_small"


def test_a_small_proof_grows_only_when_asked(writing, encode) -> None:
    small = encode(writing(700, 500), "JPEG")
    plain = encode(writing(1400, 500), "PNG")
    assert refusal_code("proof", small) == "proof_unclear"
    assert refusal_code("proof", plain) == "proof_plain"
    for content in (small, plain):
        taken = take("proof", content, Treatment(enlarge=True))
        assert taken.remark == "enlarged"
        assert taken.width > taken.original_width
        assert 205_000 <= len(taken.content) <= 500_000


def test_an_unreadable_length_in_a_webp_is_not_trusted(scene, encode) -> None:
    content = bytearray(encode(scene(600, 840), "WEBP"))
    struct.pack_into("<I", content, 4, 0xFFFFFFF0)
    assert refusal_code("portrait", bytes(content)) == "truncated"
