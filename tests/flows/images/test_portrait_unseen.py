"""Where no face can be looked for, the middle of a picture of about the right shape is taken."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from flows.images.outcome import ImageRefused
from flows.images.portrait_unseen import centred_portrait
from flows.images.texts import sentences
from tests.images.drawn import photo


@pytest.mark.parametrize(
    ("width", "height", "code"),
    [
        (295, 413, None),
        (600, 1000, None),
        (800, 1000, None),
        (294, 413, "too_small"),
        (295, 412, "too_small"),
        (599, 1000, "portrait_wrong_shape"),
        (801, 1000, "portrait_wrong_shape"),
        (413, 295, "portrait_wrong_shape"),
    ],
)
def test_shapes(width: int, height: int, code: str | None) -> None:
    picture = photo(width, height)
    if code is None:
        made = centred_portrait(picture)
        assert (made.width, made.height) == (295, 413)
        assert made.doubts == ("doubt_face_not_looked_for",)
        assert "没有自动找人脸" in sentences()[made.doubts[0]]
        assert Image.open(BytesIO(made.preview)).width <= 900
    else:
        with pytest.raises(ImageRefused) as caught:
            centred_portrait(picture)
        assert caught.value.code == code


def test_cropped_at_the_centre() -> None:
    wide = Image.new("RGB", (800, 1000), "blue")
    ImageDraw.Draw(wide).rectangle((350, 0, 450, 999), fill="red")
    picture = Image.open(BytesIO(centred_portrait(wide).content)).convert("RGB")
    assert picture.getpixel((147, 200))[0] > 200
    assert picture.getpixel((5, 200))[2] > 200
    assert picture.getpixel((289, 200))[2] > 200
