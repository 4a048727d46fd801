"""A walk-through is small, legible, and has every scene in it."""

from io import BytesIO

import pytest
from PIL import Image

from bot.pictures.bubble import MORE, drawable, fitted
from bot.pictures.fonts import font, has_glyph
from bot.pictures.phone import HEIGHT, WIDTH, draw_screen
from bot.pictures.scene import Scene
from bot.pictures.walkthrough import draw_walkthrough, screens

LIMIT = 1_500_000
SCENES = (
    Scene(heading="初始注册", asked="请选择：", rows=(("考试", "特许"),), tapped="考试"),
    Scene(heading="初始注册", place="1/3", done=1 / 3, asked="请输入", typed="2023-12-01"),
    Scene(heading="初始注册", asked="请发照片", sent="portrait", hint="正面、免冠"),
    Scene(heading="初始注册", asked="请发签名", sent="signature"),
    Scene(heading="初始注册", asked="请发证明", sent="proof"),
    Scene(heading="初始注册", asked="已上报"),
)


def test_every_scene_is_in_it_before_and_after_the_answer() -> None:
    made = draw_walkthrough(SCENES)
    picture = Image.open(BytesIO(made.gif))
    assert (picture.format, picture.size) == ("GIF", (WIDTH, HEIGHT))
    assert picture.n_frames == len(list(screens(SCENES))) == 11
    assert picture.info["loop"] == 0
    assert len(made.gif) < LIMIT
    times = []
    for number in range(picture.n_frames):
        picture.seek(number)
        times.append(picture.info["duration"])
    assert all(time >= 1000 for time in times)
    assert made.seconds == round(sum(times) / 1000)
    still = Image.open(BytesIO(made.still))
    assert (still.format, still.size) == ("PNG", (WIDTH, HEIGHT))


def test_the_same_scenes_make_the_same_bytes() -> None:
    assert draw_walkthrough(SCENES) == draw_walkthrough(SCENES)


@pytest.mark.parametrize(
    "scene",
    [
        Scene(heading="长" * 60, title="题" * 60, asked="文" * 900, place="19/19", done=1),
        Scene(heading="x", asked="", rows=tuple((f"{n}" * 40,) for n in range(30)), tapped="7"),
        Scene(heading="x", asked="x" * 700, typed="𬭎" * 300, hint="提" * 200, example="例" * 90),
        Scene(heading="", asked="段\n\n" * 90, rows=((),), tapped="没有这个按钮"),
    ],
)
def test_whatever_is_said_stays_on_the_screen(scene: Scene) -> None:
    for answered in (False, True):
        picture = draw_screen(scene, answered=answered)
        assert picture.size == (WIDTH, HEIGHT)
        # Chat and composer do not run into each other: this strip is ground alone.
        assert (
            len(set(picture.crop((0, HEIGHT - 66, WIDTH, HEIGHT - 60)).get_flattened_data())) == 1
        )


def test_the_tapped_button_is_always_shown() -> None:
    rows = tuple((f"选项 {number}",) for number in range(20))
    scene = Scene(heading="x", asked="请选择：", rows=rows, tapped="选项 17")
    before, after = (draw_screen(scene, answered=answered) for answered in (False, True))
    assert before.tobytes() != after.tobytes()


def test_the_question_at_the_end_of_a_long_text_is_kept() -> None:
    text = "承诺书\n\n" + "很长的正文。" * 80 + "\n\n请作出选择。"
    lines = fitted(text, 400, font(22), 8)
    assert (len(lines), lines[0], lines[-2:]) == (8, "承诺书", [MORE, "请作出选择。"])
    assert fitted("短", 400, font(22), 8) == ["短"]
    assert fitted("", 400, font(22), 8) == [""]


def test_signs_that_the_font_lacks_are_replaced() -> None:
    assert [
        sign for sign in drawable("☐ ✓ ✗ ⏳ 📎 👍 👎") if not has_glyph(sign) and sign != " "
    ] == []
