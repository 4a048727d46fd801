"""Which entries people really ask for: counted in memory, written and read beside the talks."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta

import structlog

from bot.channels.faults import describe
from bot.jobs.looking import keep_looking
from flows.view import SHANGHAI
from storage.answer_counts import AnswerCounts, Asked
from storage.faults import is_outage

DAYS = 30
"""How far back what was asked makes a question hot."""

log = structlog.get_logger()


class Popularity:
    """What was asked in the last `DAYS`, as it was known at the last look.

    A turn only adds to a counter in memory. What is counted between two looks is lost where the
    process is killed: a few questions of a minute change nothing about which ones are hot.
    """

    def __init__(
        self, counts: AnswerCounts, clock: Callable[[], datetime], seconds: float = 60.0
    ) -> None:
        self._counts = counts
        self._clock = clock
        self._seconds = seconds
        self._new: Counter[tuple[date, Asked]] = Counter()
        self._known: dict[Asked, int] = {}

    def note(self, asked: Asked) -> None:
        """An entry was answered just now."""
        self._new[self._today(), asked] += 1

    def asked(self, *, business: str = "", speciality: str = "") -> dict[str, int]:
        """How often each entry was asked, perhaps only about a business or by a speciality."""
        found: Counter[str] = Counter()
        for one, times in self._known.items():
            if business in ("", one.business) and speciality in ("", one.speciality):
                found[one.entry_id] += times
        return dict(found)

    async def run(self) -> None:
        """Look until cancelled."""
        await keep_looking("popularity", self.look, self._seconds)

    async def look(self) -> None:
        """Write what was counted, then read what everybody counted."""
        await self.flush()
        self._known = await self._counts.since(self._today() - timedelta(days=DAYS - 1))

    async def flush(self) -> None:
        """Write what was counted; it is kept where the database cannot take it."""
        new, self._new = self._new, Counter()
        if not new:
            return
        try:
            await self._counts.add(new)
        except BaseException:
            self._new.update(new)
            raise

    async def close(self) -> None:
        """The last write; an outage is logged, since nobody waits for it any more."""
        try:
            await self.flush()
        except Exception as error:
            tell = log.warning if is_outage(error) else log.error
            tell("popularity.not_written", **describe(error))

    def _today(self) -> date:
        return self._clock().astimezone(SHANGHAI).date()
