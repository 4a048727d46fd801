"""Portraits worth taking: cut where the face truly is, whatever the photo around it."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from flows.images.faces import find_faces
from flows.images.intake import take
from flows.images.outcome import Treatment
from flows.images.taken import TakenImage
from flows.images.texts import accepted_text
from tests.images.drawn import encoded
from tests.images.portraits import WALL, Standing, blurred, garden, lit, noisy, photo

Change = Callable[[Image.Image], Image.Image]


USUAL = Standing()


@dataclass(frozen=True)
class Case:
    """One photo; `doubts` are all that may be left to the person's eye."""

    standing: Standing = USUAL
    size: tuple[int, int] = (600, 840)
    change: Change = lambda image: image
    file_format: str = "JPEG"
    doubts: frozenset[str] = frozenset()


def doubts(*codes: str) -> frozenset[str]:
    return frozenset(codes)


CASES = {
    "usual": Case(),
    "the least that is enough": Case(Standing(0, 170, (148, 205)), (295, 413)),
    "already cut": Case(Standing(3, 210, (148, 207)), (295, 413)),
    "a phone's 12 MP": Case(Standing(1, 1100, (1500, 1700)), (3000, 4000)),
    "a small part of 12 MP": Case(Standing(2, 300, (1300, 1200)), (3000, 4000)),
    "48 MP": Case(
        Standing(0, 375, (750, 850)), (1500, 2000), lambda image: image.resize((6000, 8000))
    ),
    "on the left": Case(Standing(5, 220, (210, 380))),
    "low on the picture": Case(Standing(7, 260, (300, 580))),
    "one person on a wide photo": Case(Standing(4, 400, (2600, 1300)), (4000, 3000)),
    "square": Case(Standing(6, 420, (500, 480)), (1000, 1000)),
    "leaning 5 degrees": Case(Standing(tilt=-5)),
    "leaning 8 degrees": Case(Standing(2, tilt=8), doubts=doubts("doubt_tilted")),
    "noise of an evening": Case(change=lambda image: noisy(image, 12)),
    "slightly soft": Case(change=lambda image: blurred(image, 2)),
    "darkish": Case(Standing(2), change=lambda image: lit(image, 0.6)),
    "dim": Case(change=lambda image: lit(image, 0.4), doubts=doubts("doubt_dim")),
    "lightish": Case(Standing(1), change=lambda image: lit(image, 1.15)),
    "little contrast": Case(change=lambda image: lit(image, 0.5, 70)),
    "png": Case(Standing(8), file_format="PNG"),
    "webp": Case(Standing(9), file_format="WEBP"),
    "heic": Case(Standing(5), (1200, 1680), file_format="HEIF"),
    "black and white": Case(
        change=lambda image: image.convert("L"), doubts=doubts("doubt_colourless")
    ),
}


def taken_as_portrait(image: Image.Image, file_format: str = "JPEG") -> TakenImage:
    taken = take("portrait", encoded(image, file_format))
    assert isinstance(taken, TakenImage)
    assert (taken.width, taken.height, taken.format) == (295, 413, "JPEG")
    assert len(taken.content) <= 500_000
    return taken


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


def assert_face_is_framed(taken: TakenImage) -> None:
    """By the detector; the next test asks the drawing."""
    face = find_faces(opened(taken.content))[0]
    across, down = face.centre
    assert abs(across - 147) < 18
    assert abs(down - 207) < 30
    assert 0.33 < face.height / 413 < 0.60


@pytest.mark.parametrize("name", CASES)
def test_accepted_and_framed(name: str) -> None:
    case = CASES[name]
    image = case.change(photo([case.standing], case.size))
    taken = taken_as_portrait(image, case.file_format)
    assert taken.remark == ""
    assert set(taken.doubts) == case.doubts
    assert_face_is_framed(taken)


