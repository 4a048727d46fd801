"""Pages that lie otherwise than they should, and words with mistakes in them."""

from math import cos, pi, radians, sin

import pytest

from flows.images.papers.levelling import (
    Word,
    is_legible,
    is_on_its_side,
    levelled,
    tilt_of,
    turned_left,
)
from flows.images.papers.matching import Match, nearest

SIZE = (1600, 1200)


def word(text: str, left: float, top: float, width: float, height: float, angle: float) -> Word:
    """A word of a page that was turned by `angle` radians about the picture's centre."""
    x, y = SIZE[0] / 2, SIZE[1] / 2
    corners = []
    for px, py in (
        (left, top),
        (left + width, top),
        (left + width, top + height),
        (left, top + height),
    ):
        dx, dy = px - x, py - y
        corners.append(
            (x + dx * cos(angle) - dy * sin(angle), y + dx * sin(angle) + dy * cos(angle))
        )
    return Word(text, 0.99, tuple(corners))


def page(angle: float) -> list[Word]:
    return [
        word("管理号：", 200, 300, 160, 40, angle),
        word("2019110633100001", 1000, 302, 320, 40, angle),
        word("照片", 300, 600, 80, 40, angle),
    ]


@pytest.mark.parametrize("degrees", [-7, -2, 0, 2, 5])
def test_a_tilted_page_is_levelled(degrees: float) -> None:
    words = page(radians(degrees))
    assert tilt_of(words) == pytest.approx(radians(degrees), abs=1e-6)
    label, value, _ = levelled(words, tilt_of(words), SIZE)
    assert (label.box.left, label.box.top) == (pytest.approx(200), pytest.approx(300))
    assert label.box.shares_row(value.box)


def test_a_page_on_its_side() -> None:
    words = [
        word("管理号：", 700, 560, 160, 40, pi / 2),
        word("2019110633100001", 700, 700, 320, 40, pi / 2),
    ]
    assert is_on_its_side(words)
    assert not is_on_its_side(page(0.0))
    turned = turned_left(words, SIZE[0])
    assert not is_on_its_side(turned)
    first, second = levelled(turned, tilt_of(turned), (SIZE[1], SIZE[0]))
    assert first.box.top < second.box.top
    assert first.box.width == pytest.approx(160)


def test_what_is_legible() -> None:
    assert is_legible(page(0.0))
    assert not is_legible([])
    assert not is_legible([Word("好" * 30, 0.6, page(0.0)[0].corners)])


def test_no_lines_no_tilt() -> None:
    assert tilt_of([]) == 0.0
    assert tilt_of([word("照片", 300, 600, 80, 40, 0.3)]) == 0.0


@pytest.mark.parametrize(
    ("wanted", "text", "most", "match"),
    [
        ("管理号", "证书管理号:1", 1, Match(2, 5, 0)),
        ("管理号", "证书管埋号:1", 1, Match(2, 5, 1)),
        ("批准日期", "批准期:2", 1, Match(0, 3, 1)),
        ("批准日期", "出生日期:2", 1, None),
        ("华东建筑设计院", "由华东建箔设汁院出具", 2, Match(1, 8, 2)),
        ("长", "", 0, None),
    ],
)
def test_nearest(wanted: str, text: str, most: int, match: Match | None) -> None:
    assert nearest(wanted, text, most) == match
