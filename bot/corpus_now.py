"""The knowledge base as the product would answer from it now, for commands without a server."""

import asyncio

import structlog

from bot.channels.faults import describe
from bot.editions import edition_of
from bot.settings import Settings
from knowledge.corpus import Corpus, load_corpus
from storage.database import Database
from storage.embedded_server import start_embedded
from storage.entries import Entries
from storage.faults import is_outage

log = structlog.get_logger()


async def corpus_now(settings: Settings) -> Corpus:
    """With the entries that were changed since; as it came where the database is out of reach.

    An embedded database that was never begun holds none, and is not begun for that.
    """
    seed = load_corpus()
    if not settings.database_url and not (settings.data_dir / "postgres").exists():
        return seed
    try:
        return await _with_changes(settings, seed)
    except Exception as error:
        if not is_outage(error):
            raise
        log.error("knowledge.seed_only", **describe(error))
        return seed


async def _with_changes(settings: Settings, seed: Corpus) -> Corpus:
    address = settings.database_url
    if not address:
        address = await asyncio.to_thread(start_embedded, settings.data_dir)
    database = Database(address)
    try:
        await database.migrate()
        return edition_of(seed, await Entries(database).changed_since()).corpus
    finally:
        await database.close()
