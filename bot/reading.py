"""The chat's own understanding without a chat: for `assistant ask` and `assistant evaluate`."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.corpus_now import corpus_now
from bot.finding import Finding
from bot.meanings import Meanings, encoder_of
from bot.settings import Settings
from bot.understanding import Understood, understand
from knowledge.corpus import Corpus
from nlu.client import RasaClient
from nlu.keywords import KeywordParser
from nlu.parse import Parser
from nlu.sidecar import RasaSidecar
from nlu.sidecar_state import Phase, SidecarState
from nlu.understanding import RasaOrKeywords


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads a sentence: the parser, and the search over the knowledge base."""

    parser: Parser
    corpus: Corpus
    finding: Finding
    rasa: RasaClient | None = None
    """The server that the parser asks, where there is one."""

    async def understand(self, text: str) -> Understood:
        """Exactly as in a chat; `text` is 1-4096 characters."""
        return await understand(text, self.parser, self.finding)

    async def ranking(self, text: str, limit: int = 3) -> tuple[str, ...]:
        """Ids of the entries that the search finds best, whatever is decided."""
        return tuple(hit.entry.id for hit in await self.finding.find(text, limit))


@asynccontextmanager
async def reader(
    settings: Settings, tell: Callable[[SidecarState], None]
) -> AsyncIterator[Reader]:
    """Start what is needed, Rasa included where the settings want it; stop it at the end.

    `tell` hears of Rasa's states; a failure is one of them, and then keywords answer.
    """
    sidecar: RasaSidecar | None = None
    client: RasaClient | None = None
    if settings.rasa_url:
        client = RasaClient(settings.rasa_url, settings.rasa_token.get_secret_value())
    elif settings.rasa:
        sidecar = RasaSidecar(settings.data_dir)
        client = sidecar.client
        sidecar.subscribe(tell)
    keywords = KeywordParser()
    encoder = encoder_of(settings)
    try:
        if sidecar is not None:
            await sidecar.start()
            await _ready(sidecar)
        corpus = await corpus_now(settings)
        parser = RasaOrKeywords(client, keywords) if client else keywords
        meanings = Meanings(encoder, settings.data_dir)
        await meanings.learn(corpus)
        search = meanings.index(corpus)
        yield Reader(parser, corpus, Finding(lambda: search, encoder), client)
    finally:
        await encoder.close()
        if sidecar is not None:
            await sidecar.stop()
        elif client is not None:
            await client.close()


async def _ready(sidecar: RasaSidecar) -> None:
    """Until it answers, or has failed."""
    while not await sidecar.wait_until_ready(timeout=1):
        if sidecar.state.phase is Phase.FAILED:
            return