@pytest.mark.parametrize("seed", [0, 1, 2, 3, 5, 6, 7, 8])
def test_the_truth_about_where_the_face_is(seed: int) -> None:
    """Against the drawing itself, not against the detector that cut it."""
    face, centre, size = 300.0, (520.0, 610.0), (1100, 1500)
    wall = Image.new("RGB", size, WALL)
    image = photo([Standing(seed, face, centre)], size, wall)
    marked = image.copy()
    # A dot between the eyes and one on the chin, too small for a detector to mind.
    for down in (-20, 140):
        marked.paste((0, 255, 0), (518, 610 + down - 2, 523, 610 + down + 3))
    made = opened(taken_as_portrait(marked, "PNG").content)
    levels = np.asarray(made, dtype=int)
    is_dot = levels[..., 1] > levels[..., ::2].max(2) + 60
    dots = [(int(x), int(y)) for y, x in np.argwhere(is_dot)]
    top, bottom = dots[0], dots[-1]
    scale = (bottom[1] - top[1]) / 160
    assert abs(face * scale / 413 - 1 / 1.95) < 0.05
    assert abs((top[0] + bottom[0]) / 2 - 147) < 10
    middle = top[1] + 20 * scale
    assert abs(middle / 413 - 0.5026) < 0.04


def test_high_hair_is_given_room() -> None:
    for seed in (4, 9):
        taken = taken_as_portrait(photo([Standing(seed, 280, (300, 420))]))
        assert "doubt_top_cut" not in taken.doubts
        face = find_faces(opened(taken.content))[0]
        assert 0.38 < face.height / 413 < 0.48


@pytest.mark.parametrize("quarter_turns", [1, 2, 3])
def test_a_turned_one_is_set_upright_and_said_to_be(quarter_turns: int) -> None:
    image = photo([Standing(quarter_turns, 280, (300, 380))])
    lying = image.rotate(90 * quarter_turns, expand=True)
    taken = taken_as_portrait(lying)
    assert taken.remark == "turned"
    assert accepted_text("portrait", taken).startswith("已帮您转正")
    assert_face_is_framed(taken)
    plain = taken_as_portrait(image)
    small = [opened(one.content).convert("L").resize((8, 11)) for one in (taken, plain)]
    differences = zip(small[0].tobytes(), small[1].tobytes(), strict=True)
    assert max(abs(one - other) for one, other in differences) < 40


def test_what_the_person_turned_is_left_so() -> None:
    lying = photo([Standing()]).rotate(90, expand=True)
    taken = take("portrait", encoded(lying, "JPEG"), Treatment(quarter_turns=1))
    assert isinstance(taken, TakenImage)
    assert taken.remark == ""
    assert_face_is_framed(taken)


def test_what_is_left_to_the_eye() -> None:
    plain = photo([Standing()])
    assert taken_as_portrait(plain).doubts == ()
    wild = taken_as_portrait(photo([Standing()], wall=garden((600, 840))))
    assert wild.doubts == ("doubt_background",)
    beside = photo([Standing(2, 62, (175, 250)), Standing(1, 260, (330, 400))])
    assert "doubt_other_face" in taken_as_portrait(beside).doubts
    aside = taken_as_portrait(photo([Standing(0, 260, (160, 380))]))
    assert "doubt_off_centre" in aside.doubts
    bun = taken_as_portrait(photo([Standing(4, 280, (300, 250))]))
    assert "doubt_top_cut" in bun.doubts
    shadow = plain.copy()
    shadow.paste(lit(plain.crop((300, 0, 600, 840)), 0.4), (300, 0))
    assert "doubt_one_sided" in taken_as_portrait(shadow).doubts


def test_far_behind_and_out_of_the_frame_nobody_counts() -> None:
    far = photo([Standing(2, 60, (70, 120)), Standing(1, 260, (340, 440))])
    assert "doubt_other_face" not in taken_as_portrait(far).doubts


def test_a_plain_background_is_carried_on_above_the_head() -> None:
    image = noisy(photo([Standing(8, 300, (300, 208))]), 4)
    taken = taken_as_portrait(image)
    assert "doubt_filled" in taken.doubts
    strip = opened(taken.content).crop((20, 0, 275, 12)).resize((1, 1))
    assert all(abs(a - b) < 8 for a, b in zip(strip.getpixel((0, 0)), WALL, strict=True))


def test_the_preview_shows_both() -> None:
    for image in (photo([Standing()]), photo([Standing(1, 400, (2600, 1300))], (4000, 3000))):
        preview = taken_as_portrait(image).preview
        shown = Image.open(BytesIO(preview))
        assert shown.format == "JPEG"
        assert shown.width <= 900
        assert 10_000 < len(preview) < 80_000
        left = np.asarray(shown.convert("RGB").crop((0, 0, shown.width - 320, shown.height)))
        red, green, blue = (left[..., channel] for channel in range(3))
        assert ((red > 170) & (green < 110) & (blue < 110)).sum() > 200
