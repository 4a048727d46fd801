"""The index: finds what was written by words and by meaning, survives what was not meant for it."""

from collections.abc import Callable

import numpy as np
import pytest

from knowledge.answer import decide
from knowledge.corpus import Corpus, Entry
from knowledge.embedding import NanoEncoder
from knowledge.search import OWN_LINE, Hit, Search, texts_searched
from knowledge.vectors import KnownVectors, texts_of
from knowledge.words import normalise, readable, tokens

Find = Callable[[str], list[Hit]]

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


@pytest.fixture(params=["words", "meaning"])
def find(search: Search, encoder: NanoEncoder, request: pytest.FixtureRequest) -> Find:
    """Asks by words alone, and with the question's meaning."""

    def ask(question: str) -> list[Hit]:
        vector = encoder.encode_now([question])[0] if request.param == "meaning" else None
        return search.find(question, 3, vector)

    return ask


def parking(old: Entry) -> Entry:
    lines = ("办事大厅在哪停车", "停车场怎么走", "有没有车位", "停车要钱吗", "车停哪", "能停车不")
    return old.model_copy(update={"id": "parking", "title": "停车", "phrasings": lines})


@pytest.mark.parametrize("question", NONSENSE)
def test_no_text_makes_it_raise(find: Find, question: str) -> None:
    hits = find(question)
    assert len(hits) <= 3
    assert all(0 <= hit.confidence <= hit.share <= 1 for hit in hits)
    assert decide(question, hits).status in ("answered", "unsure", "out_of_scope")


def test_one_character_is_never_answered(find: Find) -> None:
    for character in "注谁钱章补":
        assert decide(character, find(character)).status != "answered"


def test_every_line_finds_its_own_entry(search: Search, corpus: Corpus) -> None:
    for entry in corpus.entries.values():
        for line in entry.phrasings:
            decision = decide(line, search.find(line))
            assert decision.entry is not None, line
            assert line in decision.entry.phrasings or decision.entry == entry, line


def test_width_case_and_spaces_do_not_matter(find: Find, corpus: Corpus) -> None:
    wide = {code: code + 0xFEE0 for code in range(ord("0"), ord("z") + 1) if chr(code).isalnum()}
    for entry in list(corpus.entries.values())[::20]:
        line = entry.phrasings[0]
        first = find(line)[0].entry.id
        for typed in (line.upper(), line.translate(wide), f"  {line}？？\n"):
            assert find(typed)[0].entry.id == first, typed


def test_normalise_leaves_chinese_alone() -> None:
    assert normalise("  Ａ１，延续\n注册？ＢＰＺ ") == "a1 延续 注册 bpz"


def test_readable_keeps_what_a_model_reads() -> None:
    assert readable(" Ａ１，延续\n注册？\x00\u200b ") == "A1，延续 注册？"


def test_tokens_are_characters_and_pairs() -> None:
    assert tokens("补正 JPG") == ["补", "正", "补正", "jpg"]


def test_confidence_falls_with_rank_and_limit_holds(find: Find, search: Search) -> None:
    hits = find("延续注册怎么弄呀")
    assert len(hits) == 3
    confidences = [hit.confidence for hit in hits]
    assert confidences == sorted(confidences, reverse=True)
    assert sum(hit.share for hit in hits) <= 1 + 1e-6
    assert len(search.find("延续注册怎么办", limit=1)) == 1
    assert len(search.find("延续注册怎么办", limit=5)) == 5


def test_an_empty_knowledge_base_finds_nothing(known: KnownVectors) -> None:
    assert Search([], known).find("怎么注册", 3, np.zeros(384, dtype=np.float32)) == []


def test_a_new_entry_is_found_at_once(
    corpus: Corpus, known: KnownVectors, encoder: NanoEncoder
) -> None:
    entries = list(corpus.entries.values())
    new = parking(entries[0])
    assert known.missing(texts_of(new))
    search = Search([*entries, new], known)
    question = "大厅那边停车场在哪"
    vector = encoder.encode_now([question])[0]
    assert search.find(question)[0].entry == new
    assert search.find(question, 3, vector)[0].entry == new
    own = search.find("停车场怎么走？", 3, vector)[0]
    assert (own.entry, own.confidence) == (new, OWN_LINE)


def test_without_most_vectors_words_serve(corpus: Corpus, encoder: NanoEncoder) -> None:
    entries = list(corpus.entries.values())
    unknown = Search(entries, KnownVectors("another model"))
    question = "密码忘了登不进去"
    vector = encoder.encode_now([question])[0]
    assert unknown.find(question, 3, vector) == unknown.find(question)


def test_a_vector_of_another_length_is_no_meaning(search: Search) -> None:
    question = "密码忘了登不进去"
    other = np.ones(7, dtype=np.float32)
    assert search.find(question, 3, other) == search.find(question)


def test_meaning_tells_apart_what_words_cannot(search: Search, encoder: NanoEncoder) -> None:
    """What is none of our business shares words with what is."""
    for foreign in ("怎么做红烧排骨", "周杰伦演唱会门票咋抢", "小孩发烧39度怎么办"):
        vector = encoder.encode_now([foreign])[0]
        assert decide(foreign, search.find(foreign, 3, vector)).status != "answered"


def test_what_is_searched_has_each_text_once(corpus: Corpus) -> None:
    texts = texts_searched(corpus.entries.values())
    assert len(texts) == len(set(texts)) > 2 * len(corpus.entries)
