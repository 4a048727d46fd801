"""The knowledge base in use: entries and index of one edition, exchanged as a whole."""

import asyncio
from contextlib import aclosing
from dataclasses import dataclass
from typing import NoReturn

import structlog

from bot.channels.faults import describe
from bot.editions import Edition, edition_of
from bot.entry_editing import EntryEditing
from bot.jobs.looking import keep_looking
from bot.meanings import Meanings
from knowledge.corpus import Corpus
from knowledge.embedding import NanoEncoder
from knowledge.search import Search
from storage.database import Database
from storage.entries import CHANNEL, Entries, StoredEntry
from storage.faults import is_outage
from storage.listening import hear

POLL_SECONDS = 15.0
"""How long a change may go unseen at most while nothing can be heard."""
_RECONNECT_SECONDS = 2.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _InUse:
    edition: Edition
    search: Search


class KnowledgeBase:
    """`corpus` and `search` are the newest known here; whoever began with older ones may go on."""

    def __init__(
        self,
        database: Database,
        seed: Corpus,
        search: Search,
        meanings: Meanings | None = None,
    ) -> None:
        self._database = database
        self._entries = Entries(database)
        self._seed = seed
        self._meanings = meanings or Meanings(NanoEncoder())
        self._in_use = _InUse(edition_of(seed, ()), search)
        self._refreshing = asyncio.Lock()
        self._changed = asyncio.Event()
        self._changed.set()
        self.editing = EntryEditing(self._entries, seed)

    @property
    def edition(self) -> Edition:
        """Entries with the versions that they have."""
        return self._in_use.edition

    @property
    def corpus(self) -> Corpus:
        """Guide, laws, entries and hot questions."""
        return self._in_use.edition.corpus

    @property
    def search(self) -> Search:
        """The index of these entries."""
        return self._in_use.search

    async def put(self, raw: object, author: str, expected: int | None = None) -> StoredEntry:
        """Add or edit an entry, in use here on return; raises as `EntryEditing.put`."""
        stored = await self.editing.put(raw, author, expected)
        await self.refresh()
        return stored

    async def retire(self, entry_id: str, author: str, expected: int | None = None) -> StoredEntry:
        """Take an entry out of use; raises as `EntryEditing.retire`."""
        stored = await self.editing.retire(entry_id, author, expected)
        await self.refresh()
        return stored

    async def refresh(self) -> bool:
        """Take over what was changed since; True where there was something."""
        async with self._refreshing:
            before = self._in_use.edition
            changed = await self._entries.changed_since(before.seq)
            if not changed:
                return False
            stored = {**before.stored, **{one.id: one for one in changed}}
            edition = edition_of(self._seed, stored.values())
            search = await asyncio.to_thread(self._meanings.index, edition.corpus)
            self._in_use = _InUse(edition, search)
            self._changed.set()
        log.info("knowledge.changed", entries=[f"{one.id}@{one.version}" for one in changed])
        for entry_id, reason in edition.left_out.items():
            if before.left_out.get(entry_id) != reason:
                log.warning("knowledge.left_out", entry=entry_id)
        return True

    async def listen(self) -> NoReturn:
        """Refresh at every change that any replica makes, until cancelled."""
        while True:
            try:
                async with aclosing(hear(self._database, CHANNEL)) as heard:
                    async for _ in heard:
                        await self.refresh()
            except Exception as error:
                tell = log.warning if is_outage(error) else log.error
                tell("knowledge.deaf", **describe(error))
            await asyncio.sleep(_RECONNECT_SECONDS)

    async def learn(self) -> NoReturn:
        """Encode what is new at every change, and then find it by its meaning too."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            learnt = await self._meanings.learn(self.corpus)
            if learnt is None:
                await asyncio.sleep(POLL_SECONDS)
                self._changed.set()
            elif learnt:
                async with self._refreshing:
                    edition = self._in_use.edition
                    search = await asyncio.to_thread(self._meanings.index, edition.corpus)
                    self._in_use = _InUse(edition, search)

    async def poll(self, seconds: float = POLL_SECONDS) -> None:
        """Look now and then, for what went unheard."""
        await keep_looking("knowledge_poll", self.refresh, seconds)
