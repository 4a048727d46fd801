"""HEIC and PDF as they are meant to be used: the right way up, the right page."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw

from flows.images.heic import read_heic
from flows.images.intake import take
from flows.images.jpeg import read_jpeg
from flows.images.outcome import ChoiceWanted, ImageRefused, Treatment
from flows.images.pdf import read_page
from flows.images.pixels import decode
from flows.images.taken import TakenImage
from tests.images.drawn import encoded, page
from tests.images.sources import bars, pdf

UNDO = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
RED, BLUE, GREEN, GREY = (220, 30, 30), (30, 30, 220), (30, 200, 30), (120, 120, 120)


def quarters() -> Image.Image:
    """Four colours, so that every turn and every mirror is seen."""
    image = Image.new("RGB", (600, 840), GREY)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 299, 419), fill=RED)
    draw.rectangle((300, 0, 599, 419), fill=BLUE)
    draw.rectangle((0, 420, 299, 839), fill=GREEN)
    return image


def corners(image: Image.Image) -> list[tuple[int, int, int]]:
    """The colour in each quarter in reading order."""
    colours = []
    for x, y in ((1, 1), (3, 1), (1, 3), (3, 3)):
        seen = image.getpixel((x * image.width // 4, y * image.height // 4))
        distances = [np.abs(np.subtract(seen, c)).sum() for c in (RED, BLUE, GREEN, GREY)]
        colours.append((RED, BLUE, GREEN, GREY)[int(np.argmin(distances))])
    return colours


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("orientation", UNDO)
@pytest.mark.parametrize("file_format", ["HEIF", "JPEG"])
def test_turned_once_and_then_as_wished(file_format: str, orientation: int, turns: int) -> None:
    undo = UNDO[orientation]
    stored = quarters() if undo is None else quarters().transpose(undo)
    exif = Image.Exif()
    exif[0x0112] = orientation
    content = encoded(stored, file_format, exif=exif.tobytes())
    read = read_heic if file_format == "HEIF" else read_jpeg
    container = read(content).turned(turns)
    upright = quarters().rotate(-90 * turns, expand=True)
    assert container.upright_size == upright.size
    image = decode(container, (90, 90))
    assert corners(image) == corners(upright)
    assert image.width / image.height == pytest.approx(upright.width / upright.height, rel=0.03)


def test_a_turn_reaches_every_format() -> None:
    for file_format in ("PNG", "WEBP", "JPEG", "HEIF"):
        taken = take(
            "proof", encoded(page(1000, 1400, 20), file_format), Treatment(quarter_turns=1)
        )
        assert isinstance(taken, TakenImage)
        assert (taken.width, taken.height) == (1400, 1000)
        assert (taken.original_width, taken.original_height) == (1400, 1000)


def test_several_pages_are_asked_for_and_each_can_be_had() -> None:
    content = pdf([bars(n, 2000 + 900 * n) for n in range(3)])
    wanted = take("proof", content)
    assert isinstance(wanted, ChoiceWanted)
    assert (wanted.what, wanted.choices) == ("page", (1, 2, 3))
    with Image.open(BytesIO(wanted.sheet)) as sheet:
        assert sheet.format == "JPEG"
    darkness = []
    for number in wanted.choices:
        taken = take("proof", content, Treatment(page=number))
        assert isinstance(taken, TakenImage)
        assert max(taken.width, taken.height) in range(1400, 2110)
        assert taken.remark == ""
        darkness.append(-np.asarray(Image.open(BytesIO(taken.content)).convert("L")).mean())
    assert darkness == sorted(darkness)
    assert darkness[0] < darkness[2] - 5
    for number in (4, 99):
        with pytest.raises(ImageRefused) as caught:
            take("proof", content, Treatment(page=number))
        assert (caught.value.code, caught.value.facts) == (
            "pdf_no_page",
            {"page": number, "count": 3},
        )


def test_a_hundred_pages_are_many_enough() -> None:
    wanted = take("proof", pdf([b""] * 100))
    assert isinstance(wanted, ChoiceWanted)
    assert len(wanted.choices) == 100
    with pytest.raises(ImageRefused, match="pdf_too_long"):
        take("proof", pdf([b""] * 101))


def test_a_broken_page_does_not_hide_the_others() -> None:
    content = pdf([bars(), b"\xff\xfe nonsense ( [ <<", bars(2)])
    wanted = take("proof", content)
    assert isinstance(wanted, ChoiceWanted)
    assert len(wanted.choices) == 3


def test_a_page_lies_as_it_is_shown() -> None:
    for turned, size in (("/Rotate 0", (595, 842)), ("/Rotate 90", (842, 595))):
        width, height = read_page(pdf([bars()], page=turned), 1, 200).upright_size
        assert width / height == pytest.approx(size[0] / size[1], rel=0.01)
    turned = take("proof", pdf([bars()]), Treatment(quarter_turns=3))
    assert isinstance(turned, TakenImage)
    assert turned.width > turned.height


@pytest.mark.parametrize("sides", ["0 0 14400 14400", "0 0 1e9 1e9", "0 0 14400 300", "0 0 1 1"])
def test_no_page_is_drawn_too_large(sides: str) -> None:
    width, height = read_page(pdf([b""], box=sides), 1, 300).upright_size
    assert 1 <= width * height <= 12_100_000
    assert max(width, height) <= 8000


def test_a_script_is_not_run() -> None:
    """It would never end."""
    script = "/OpenAction << /S /JavaScript /JS (while\\(true\\){}) >>"
    assert isinstance(take("proof", pdf([bars()], root=script)), TakenImage)
