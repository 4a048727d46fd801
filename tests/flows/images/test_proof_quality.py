"""Good documents are taken, unreadable ones refused by name, the ones in between asked about.

The limits were set with other seeds than these.
"""

import random
from collections.abc import Callable
from functools import cache
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw

from flows.images.intake import TakenImage, take
from flows.images.outcome import ImageRefused
from flows.images.quality import check_quality
from flows.images.texts import accepted_text
from tests.house import proof
from tests.images.documents import (
    PAGES,
    certificate,
    decree,
    form,
    id_card,
    insurance,
    note,
    screenshot,
)
from tests.images.photographs import (
    flashed,
    lit,
    noisy,
    on_table,
    shaded,
    shaken,
    taken,
    unfocused,
)

Spoil = Callable[[Image.Image], Image.Image]
PAGE_NAMES = [page.__name__ for page in PAGES]


def judged(content: bytes) -> TakenImage:
    result = take("proof", content)
    assert isinstance(result, TakenImage)
    assert 205_000 <= len(result.content) <= 500_000
    return result


def doubts(content: bytes) -> set[str]:
    return set(judged(content).doubts) - {"doubt_straightened"}


def seeds(number: int) -> tuple[random.Random, np.random.Generator]:
    return random.Random(2000 + number), np.random.default_rng(2000 + number)


@cache
def photograph(name: str, kind: str = "wood", number: int = 0) -> Image.Image:
    """Well lit and sharp, before the sensor's grain."""
    drawing, camera = seeds(number)
    page = {page.__name__: page for page in PAGES}[name](drawing)
    size = (1200, 1600) if page.height > page.width else (1600, 1200)
    laid = on_table(page, camera, kind=kind, size=size).image
    return lit(laid, camera, brightness=0.95, unevenness=0.25)


def grained(image: Image.Image, strength: float = 4) -> bytes:
    return taken(noisy(image, seeds(1)[1], strength))


@pytest.mark.parametrize("kind", ["wood", "grey", "clutter"])
@pytest.mark.parametrize("name", PAGE_NAMES)
def test_a_good_photo_raises_no_doubt(name: str, kind: str) -> None:
    assert doubts(grained(unfocused(photograph(name, kind), 0.7))) == set()


@pytest.mark.parametrize("page", [decree, insurance, certificate, form, id_card])
def test_a_scan_raises_no_doubt(page) -> None:
    drawn = page(seeds(3)[0])
    for scan in (drawn, drawn.convert("L").convert("RGB")):
        assert judged(taken(noisy(scan, seeds(3)[1], 3), 92)).doubts == ()


def test_coloured_and_faint_paper_raises_no_doubt() -> None:
    drawn = decree(seeds(4)[0])
    pink = Image.fromarray((np.asarray(drawn) * np.array([1, 0.85, 0.88])).astype(np.uint8))
    faint = Image.blend(drawn, Image.new("RGB", drawn.size, "white"), 0.5)
    for scan in (pink, faint, drawn.transpose(Image.Transpose.ROTATE_90)):
        assert judged(taken(noisy(scan, seeds(4)[1], 3), 92)).doubts == ()


@pytest.mark.parametrize("is_dark", [False, True])
def test_a_screenshot_raises_no_doubt(is_dark: bool, encode) -> None:
    shot = screenshot(seeds(5)[0], is_dark=is_dark)
    assert judged(encode(shot, "PNG")).doubts == ()
    long = Image.new("RGB", (1080, 2 * shot.height))
    long.paste(shot)
    long.paste(shot, (0, shot.height))
    whole = judged(encode(long, "PNG"))
    assert whole.doubts == ()
    assert whole.width > 700, "a long page must stay readable"


@pytest.mark.parametrize("name", ["decree", "id_card"])
def test_a_shadow_and_a_bright_side_raise_no_doubt(name: str) -> None:
    photo = photograph(name, "dark")
    assert doubts(grained(shaded(photo, seeds(6)[1], 0.5))) == set()
    assert doubts(taken(lit(noisy(photo, seeds(6)[1]), seeds(6)[1], brightness=1.3))) == set()


def test_the_messengers_copy_is_told_to_be_light_but_not_doubted() -> None:
    small = noisy(photograph("decree"), seeds(7)[1], 2).resize(
        (960, 1280), Image.Resampling.LANCZOS
    )
    result = judged(taken(small, 60))
    assert result.remark == "was_small"
    assert not set(result.doubts) - {"doubt_straightened"}
    assert "「文件/原图」" in accepted_text("proof", result)


