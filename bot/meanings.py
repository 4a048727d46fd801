"""Vectors of what people may ask: known from the start, or encoded while the words serve."""

from pathlib import Path

import structlog

from bot.settings import Settings
from knowledge.corpus import Corpus
from knowledge.embedding import Encoder, EncoderUnavailable, NanoEncoder
from knowledge.embedding_endpoint import EndpointEncoder
from knowledge.search import Search, texts_searched
from knowledge.vectors import KnownVectors

log = structlog.get_logger()


def encoder_of(settings: Settings) -> NanoEncoder | EndpointEncoder:
    """The one that the product brings along, or the server that the settings name."""
    if not settings.embedding_url:
        return NanoEncoder()
    key = settings.embedding_api_key.get_secret_value()
    return EndpointEncoder(settings.embedding_url, settings.embedding_model, key)


class Meanings:
    """Makes the index over a knowledge base, and learns the vectors that are missing.

    They are kept in `folder`, so that no start of the program waits for them again.
    """

    def __init__(self, encoder: Encoder, folder: Path | None = None) -> None:
        self._encoder = encoder
        self._known = KnownVectors(encoder.name, folder)
        self._is_told = False

    def index(self, corpus: Corpus) -> Search:
        """An index over what everybody may read, with the vectors known by now."""
        return Search(corpus.public, self._known)

    async def learn(self, corpus: Corpus) -> int | None:
        """Encode what has no vector yet, 15 ms each; how much, or None while that cannot be."""
        try:
            learnt = await self._known.encode(self._encoder, texts_searched(corpus.public))
        except EncoderUnavailable as error:
            if not self._is_told:
                self._is_told = True
                log.warning("search.no_vectors", reason=str(error))
            return None
        self._is_told = False
        return learnt
