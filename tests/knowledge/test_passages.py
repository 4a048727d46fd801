"""Every source's own words are found, however its place is named."""

import pytest

from knowledge.citations import Citation
from knowledge.corpus import Corpus
from knowledge.passages import LENGTH, passage


def test_every_citation_has_its_words(corpus: Corpus) -> None:
    for entry in corpus.entries.values():
        for citation in entry.citations:
            words = passage(citation, corpus.guide, corpus.laws)
            assert words, (entry.id, citation.label)
            assert "**" not in words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("手册 3.3.1 注 1", "1. 延续注册只有在注册期满前半年内可申报。超过半年不允许申报。"),
        ("手册 3.3.1 审批条件 3", "3、达到继续教育要求"),
        ("行政许可法 第三十一条", "申请人对申请材料实质内容的真实性负责"),
        ("手册 9.9", ""),
        ("行政许可法 第九百条", ""),
    ],
)
def test_words_of_a_place(corpus: Corpus, source: str, words: str) -> None:
    assert passage(Citation.parse(source), corpus.guide, corpus.laws) == words


def test_a_whole_section_is_shown_by_its_beginning(corpus: Corpus) -> None:
    words = passage(Citation.parse("手册 3.3.1"), corpus.guide, corpus.laws)
    assert words.endswith("……")
    assert LENGTH // 3 < len(words) <= LENGTH + 2
