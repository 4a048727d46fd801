"""From a question to entries: its meaning is encoded once, wherever that happens first."""

from collections.abc import Callable

import numpy as np
import structlog

from knowledge.embedding import Encoder, EncoderUnavailable, NanoEncoder, Vectors
from knowledge.search import Hit, Search
from nlu.normalise import normalise

log = structlog.get_logger()


class Finding:
    """Asks the search that is in use; the words alone serve while nothing can be encoded."""

    def __init__(self, search_of: Callable[[], Search], encoder: Encoder) -> None:
        self._search_of = search_of
        self._encoder = encoder
        self._is_told = False

    async def find(self, question: str, limit: int = 3, vector: bytes = b"") -> list[Hit]:
        """Best entries first, empty where nothing matches; never raises for any text.

        `vector` is the question's meaning where the parser knows it already (`Parse.vector`).
        """
        sentence = normalise(question)
        if not sentence:
            return []
        return self._search_of().find(sentence, limit, await self._meaning(sentence, vector))

    async def close(self) -> None:
        """Give back what the encoder holds."""
        await self._encoder.close()

    async def _meaning(self, sentence: str, vector: bytes) -> Vectors | None:
        if vector and self._encoder.name == NanoEncoder.name:
            return np.frombuffer(vector, dtype="<f4")
        try:
            rows = await self._encoder.encode([sentence])
        except EncoderUnavailable as error:
            if not self._is_told:
                self._is_told = True
                log.warning("search.words_alone", reason=str(error))
            return None
        self._is_told = False
        meaning: Vectors = rows[0]
        return meaning
