"""Where one question of a message ends and the next one begins."""

import pytest

from knowledge.several import is_order, split

TOGETHER = {
    "照片多大？签名要什么颜色": ("照片多大", "签名要什么颜色"),
    "怎么撤回，撤回后还能再报吗": ("怎么撤回", "撤回后还能再报吗"),
    "变更要什么材料，要几天": ("变更要什么材料", "要几天"),
    "变更要什么材料\n要几天\n在哪里办": ("变更要什么材料", "要几天", "在哪里办"),
    "我要办变更，需要什么材料": ("我要办变更", "需要什么材料"),
    "帮我办注销，另外照片多大": ("帮我办注销", "照片多大"),
    "照片多大；还有签名要什么颜色。": ("照片多大", "签名要什么颜色"),
    "你好，变更要什么材料？多久能好，谢谢": ("你好，变更要什么材料", "多久能好，谢谢"),
}


@pytest.mark.parametrize(("text", "parts"), TOGETHER.items())
def test_several_questions_are_told_apart(text: str, parts: tuple[str, ...]) -> None:
    assert split(text) == parts


def test_what_is_one_question_stays_whole() -> None:
    for text in (
        *("我换了单位，社保还没转，怎么办", "你好，变更要什么材料", "变更要什么材料，谢谢"),
        *("我要办初始注册", "照片多大？", "", "？？？", "，，，", "🍎", "长，" * 2000, "\n\n"),
    ):
        assert split(text) == (), text


def test_an_order_asks_nothing() -> None:
    assert is_order("我要办变更")
    assert is_order("请帮我撤回申请")
    assert not is_order("我要办变更怎么弄")
    assert not is_order("我换了单位")
