"""The knowledge base and its index, built once for all tests of this folder."""

import pytest

from knowledge.corpus import Corpus, load_corpus
from knowledge.embedding import NanoEncoder
from knowledge.search import Search
from knowledge.vectors import KnownVectors


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return load_corpus()


@pytest.fixture(scope="session")
def known() -> KnownVectors:
    return KnownVectors(NanoEncoder.name)


@pytest.fixture(scope="session")
def search(corpus: Corpus, known: KnownVectors) -> Search:
    return Search(corpus.entries.values(), known)


@pytest.fixture(scope="session")
def encoder() -> NanoEncoder:
    return NanoEncoder()
