"""The signature workshop on synthetic photos with the ink's true place, on seeds never tuned on."""

from io import BytesIO
from statistics import median

import pytest
from PIL import Image

from flows.images.intake import TakenImage, take
from flows.images.outcome import ChoiceWanted, ImageRefused, Treatment
from flows.images.signature import HEIGHT, WIDTH, write_out
from flows.images.texts import refusal_text
from tests.house import signature
from tests.images import signatures
from tests.images.no_signatures import MISTAKES
from tests.images.signatures import CONDITIONS, TEST, Photo

LEAST_DICE = 0.93


def likeness(photo: Photo) -> float:
    picture = Image.open(BytesIO(photo.content)).convert("RGBA")
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    written = write_out(ground)
    return signatures.dice(written.page, photo.ink, written.angle)


@pytest.mark.slow
@pytest.mark.parametrize("condition", [*CONDITIONS, "transparent"])
def test_the_ink_that_was_written_is_the_ink_that_is_handed_in(condition: str) -> None:
    found, refusals = [], []
    for seed in TEST:
        if condition == "transparent":
            photo = signatures.transparent(seed)
        else:
            photo = signatures.photo(condition, seed)
        try:
            found.append(likeness(photo))
        except ImageRefused as refused:
            found.append(0.0)
            refusals.append((seed, refused.code))
    assert len(found) >= 10
    assert median(found) >= LEAST_DICE, (found, refusals)
    assert len(refusals) <= 1, refusals


@pytest.mark.slow
@pytest.mark.parametrize("mistake", MISTAKES)
def test_what_is_no_signature_is_refused_by_name(mistake: str) -> None:
    codes, draw = MISTAKES[mistake]
    refused = []
    for seed in (9100, 9101, 9102):
        content = BytesIO()
        draw(seed).convert("RGB").save(content, "JPEG", quality=90)
        try:
            take("signature", content.getvalue())
        except ImageRefused as caught:
            refused.append(caught)
    assert {refusal.code for refusal in refused} <= codes
    assert all(refusal_text(refusal) for refusal in refused)
    # A cut that falls between two characters leaves nothing that could be seen.
    assert len(refused) >= (2 if mistake.startswith("cut") else 3)


def test_a_finished_signature_is_black_on_white_and_has_a_preview() -> None:
    taken = take("signature", signature())
    assert isinstance(taken, TakenImage)
    page = Image.open(BytesIO(taken.content))
    assert page.size == (WIDTH, HEIGHT) == (405, 162)
    assert page.convert("L").getextrema()[0] < 40
    assert page.convert("L").getpixel((0, 0)) == 255
    assert Image.open(BytesIO(taken.preview)).width <= 900


@pytest.mark.parametrize("turns", [1, 3])
def test_a_vertical_signature_is_asked_about_once(turns: int) -> None:
    content = BytesIO()
    upright = Image.open(BytesIO(signature())).rotate(90 * turns, expand=True)
    upright.save(content, "PNG")
    asked = take("signature", content.getvalue())
    assert isinstance(asked, ChoiceWanted)
    assert (asked.what, asked.choices) == ("turn", (3, 1))
    assert asked.sheet.startswith(b"\xff\xd8")
    settled = take("signature", content.getvalue(), Treatment(quarter_turns=turns))
    assert isinstance(settled, TakenImage)
