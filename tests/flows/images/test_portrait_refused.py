"""What is no portrait ends in the refusal that says what to do."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

import flows.images
from flows.images.faces import can_find_faces, find_faces
from flows.images.intake import take
from flows.images.outcome import ImageRefused
from flows.images.texts import refusal_text, sentences
from tests.images import drawn
from tests.images.portraits import Standing, blurred, cat, garden, lit, photo

ONE = Standing(0, 300, (300, 400))


def backlit() -> Image.Image:
    """Somebody before a bright window."""
    dark = lit(photo([ONE], wall=(0, 0, 0)), 0.2)
    sheet = photo([ONE], wall=(0, 255, 0))
    is_wall = sheet.split()[1].point(lambda level: 255 if level > 240 else 0)
    dark.paste((250, 250, 250), mask=is_wall)
    return dark


REFUSED: dict[str, tuple[Callable[[], Image.Image], str]] = {
    "scenery": (lambda: drawn.photo(900, 1200), "portrait_no_face"),
    "a garden": (lambda: garden((900, 1200)), "portrait_no_face"),
    "a document": (lambda: drawn.page(480, 672), "portrait_no_face"),
    "a cat": (lambda: cat((700, 900)), "portrait_no_face"),
    "an empty wall": (lambda: photo([]), "blank"),
    "from behind": (
        lambda: photo([ONE]).crop((0, 0, 600, 160)).resize((600, 840)),
        "portrait_no_face",
    ),
    "two people": (
        lambda: photo([Standing(0, 190, (160, 380)), Standing(1, 200, (440, 380))]),
        "portrait_several_faces",
    ),
    "three people": (
        lambda: photo([Standing(n, 200, (180 + 300 * n, 450)) for n in range(3)], (1000, 900)),
        "portrait_several_faces",
    ),
    "far away": (lambda: photo([Standing(0, 80, (300, 400))]), "portrait_face_small"),
    "cut at the side": (lambda: photo([Standing(0, 300, (15, 400))]), "portrait_face_cut"),
    "cut below": (lambda: photo([Standing(0, 300, (300, 740))]), "portrait_face_cut"),
    "too close": (lambda: photo([Standing(0, 640, (300, 420))]), "portrait_too_close"),
    "no shoulders": (lambda: photo([Standing(0, 300, (300, 640))]), "portrait_too_close"),
    "hair at the border": (lambda: photo([Standing(0, 300, (300, 160))]), "portrait_too_close"),
    "out of focus": (lambda: blurred(photo([ONE]), 9), "portrait_blurred"),
    "a dark room": (lambda: lit(photo([ONE]), 0.12), "too_dark"),
    "against the light": (backlit, "portrait_face_dark"),
    "overexposed": (lambda: lit(photo([ONE]), 1.7), "portrait_face_bright"),
    "behind glass": (lambda: lit(photo([ONE]), 0.1, 140), "portrait_face_flat"),
    "leaning 25 degrees": (lambda: photo([Standing(0, 300, (300, 400), 25)]), "portrait_tilted"),
    "leaning -18 degrees": (lambda: photo([Standing(3, 300, (300, 400), -18)]), "portrait_tilted"),
}


def refused(image: Image.Image) -> ImageRefused:
    with pytest.raises(ImageRefused) as caught:
        take("portrait", drawn.encoded(image, "JPEG", quality=90))
    return caught.value


@pytest.mark.parametrize("name", REFUSED)
def test_refused_by_name(name: str) -> None:
    make, code = REFUSED[name]
    refusal = refused(make())
    assert refusal.code == code
    told = refusal_text(refusal)
    assert "{" not in told
    assert "请" in told


@pytest.mark.parametrize("degrees", [-28, -18, 16, 22, 30])
def test_a_lean_is_measured(degrees: int) -> None:
    refusal = refused(photo([Standing(1, 260, (300, 400), degrees)]))
    assert refusal.code == "portrait_tilted"
    assert abs(int(refusal.facts["degrees"]) - abs(degrees)) <= 2


def test_facts_are_counted() -> None:
    two = REFUSED["two people"][0]()
    assert refused(two).facts == {"count": 2}
    small = refused(REFUSED["far away"][0]())
    assert 60 < int(small.facts["height"]) < 100


def test_every_doubt_has_its_sentence() -> None:
    sources = Path(flows.images.__file__).parent.rglob("*.py")
    source = "".join(path.read_text(encoding="utf-8") for path in sources)
    meant = set(re.findall(r'"(doubt_[a-z_]+)"', source))
    written = {code for code in sentences() if code.startswith("doubt_")}
    assert written == meant


def test_the_detector_is_there_and_finds_nothing_in_next_to_nothing() -> None:
    assert can_find_faces()
    for size in ((1, 1), (3, 500), (500, 3), (37, 51)):
        assert find_faces(Image.new("RGB", size, "grey")) == []
