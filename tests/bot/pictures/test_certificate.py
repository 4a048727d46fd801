"""The preview: its size, its warning, and both pictures in their places."""

from datetime import date
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageChops

from bot.pictures.certificate import HEIGHT, WIDTH, Certificate, draw_certificate
from bot.pictures.demo_people import demo_pictures
from bot.pictures.fonts import SERIF, font

PORTRAIT, SIGNATURE = demo_pictures("王䶮")


def drawn(
    name: str = "王䶮",
    speciality: str = "注册化工工程师",
    enterprise: str = "示例设计院有限公司",
    portrait: bytes = PORTRAIT,
    signature: bytes = SIGNATURE,
    number: str = "",
    valid_until: date | None = None,
) -> Image.Image:
    certificate = Certificate(
        name, "女", date(1990, 1, 2), speciality, enterprise, number, valid_until
    )
    content = draw_certificate(certificate, portrait, signature)
    picture = Image.open(BytesIO(content))
    assert (picture.format, picture.size) == ("JPEG", (WIDTH, HEIGHT))
    return picture.convert("RGB")


def encoded(image: Image.Image) -> bytes:
    content = BytesIO()
    image.save(content, "PNG")
    return content.getvalue()


def changed(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int] | None:
    """The box in which two drawings differ by more than JPEG's noise."""
    difference = ImageChops.difference(one, other).convert("L")
    return difference.point([255 if level > 60 else 0 for level in range(256)]).getbbox()


def test_the_portrait_is_shown_at_its_size() -> None:
    box = changed(drawn(), drawn(portrait=encoded(Image.new("RGB", (295, 413), "black"))))
    assert box is not None
    assert (box[2] - box[0], box[3] - box[1]) == pytest.approx((295, 413), abs=4)


def test_the_paper_of_the_signature_vanishes() -> None:
    blank = drawn(signature=encoded(Image.new("L", (405, 162), 255)))
    box = changed(drawn(), blank)
    assert box is not None
    assert box[2] - box[0] <= 405
    assert box[3] - box[1] <= 162
    paper = np.median(np.asarray(blank.crop(box)), axis=(0, 1))
    assert paper == pytest.approx((251, 248, 239), abs=2)


@pytest.mark.parametrize(
    "name",
    [
        "阿卜杜热依木·麦麦提图尔荪托合提",
        "阿卜杜热合曼·麦麦提吐尔逊江·买买提明",
        "䶮" * 40,
        "W" * 60,
    ],
)
def test_long_names_and_enterprises_stay_inside_the_frame(name: str) -> None:
    usual = drawn()
    box = changed(usual, drawn(name, "注册公用设备工程师（给水排水）" * 2, "勘察设计" * 20))
    assert box is not None
    assert box[0] > 150
    assert box[2] < WIDTH - 140
    portrait = usual.crop((795, 502, 1090, 915))
    assert changed(portrait, drawn(name).crop((795, 502, 1090, 915))) is None


def test_pictures_of_another_size_are_fitted() -> None:
    large = encoded(Image.new("RGB", (900, 900), "red"))
    assert drawn(portrait=large, signature=large).size == (WIDTH, HEIGHT)


def test_an_enterprise_may_be_missing() -> None:
    assert changed(drawn(), drawn(enterprise="")) is not None


def test_number_and_validity_stand_on_it_once_registered() -> None:
    later = drawn()
    registered = drawn(number="F234400017", valid_until=date(2028, 3, 1))
    box = changed(later, registered)
    assert box is not None
    # Two rows of their own, below speciality and enterprise.
    assert 1180 < box[1] < box[3] < 1420
    assert changed(registered, drawn(number="F234400018", valid_until=date(2028, 3, 1)))


@pytest.mark.parametrize("name", ["䶮", "阿卜杜热依木·麦麦提图尔荪托合提"])
def test_rare_and_long_names_are_drawn_and_not_the_empty_box(name: str) -> None:
    missing = "".join("\U0010fffe" if character in name else character for character in name)
    assert changed(drawn(name), drawn(missing)) is not None
    face = font(42, SERIF)
    nothing = bytes(face.getmask("\U0010fffe"))
    assert [each for each in name if bytes(face.getmask(each)) == nothing] == []
