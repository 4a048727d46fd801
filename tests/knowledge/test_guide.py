"""The guide is the manual: all its sections, its words, and pages that fit into a chat."""

import re
from pathlib import Path

import pytest
import yaml

from knowledge.sections import Guide, GuideRefused, plain_text, read_guide, split_pages

SENTENCES = yaml.safe_load((Path(__file__).parent / "sentences.yml").read_text("utf-8"))

HEADINGS = """\
1 系统环境要求
2 登录与信息维护
2.1 登录
2.2 个人信息完善
2.3 当前申报
2.4 历史申报
2.5 我的消息
2.6 我的申辩
2.7 信息更正
2.8 办事指南
2.9 在线客服
2.10 操作视频
3 注册信息申报
3.1 初始注册
3.1.1 初始注册添加
3.1.2 初始注册上报
3.1.3 初始注册补正
3.2 变更注册
3.2.1 变更注册添加
3.2.2 变更注册上报
3.3 延续注册
3.3.1 延续注册添加
3.3.2 延续注册上报
3.4 更改补办
3.4.1 更改补办添加
3.4.2 更改补办上报
3.5 注销注册
3.5.1 注销注册添加
3.5.2 注销注册上报
4 注册进度查询
5 注册撤回
6 咨询电话
""".strip().splitlines()


@pytest.fixture(scope="module")
def guide() -> Guide:
    return read_guide()


def test_every_section_of_the_manual_stands_in_its_order(guide: Guide) -> None:
    assert [section.heading for section in guide.sections.values()] == HEADINGS


@pytest.mark.parametrize("clause", SENTENCES["clauses"])
def test_the_commitment_letter_is_word_for_word(guide: Guide, clause: str) -> None:
    assert clause in guide.section("3.1.1").plain.split("\n")


@pytest.mark.parametrize(("section_id", "sentence"), SENTENCES["sentences"])
def test_the_manuals_sentences_are_word_for_word(
    guide: Guide, section_id: str, sentence: str
) -> None:
    assert sentence in guide.section(section_id).plain


def test_the_slips_of_the_reading_are_mended(guide: Guide) -> None:
    whole = "\n".join(section.plain for section in guide.sections.values())
    for slip in ("我的申请", "只委聘于", "所屬", "建筑工程师（暖通空调）", "11100000000001338W"):
        assert slip not in whole
    assert "The screenshot" not in whole
    assert "REDACTED" not in whole


def test_people_see_no_markup(guide: Guide) -> None:
    for section in guide.sections.values():
        assert not re.search(r"<!--|-->|\*\*|^#|^- |^>|\]\(", section.plain, re.MULTILINE)


def test_pages_fit_and_lose_nothing(guide: Guide) -> None:
    for section in guide.sections.values():
        for limit in (3500, 300):
            pages = guide.pages(section.id, limit)
            assert pages
            assert all(0 < len(page) <= limit for page in pages)
            if section.plain:
                assert re.sub(r"\s", "", "".join(pages)) == re.sub(r"\s", "", section.plain)


def test_a_chapter_without_text_lists_its_sections(guide: Guide) -> None:
    assert guide.pages("3")[0].split("\n")[0] == "3.1 初始注册"


def test_browsing(guide: Guide) -> None:
    assert [section.id for section in guide.top] == ["1", "2", "3", "4", "5", "6"]
    assert guide.section("3.1.1").parent == "3.1"
    assert [section.id for section in guide.children("3.1")] == ["3.1.1", "3.1.2", "3.1.3"]
    assert guide.previous("1") is None
    assert guide.next("6") is None
    after = guide.next("2.10")
    assert after is not None
    assert after.id == "3"
    before = guide.previous("2.10")
    assert before is not None
    assert before.id == "2.9"
    with pytest.raises(KeyError):
        guide.section("7")


def test_plain_text_of_each_form() -> None:
    markdown = "## 1 a\n<!-- gone\nfor good -->\n- b\n- 1、c\n> d\n**e** [f](#)\n\n\n\ng"
    assert plain_text(markdown) == "1 a\n· b\n1、c\nd\n【e】 f\n\ng"


def test_a_line_longer_than_a_page_is_cut() -> None:
    assert split_pages("甲" * 7, 3) == ["甲甲甲", "甲甲甲", "甲"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("words first\n# 1 a", "before the first heading"),
        ("## 2.1 a", "no section 2 above"),
        ("# 1 a\n# 1 b", "stands twice"),
    ],
)
def test_a_wrong_guide_is_refused(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    with pytest.raises(GuideRefused, match=words):
        read_guide(tmp_path)
