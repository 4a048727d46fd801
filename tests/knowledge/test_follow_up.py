"""Few words after an answer: which whole question they stand for."""

import pytest

from knowledge.follow_up import (
    Topic,
    asks_aspect,
    aspect_in,
    completed,
    rewritten,
    subject_in,
    swaps_subject,
)

MATERIALS = Topic("变更注册", "materials", "变更注册要传什么、解聘证明")
HOW = Topic("延续注册", "how", "怎么办延续注册")
PORTRAIT = Topic("照片", "demands", "证件照要求")
WITHDRAWAL = Topic("撤回", "", "填错了怎么撤回")

FOLLOW_UPS = (
    (MATERIALS, "那注销呢？", "注销注册要交什么材料"),
    (MATERIALS, "注销呢", "注销注册要交什么材料"),
    (MATERIALS, "那延续注册的呢", "延续注册要交什么材料"),
    (MATERIALS, "如果是初始注册呢", "初始注册要交什么材料"),
    (MATERIALS, "补办呢？", "更改补办要交什么材料"),
    (HOW, "那强制注销呢", "怎么办强制注销"),
    (HOW, "变更呢", "怎么办变更注册"),
    (WITHDRAWAL, "那补正呢", "填错了怎么补正"),
    (PORTRAIT, "签名呢？", "签名有什么要求"),
    (MATERIALS, "照片呢", "照片有什么要求"),
    (Topic(""), "那注销呢？", "怎么办注销注册"),
    (MATERIALS, "要几天？", "变更注册办理需要多久"),
    (MATERIALS, "多久", "变更注册办理需要多久"),
    (MATERIALS, "大概要多少个工作日", "变更注册办理需要多久"),
    (MATERIALS, "几天能批下来", "变更注册办理需要多久"),
    (HOW, "需要什么材料", "延续注册要交什么材料"),
    (HOW, "材料呢？", "延续注册要交什么材料"),
    (HOW, "那需要上传什么", "延续注册要交什么材料"),
    (MATERIALS, "那怎么弄", "怎么办变更注册"),
    (MATERIALS, "怎么办理？", "怎么办变更注册"),
    (MATERIALS, "流程是什么", "怎么办变更注册"),
    (MATERIALS, "在哪", "变更注册在哪里办"),
    (MATERIALS, "去哪弄呢", "变更注册在哪里办"),
    (HOW, "要钱吗", "延续注册要交钱吗"),
    (HOW, "什么时候能办", "什么时候能办延续注册"),
    (HOW, "有什么条件？", "延续注册有什么条件"),
    (MATERIALS, "有期限吗", "变更注册有期限吗"),
    (PORTRAIT, "有什么要求", "照片有什么要求"),
    (MATERIALS, "这个要多久", "变更注册办理需要多久"),
    (MATERIALS, "这个在哪下载", "变更注册在哪下载"),
    (HOW, "过期了呢", "延续注册过期了"),
    (MATERIALS, "那单位不同意怎么办", "变更注册单位不同意怎么办"),
)


@pytest.mark.parametrize(("topic", "typed", "whole"), FOLLOW_UPS)
def test_few_words_become_a_whole_question(topic: Topic, typed: str, whole: str) -> None:
    assert whole in rewritten(typed, topic)


WHOLE = (
    *("我要办注销", "注销注册需要什么材料", "那我社保断了怎么办", "那好吧", "不对", "谢谢"),
    *("你好", "今天天气怎么样", "", "？？", "呢", "🍎", "那", "材料", "长" * 4096),
    *("2023-12-01", "测试大学", "华东 勘测", "<b>&", "'; DROP TABLE people; --"),
)


def test_words_that_stand_by_themselves_are_left_alone() -> None:
    for typed in WHOLE:
        assert rewritten(typed, MATERIALS) == (), typed


def test_without_a_topic_nothing_is_made_up() -> None:
    for _, typed, _ in FOLLOW_UPS:
        if not swaps_subject(typed):
            assert rewritten(typed, Topic("")) == (), typed


def test_a_field_of_study_is_no_question() -> None:
    for answer in ("材料", "流程工业", "条件", "程序", "在职研究生", "材料科学与工程"):
        assert not asks_aspect(answer), answer
    assert asks_aspect("材料？")


def test_the_closer_name_is_the_subject() -> None:
    assert subject_in("单位不同意，怎么强制注销") == "强制注销"
    assert subject_in("换单位怎么办变更注册") == "变更注册"
    assert subject_in("", "办理时限") == ""
    assert aspect_in("", "从上报到批下来多久") == "time"


def test_a_short_question_may_lean_on_the_topic_without_saying_so() -> None:
    assert completed("要登报吗？", Topic("更改补办")) == "更改补办要登报吗"
    for typed in ("要登报吗", "在哪学"):
        assert completed(typed, Topic("")) == ""
    for typed in ("撤回后还能再报吗", "测试大学", "这一句问得太长了所以说得清自己要什么吗"):
        assert completed(typed, MATERIALS) == "", typed
