"""Writes what became of attempts: one statement under way, what ends meanwhile is the next."""

import asyncio

import structlog

from bot.channels.faults import describe
from storage.outbox import Mark, Outbox

log = structlog.get_logger()


class MarkWriter:
    """Keeps marks until the database has them; `mine` loses the ids that are settled."""

    def __init__(self, outbox: Outbox, mine: set[int]) -> None:
        self._outbox = outbox
        self._mine = mine
        self._marks: list[Mark] = []
        self._added = asyncio.Event()

    def add(self, mark: Mark) -> None:
        """Keep it for the next statement."""
        self._marks.append(mark)
        self._added.set()

    async def run(self) -> None:
        """Write until cancelled."""
        while True:
            await self._added.wait()
            self._added.clear()
            try:
                await self.write()
            except Exception as error:
                log.warning("outbox.marks_kept", marks=len(self._marks), **describe(error))
                await asyncio.sleep(1)
                self._added.set()

    async def write(self) -> None:
        """Write all that is kept; raises what the database raises, and keeps them then."""
        # Of two marks for one row the later one counts.
        batch = {mark.id: mark for mark in self._marks}
        if not batch:
            return
        written = len(self._marks)
        await self._outbox.mark(list(batch.values()))
        del self._marks[:written]
        self._mine.difference_update(
            mark.id for mark in batch.values() if mark.status != "waiting"
        )
