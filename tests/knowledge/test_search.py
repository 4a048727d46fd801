"""The lexical index: finds what was written, survives what was not meant for it."""

from pathlib import Path

import pytest

from knowledge.answer import decide
from knowledge.corpus import Corpus
from knowledge.search import Search
from knowledge.words import Tokenizer, normalise

NONSENSE = [
    "",
    " ",
    "？",
    "注",
    "啊",
    "的了吗",
    "😀👍🏽",
    "<b>注册</b><script>alert(1)</script>",
    "注册" * 2048,
    "x" * 4096,
    "\x00\ud800\u202e",
    "' OR 1=1 --",
    "%s %d {name}",
]


@pytest.mark.parametrize("question", NONSENSE)
def test_no_text_makes_it_raise(search: Search, question: str) -> None:
    hits = search.find(question)
    assert len(hits) <= 3
    assert all(0 <= hit.confidence <= 1 for hit in hits)
    assert decide(question, hits).status in ("answered", "unsure", "out_of_scope")


def test_one_character_is_never_answered(search: Search) -> None:
    for character in "注谁钱章补":
        assert decide(character, search.find(character)).status != "answered"


def test_nearly_every_phrasing_finds_its_own_entry(search: Search, corpus: Corpus) -> None:
    lines = [(line, entry) for entry in corpus.entries.values() for line in entry.phrasings]
    found = [decide(line, search.find(line)).entry == entry for line, entry in lines]
    assert sum(found) / len(found) >= 0.98


def test_width_case_and_spaces_do_not_matter(search: Search, corpus: Corpus) -> None:
    wide = {code: code + 0xFEE0 for code in range(ord("0"), ord("z") + 1) if chr(code).isalnum()}
    for entry in list(corpus.entries.values())[::10]:
        line = entry.phrasings[0]
        ids = [hit.entry.id for hit in search.find(line)]
        for typed in (line.upper(), line.translate(wide), f"  {line}？？\n"):
            assert [hit.entry.id for hit in search.find(typed)] == ids, typed


def test_normalise_leaves_chinese_alone() -> None:
    assert normalise("  Ａ１，延续\n注册？ＢＰＺ ") == "a1 延续 注册 bpz"


def test_confidence_falls_with_rank_and_limit_holds(search: Search) -> None:
    hits = search.find("延续注册怎么办", limit=5)
    assert len(hits) == 5
    confidences = [hit.confidence for hit in hits]
    assert confidences == sorted(confidences, reverse=True)
    assert len(search.find("延续注册怎么办", limit=1)) == 1


def test_an_empty_knowledge_base_finds_nothing(tokenizer: Tokenizer) -> None:
    assert Search([], tokenizer).find("怎么注册") == []


def test_a_new_entry_is_found_at_once(corpus: Corpus, tokenizer: Tokenizer) -> None:
    old = next(iter(corpus.entries.values()))
    new = old.model_copy(update={"id": "parking", "phrasings": ("办事大厅在哪停车",) * 6})
    found = Search([*corpus.entries.values(), new], tokenizer).find("大厅停车场在哪")
    assert found[0].entry.id == "parking"


def test_jieba_is_quiet_and_leaves_no_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    Tokenizer().tokens("延续注册")
    out, err = capfd.readouterr()
    assert (out, err) == ("", "")
    assert list(tmp_path.iterdir()) == []
