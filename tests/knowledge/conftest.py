"""The knowledge base and its index, built once for all tests of this folder."""

import pytest

from knowledge.corpus import Corpus, load_corpus
from knowledge.search import Search
from knowledge.words import Tokenizer


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return load_corpus()


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    return Tokenizer()


@pytest.fixture(scope="session")
def search(corpus: Corpus, tokenizer: Tokenizer) -> Search:
    return Search(corpus.entries.values(), tokenizer)
