"""What the knowledge base takes and what it refuses."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.specialities import SPECIALITIES
from knowledge.citations import Citation, CitationRefused, chinese_number, resolve
from knowledge.corpus import ROOT, Corpus, CorpusRefused, load_corpus, read_entry

HOTLINE = re.compile(r"010-\d+")
KNOWN_NUMBERS = {"010-88361866", "010-68313587", "010-68313531"}


def raw(**changed: Any) -> dict[str, Any]:
    """An entry that is right but for what is changed."""
    entry = {
        "id": "sample-entry",
        "topic": "登录",
        "title": "样例",
        "phrasings": ["一问", "二问", "三问", "四问", "五问", "六问"],
        "answer": "这是回答。",
        "citations": ["手册 2.1"],
    }
    return entry | changed


def test_it_covers_enough(corpus: Corpus) -> None:
    assert len(corpus.entries) >= 36
    assert len(corpus.topics) >= 15


def test_every_citation_resolves(corpus: Corpus) -> None:
    for entry in corpus.entries.values():
        for citation in entry.citations:
            resolve(citation, corpus.guide, corpus.laws)


def test_no_phrasing_belongs_to_two_entries(corpus: Corpus) -> None:
    lines = [line for entry in corpus.entries.values() for line in entry.phrasings]
    assert len(lines) == len(set(lines))


def test_answers_keep_the_manner(corpus: Corpus) -> None:
    for entry in corpus.entries.values():
        said = entry.answer + entry.detail
        assert not re.search(r"[!！]", said), entry.id
        assert set(HOTLINE.findall(said)) <= KNOWN_NUMBERS, entry.id
        if "010-88361866" in said:
            assert any(c.locator.startswith("6") for c in entry.citations), entry.id


@pytest.mark.parametrize("unread", ["第137号", "实施细则", "3年", "60学时", "40学时"])
def test_nothing_unread_is_told_as_certain(corpus: Corpus, unread: str) -> None:
    for entry in corpus.entries.values():
        assert unread not in (entry.answer + entry.detail).replace(" ", ""), entry.id


def test_specialities_exist(corpus: Corpus) -> None:
    for entry in corpus.entries.values():
        assert set(entry.specialities) <= SPECIALITIES.keys(), entry.id


def test_a_label_names_source_and_place() -> None:
    citation = Citation.parse("手册 3.1.1 承诺书第 8 条")
    assert citation.label == "〔手册 3.1.1 承诺书第 8 条〕"
    assert citation.section == "3.1.1"
    assert Citation.parse("行政许可法 第四十二条").section is None


@pytest.mark.parametrize(
    "text",
    [
        "手册 9",
        "手册 3.1.1 承诺书第 16 条",
        "手册 3.1.1 审批条件 4",
        "手册 3.3.1 注 3",
        "手册 2.1 没有的话",
        "手册 第一条",
        "行政许可法 第一条",
        "行政许可法 32",
        "勘察设计注册工程师管理规定 第九条",
    ],
)
def test_a_citation_that_leads_nowhere_is_refused(corpus: Corpus, text: str) -> None:
    with pytest.raises(CitationRefused, match=text.split()[0]):
        resolve(Citation.parse(text), corpus.guide, corpus.laws)


@pytest.mark.parametrize(
    ("text", "number"), [("九", 9), ("十", 10), ("二十八", 28), ("八十", 80), ("一百零二", 102)]
)
def test_chinese_numbers(text: str, number: int) -> None:
    assert chinese_number(text) == number


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"answer": "长" * 121}, "answer"),
        ({"phrasings": ["一", "二", "三", "四", "五"]}, "phrasings"),
        ({"citations": []}, "citations"),
        ({"citations": ["手册"]}, "citations"),
        ({"citations": 7}, "citations"),
        ({"specialities": ["结构"]}, "specialities"),
        ({"leads_to": "nowhere"}, "leads_to"),
        ({"audience": "nobody"}, "audience"),
        ({"id": "不是标识"}, "id"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_field(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(CorpusRefused, match=field):
        read_entry(raw(**changed), "test")


@pytest.mark.parametrize("value", [None, [], "text"])
def test_what_is_no_entry_is_refused(value: object) -> None:
    with pytest.raises(CorpusRefused):
        read_entry(value, "test")


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "guide", tmp_path / "guide")
    shutil.copy(ROOT / "laws.yml", tmp_path)
    (tmp_path / "faq").mkdir()
    twice = [raw(), raw(), raw(id="lost", citations=["手册 9"], phrasings=["同"] * 6)]
    (tmp_path / "faq" / "a.yml").write_text(yaml.safe_dump({"topic": "甲", "entries": twice}))
    (tmp_path / "hot.yml").write_text("general: [nobody]")
    with pytest.raises(CorpusRefused) as refusal:
        load_corpus(tmp_path)
    for mistake in ("sample-entry: stands 2 times", "lost: 〔手册 9〕", "a phrasing", "nobody"):
        assert mistake in str(refusal.value)


def test_hot_questions(corpus: Corpus) -> None:
    general = corpus.hot_questions()
    assert 5 <= len(general) <= 10
    assert corpus.hot_questions("renewal")[0].id == "renewal-window"
    assert {entry.topic for entry in corpus.hot_questions("补正")} == {"补正"}
    assert corpus.hot_questions("unheard-of") == general


@pytest.mark.parametrize("code", SPECIALITIES)
def test_hot_questions_of_a_speciality(corpus: Corpus, code: str) -> None:
    found = corpus.hot_questions_of(code, SPECIALITIES[code].profession.value)
    assert 5 <= len(found) <= 8
    assert len({entry.id for entry in found}) == len(found)
    assert all(not entry.specialities or code in entry.specialities for entry in found)
    assert (found[0].id == "architect-entrance") is (code == "ARCH")
    assert corpus.hot_questions_of("unheard-of", "nobody") == corpus.hot_questions()
