"""From a question to entries: one encoding a message, and words where there is none."""

from collections.abc import Iterator

import numpy as np
import pytest
import structlog

from bot.app import seed
from bot.finding import Finding
from knowledge.embedding import EncoderUnavailable, NanoEncoder, Vectors

QUESTION = "登录口令想不起来了怎么弄"


class Counting:
    """Encodes as the real one does and counts; says nothing while `is_down`."""

    dimensions = NanoEncoder.dimensions

    def __init__(self, name: str = NanoEncoder.name) -> None:
        self.name = name
        self.asked: list[str] = []
        self.is_down = False
        self._real = NanoEncoder()

    async def encode(self, texts: list[str], *, is_query: bool = True) -> Vectors:
        self.asked += texts
        if self.is_down:
            raise EncoderUnavailable("on purpose")
        return self._real.encode_now(texts, is_query=is_query)

    async def close(self) -> None:
        pass


@pytest.fixture
def logged() -> Iterator[list[dict[str, object]]]:
    with structlog.testing.capture_logs() as lines:
        yield lines  # type: ignore[misc]


def finding(encoder: Counting) -> Finding:
    _, search = seed()
    return Finding(lambda: search, encoder)


async def test_the_parsers_vector_spares_an_encoding() -> None:
    encoder = Counting()
    vector = NanoEncoder().encode_now([QUESTION])[0]
    found = await finding(encoder).find(QUESTION, vector=vector.astype("<f4").tobytes())
    assert encoder.asked == []
    assert found == await finding(encoder).find(QUESTION)
    assert encoder.asked == [QUESTION]


async def test_the_parsers_vector_is_no_vector_of_another_model() -> None:
    encoder = Counting("another model")
    await finding(encoder).find(QUESTION, vector=np.zeros(384, dtype="<f4").tobytes())
    assert encoder.asked == [QUESTION]


async def test_without_vectors_words_serve_and_that_is_said_once(
    logged: list[dict[str, object]],
) -> None:
    encoder = Counting()
    encoder.is_down = True
    asked = finding(encoder)
    _, search = seed()
    for _ in range(3):
        assert await asked.find(QUESTION) == search.find(QUESTION)
    assert [line["event"] for line in logged] == ["search.words_alone"]
    assert QUESTION not in str(logged)


async def test_nothing_is_asked_of_an_empty_line() -> None:
    encoder = Counting()
    assert await finding(encoder).find(" \u200b\n") == []
    assert encoder.asked == []