@pytest.mark.parametrize("seed", range(1, 6))
def test_the_page_of_other_tests_raises_no_doubt(seed: int) -> None:
    assert judged(proof(seed=seed)).doubts == ()


def blurred(radius: float) -> Spoil:
    return lambda image: unfocused(image, radius)


def moved(length: int, angle: float) -> Spoil:
    return lambda image: shaken(image, length, angle)


def dimmed(brightness: float) -> Spoil:
    return lambda image: lit(image, seeds(8)[1], brightness=brightness)


def lamp_beside(brightness: float) -> Spoil:
    """The page in the dark, and a bright lamp at the picture's side."""

    def spoil(image: Image.Image) -> Image.Image:
        dark = dimmed(brightness)(image)
        dark.paste("white", (0, 0, dark.width // 16, dark.height // 3))
        return dark

    return spoil


def dazzled(x: float, y: float, radius: float) -> Spoil:
    return lambda image: flashed(image, x, y, radius)


@pytest.mark.parametrize(
    ("name", "spoil", "code"),
    [
        ("decree", blurred(5), "proof_blurred"),
        ("decree", blurred(10), "proof_blurred"),
        ("decree", blurred(20), "proof_blurred"),
        ("insurance", blurred(3.5), "proof_blurred"),
        ("insurance", blurred(8), "proof_blurred"),
        ("certificate", blurred(8), "proof_blurred"),
        ("note", blurred(9), "proof_blurred"),
        ("form", blurred(8), "proof_blurred"),
        ("id_card", blurred(9), "proof_blurred"),
        ("decree", moved(20, 0), "proof_blurred"),
        ("decree", moved(24, 90), "proof_blurred"),
        ("decree", moved(24, 45), "proof_blurred"),
        ("insurance", moved(16, 20), "proof_blurred"),
        ("note", moved(32, 90), "proof_blurred"),
        ("decree", dimmed(0.15), "too_dark"),
        ("certificate", dimmed(0.15), "too_dark"),
        ("decree", lamp_beside(0.15), "proof_dark"),
        ("insurance", lamp_beside(0.15), "proof_dark"),
        ("id_card", lamp_beside(0.15), "proof_dark"),
        ("decree", dazzled(0.5, 0.45, 0.25), "proof_glare"),
        ("insurance", dazzled(0.45, 0.4, 0.15), "proof_glare"),
        ("certificate", dazzled(0.5, 0.5, 0.2), "proof_glare"),
    ],
)
def test_what_nobody_can_read_is_refused(name: str, spoil: Spoil, code: str) -> None:
    with pytest.raises(ImageRefused) as caught:
        take("proof", grained(spoil(photograph(name, number=9))))
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("name", "spoil", "code"),
    [
        ("decree", blurred(2.4), "doubt_blurred"),
        ("insurance", blurred(1.8), "doubt_blurred"),
        ("certificate", blurred(2.8), "doubt_blurred"),
        ("note", blurred(2.4), "doubt_blurred"),
        ("decree", moved(7, 0), "doubt_blurred"),
        ("decree", dimmed(0.33), "doubt_dark"),
        ("id_card", dimmed(0.33), "doubt_dark"),
        ("insurance", dazzled(0.5, 0.5, 0.09), "doubt_glare"),
        ("certificate", dazzled(0.45, 0.5, 0.09), "doubt_glare"),
    ],
)
def test_what_may_be_readable_is_asked_about(name: str, spoil: Spoil, code: str) -> None:
    content = grained(spoil(photograph(name, number=10)))
    assert doubts(content) == {code}


def test_soft_colours_are_no_blurred_document(scene, encode) -> None:
    """Only paper can be refused as unreadable; whatever else it is, the person decides."""
    assert judged(encode(scene(1600, 1200, grain=20), "JPEG")).doubts in ((), ("doubt_blurred",))


def test_a_page_with_little_on_it_is_not_refused_as_bad() -> None:
    scan = noisy(note(seeds(11)[0]), seeds(11)[1], 3)
    assert judged(taken(scan, 92)).doubts == ()


def test_the_pixels_shown_are_those_of_the_answer() -> None:
    result = judged(grained(photograph("decree")))
    assert Image.open(BytesIO(result.content)).size == (result.width, result.height)


def test_an_empty_form_of_rules_is_not_called_blurred() -> None:
    """Rules have no edge along them; that says nothing about the camera."""
    form_of_rules = Image.new("RGB", (1500, 2000), "white")
    for top in range(100, 1900, 60):
        ImageDraw.Draw(form_of_rules).line((100, top, 1400, top), "black", 3)
    assert check_quality(form_of_rules) == ()
