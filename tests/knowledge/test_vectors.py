"""The seed's vectors are all there and right; others are kept, and a broken file is survived."""

import asyncio
import random
from pathlib import Path

import numpy as np
import pytest

from knowledge.corpus import Corpus
from knowledge.embedding import EncoderUnavailable, NanoEncoder, Vectors
from knowledge.search import texts_searched
from knowledge.vectors import KnownVectors, Text, as_bytes, as_vectors

TEXTS: list[Text] = [("今天停车要钱吗", True), ("停车 免费", False), ("车停哪", True)]


class Failing:
    """Encodes the first call's texts, and then fails."""

    name, dimensions = "failing", 4

    def __init__(self) -> None:
        self.calls = 0

    async def encode(self, texts: list[str], *, is_query: bool = True) -> Vectors:
        self.calls += 1
        if self.calls > 1:
            raise EncoderUnavailable("on purpose")
        return np.eye(4, dtype=np.float32)[: len(texts)]

    async def close(self) -> None:
        pass


def test_the_seed_is_complete(corpus: Corpus, known: KnownVectors) -> None:
    missing = known.missing(texts_searched(corpus.entries.values()))
    assert not missing, "run: python -m knowledge.write_vectors"


def test_the_seed_is_what_the_encoder_says(
    corpus: Corpus, known: KnownVectors, encoder: NanoEncoder
) -> None:
    texts = texts_searched(corpus.entries.values())
    for text, is_query in random.Random(7).sample(texts, 25):
        row = known.of([(text, is_query)])[0]
        assert row is not None
        fresh = encoder.encode_now([text], is_query=is_query)[0]
        assert float(as_vectors(row[None])[0] @ fresh) > 0.999, text


def test_a_byte_a_number_is_enough() -> None:
    rows = np.random.default_rng(1).normal(size=(50, 384)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    again = as_vectors(as_bytes(rows))
    assert np.abs((again * rows).sum(axis=1) - 1).max() < 1e-3


async def test_what_was_encoded_is_kept(tmp_path: Path, encoder: NanoEncoder) -> None:
    first = KnownVectors(encoder.name, tmp_path)
    assert await first.encode(encoder, TEXTS) == len(TEXTS)
    second = KnownVectors(encoder.name, tmp_path)
    assert second.missing(TEXTS) == []
    assert await second.encode(encoder, TEXTS) == 0
    assert all(
        (one == other).all() for one, other in zip(first.of(TEXTS), second.of(TEXTS), strict=True)
    )
    assert KnownVectors("another", tmp_path).missing(TEXTS) == TEXTS


async def test_what_was_encoded_before_a_failure_is_kept(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable):
        await KnownVectors("failing", tmp_path).encode(Failing(), TEXTS)
    assert KnownVectors("failing", tmp_path).missing(TEXTS) == [TEXTS[1]]


def test_a_broken_file_is_made_anew(tmp_path: Path, encoder: NanoEncoder) -> None:
    asyncio.run(KnownVectors(encoder.name, tmp_path).encode(encoder, TEXTS))
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:60])
    broken = KnownVectors(encoder.name, tmp_path)
    assert broken.missing(TEXTS) == TEXTS
    asyncio.run(broken.encode(encoder, TEXTS))
    assert KnownVectors(encoder.name, tmp_path).missing(TEXTS) == []
