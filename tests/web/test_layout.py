"""Where a message's buttons stand on the page, and how its words are shown."""

import pytest

from bot.buttons import menu_button, step_button
from bot.channels.messages import BotMessage
from bot.channels.webchat_layout import layout
from bot.channels.webchat_text import words


def step(value: str, label: str):
    return step_button("t1", "review", value, label)


BACK, SAVE, CANCEL = step("!back", "返回上一步"), step("!save", "存草稿"), step("!cancel", "取消")


def test_a_change_stands_beside_its_line_and_controls_below() -> None:
    submit, edit = step("submit", "上报"), step("edit.school", "改 毕业院校")
    message = BotMessage(
        text="请核对。\n\n姓名：白初用\n\n毕业院校：测试大学\n学位：无",
        buttons=((submit,), (edit,), (BACK, SAVE, CANCEL)),
    )
    shown = layout(message)
    assert [(line.text, line.button) for line in shown.lines] == [
        ("请核对。\n\n姓名：白初用", None),
        ("毕业院校：测试大学", edit),
        ("学位：无", None),
    ]
    assert shown.rows == ((submit,),)
    assert shown.controls == (BACK, SAVE, CANCEL)
    assert shown.is_step


def test_a_change_without_its_line_stays_a_button() -> None:
    edit = step("edit.school", "改 毕业院校")
    shown = layout(BotMessage(text="请核对。", buttons=((edit,),)))
    assert shown.rows == ((edit,),)


def test_two_buttons_never_say_the_same() -> None:
    no = step("no", "取消")
    shown = layout(BotMessage(text="继续吗？", buttons=((no,), (BACK, SAVE, CANCEL))))
    assert shown.rows == ((no,),)
    assert shown.controls == (BACK, SAVE)


def test_a_menu_is_no_step() -> None:
    menu = menu_button("主菜单", "menu")
    shown = layout(BotMessage(text="好的。", buttons=((menu,),)))
    assert (shown.rows, shown.controls, shown.is_step) == (((menu,),), (), False)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("例如 2012-07。", '例如 <span class="whole">2012-07</span>。'),
        ("11-23 03:44", '<span class="whole">11-23 03:44</span>'),
        ("请致电 010-88361866 核实", 'href="tel:010-88361866">010-88361866</a> 核实'),
        ("<b>5</b> & 3", "&lt;b&gt;5&lt;/b&gt; &amp; 3"),
        ("编号 AB-12-34-56-78", "编号 AB-12-34-56-78"),
    ],
)
def test_numbers_stay_whole(text: str, html: str) -> None:
    assert html in words(text)
