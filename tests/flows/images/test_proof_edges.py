"""A sheet on a table is cut out where that is clear; nothing of it is ever cut off."""

import random
from functools import cache
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw

from bot.pictures.fonts import font
from flows.images.edges import find_page
from flows.images.intake import TakenImage, take
from flows.images.outcome import Treatment
from flows.images.straighten import straightened
from flows.images.texts import accepted_text
from tests.images.documents import certificate, decree, insurance, screenshot
from tests.images.photographs import (
    Photograph,
    lit,
    noisy,
    on_table,
    shaded,
    taken,
    unfocused,
)

PAGES = {"decree": decree, "insurance": insurance, "certificate": certificate}


@cache
def drawn(name: str, number: int = 1) -> Image.Image:
    return PAGES[name](random.Random(3000 + number))


def photo(name: str, number: int, kind: str, turn: float = 8, skew: float = 0.04) -> Photograph:
    page, seed = drawn(name), np.random.default_rng(3000 + number)
    size = (1200, 1600) if page.height > page.width else (1600, 1200)
    share = seed.uniform(0.68, 0.88) - skew
    laid = on_table(page, seed, kind=kind, size=size, share=share, turn=turn, skew=skew)
    seen = noisy(lit(unfocused(laid.image, 0.7), seed, unevenness=0.3), seed, 5)
    return Photograph(seen, laid.corners)


def outside(found: np.ndarray, corners: list[tuple[float, float]]) -> float:
    """How many pixels the true page reaches beyond the found one."""
    beyond = 0.0
    for here, after in zip(found, np.roll(found, -1, axis=0), strict=True):
        along = (after - here) / np.hypot(*(after - here))
        for x, y in corners:
            beyond = max(beyond, along[1] * (x - here[0]) - along[0] * (y - here[1]))
    return beyond


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("kind", ["wood", "dark", "grey", "cloth"])
def test_the_four_corners_are_found(kind: str, number: int) -> None:
    name = list(PAGES)[number]
    seen = photo(name, number + 10 * len(kind), kind, turn=(2, 8, 12)[number])
    found = find_page(seen.image)
    assert found is not None
    assert np.abs(found - np.array(seen.corners)).max() < 0.004 * max(seen.image.size)
    page = straightened(seen.image, found)
    drawing = drawn(name)
    assert abs(page.width / page.height * drawing.height / drawing.width - 1) < 0.12
    # Some of the table shows at all four sides: the margin is wider than the error.
    assert outside(found, seen.corners) < 0.006 * min(page.size)


def test_the_straightened_page_is_where_the_drawing_is() -> None:
    seen = photo("decree", 1, "dark", turn=10)
    found = find_page(seen.image)
    assert found is not None
    page = straightened(seen.image, found).convert("L").resize((418, 591))
    drawing = Image.new("L", page.size, "white")
    drawing.paste(drawn("decree").convert("L").resize((413, 584), Image.Resampling.BOX), (2, 3))
    inner = np.s_[20:-20, 20:-20]
    one, other = (np.asarray(image, dtype=float)[inner].ravel() for image in (page, drawing))
    assert np.corrcoef(one, other)[0, 1] > 0.6


def written_beside(image: Image.Image, corners: list[tuple[float, float]]) -> None:
    y = min(corners[0][1], corners[1][1]) - 50
    ImageDraw.Draw(image).text((300, max(y, 4)), "附件编号二〇二六", "white", font(34))


def second_sheet(image: Image.Image, _: object) -> None:
    image.paste(drawn("decree").resize((260, 370)), (image.width - 130, image.height - 220))


def things(image: Image.Image, _: object) -> None:
    ImageDraw.Draw(image).line((20, 60, 40, image.height - 40), (200, 30, 30), 14)


@pytest.mark.parametrize("kind", ["dark", "wood"])
@pytest.mark.parametrize("spoil", [written_beside, second_sheet, things])
def test_whatever_else_lies_there_is_not_cut_off(spoil, kind: str) -> None:
    seen = photo("decree", 5, kind, turn=3)
    assert find_page(seen.image) is not None
    spoil(seen.image, seen.corners)
    assert find_page(seen.image) is None


@pytest.mark.parametrize("depth", [0.5, 0.65, 0.8])
@pytest.mark.parametrize("kind", ["dark", "cloth", "wood"])
def test_a_page_partly_in_shadow_is_whole_or_left_alone(kind: str, depth: float) -> None:
    for number in range(2):
        seen = photo("decree", 20 + number, kind)
        found = find_page(shaded(seen.image, np.random.default_rng(3100 + number), depth))
        if found is not None:
            assert outside(found, seen.corners) < 0.006 * 1200


def test_a_page_that_leaves_the_picture_is_left_alone() -> None:
    seen = photo("decree", 7, "dark", turn=3)
    right = int(max(x for x, _ in seen.corners))
    assert find_page(seen.image.crop((0, 0, right - 30, seen.image.height))) is None


@pytest.mark.parametrize("ground", [(140, 20, 30), (20, 60, 120), (200, 170, 90)])
def test_writing_around_a_panel_stays(ground: tuple[int, int, int]) -> None:
    cover = Image.new("RGB", (1500, 2000), ground)
    cover.paste(drawn("decree").resize((1100, 1500)), (200, 250))
    ImageDraw.Draw(cover).text((300, 1850), "编号 20260001", (230, 200, 120), font(30))
    assert find_page(cover) is None


@pytest.mark.parametrize("kind", ["clutter", "white"])
def test_an_unclear_ground_is_left_alone(kind: str) -> None:
    assert find_page(photo("decree", 8, kind).image) is None


def test_scans_and_screenshots_are_left_alone() -> None:
    for name in PAGES:
        assert find_page(drawn(name)) is None
    for is_dark in (False, True):
        assert find_page(screenshot(random.Random(3), is_dark=is_dark)) is None


def test_the_person_sees_both_and_may_keep_the_original() -> None:
    seen = photo("decree", 9, "wood")
    content = taken(seen.image)
    cut = take("proof", content)
    assert isinstance(cut, TakenImage)
    assert cut.doubts == ("doubt_straightened",)
    assert "请确认四边内容完整" in accepted_text("proof", cut)
    preview = Image.open(BytesIO(cut.preview))
    assert (preview.format, preview.width <= 900) == ("JPEG", True)
    assert preview.width > 700
    whole = take("proof", content, Treatment(as_it_is=True))
    assert isinstance(whole, TakenImage)
    assert (whole.doubts, whole.preview) == ((), b"")
    assert (whole.width, whole.height) == seen.image.size
    assert cut.width * cut.height < whole.width * whole.height
    assert min(len(cut.content), len(whole.content)) >= 205_000
    assert max(len(cut.content), len(whole.content)) <= 500_000


def test_a_small_page_on_a_large_photo_keeps_its_detail() -> None:
    page = drawn("insurance")
    seed = np.random.default_rng(3200)
    laid = on_table(page, seed, kind="dark", size=(2400, 3200), share=0.6)
    result = take("proof", taken(noisy(laid.image, seed, 3)))
    assert isinstance(result, TakenImage)
    assert result.doubts == ("doubt_straightened",)
    # Of the 2400 x 3200 the page has about 0.6; half of that would be unreadable.
    assert result.width > 1250
