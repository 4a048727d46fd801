"""The outbox: what people are to be told, each row once, in order, whoever dies meanwhile."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from storage import outbox_sql
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Row:
    """One outbox row with its chat; `message` is a `BotMessage` as JSON."""

    id: int
    conversation_id: int
    channel: str
    chat_id: str
    message: dict[str, Any]
    replaces: str
    attempts: int
    delivered_as: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of one attempt; `pause` and `refresh` are seconds from now."""

    id: int
    status: Literal["waiting", "sent", "dead"]
    attempts: int
    delivered_as: str = ""
    error: str = ""
    pause: float | None = None
    refresh: float | None = None


class Outbox:
    """Rows by raw psycopg; who writes them is the dialogue's and the poller's transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, channels: Iterable[str], lease: float, limit: int = 200) -> list[Row]:
        """Take rows that nobody has touched for `lease` seconds, oldest first."""
        return await self._rows(
            outbox_sql.CLAIM, channels=list(channels), lease=lease, limit=limit
        )

    async def renew(self, ids: Iterable[int], older: float) -> None:
        """Say that these rows are in hand here, where that was last said `older` seconds ago."""
        await self._do(outbox_sql.RENEW, ids=list(ids), older=older)

    async def release(self, ids: Iterable[int]) -> None:
        """Leave these rows to whoever claims next."""
        await self._do(outbox_sql.RELEASE, ids=list(ids))

    async def overtaking(self, firsts: Mapping[int, int], mine: Iterable[int]) -> set[int]:
        """Those conversations whose row (`firsts`) would overtake an older one not of `mine`."""
        rows = await self._fetch(
            outbox_sql.OVERTAKING,
            conversations=list(firsts),
            firsts=list(firsts.values()),
            mine=list(mine),
        )
        return {row["conversation_id"] for row in rows}

    async def mark(self, marks: Sequence[Mark]) -> None:
        """Write what became of many attempts, in one statement."""
        await self._do(
            outbox_sql.MARK,
            ids=[mark.id for mark in marks],
            statuses=[mark.status for mark in marks],
            delivered_as=[mark.delivered_as for mark in marks],
            errors=[mark.error for mark in marks],
            attempts=[mark.attempts for mark in marks],
            pauses=[mark.pause for mark in marks],
            refreshes=[mark.refresh for mark in marks],
        )

    async def conversation_unreachable(self, conversation_id: int) -> None:
        """Stop writing there; what waits is dead."""
        await self._do(
            outbox_sql.UNREACHABLE, conversation=conversation_id, channel=None, chat=None
        )

    async def chat_unreachable(self, channel: str, chat_id: str) -> None:
        """The same by the channel's own id; an unknown chat is no error."""
        await self._do(outbox_sql.UNREACHABLE, conversation=None, channel=channel, chat=chat_id)

    async def waiting(self) -> int:
        """How many rows are due and not yet sent."""
        return int((await self._fetch(outbox_sql.COUNT))[0]["waiting"])

    async def due_countdowns(self, pause: float, limit: int = 20) -> list[Row]:
        """Take shown messages whose seconds are to be redrawn; again after `pause` seconds."""
        return await self._rows(outbox_sql.COUNTDOWNS, pause=pause, limit=limit)

    async def next_countdown(self) -> float | None:
        """Seconds until the next redraw is due; None where none is."""
        seconds = (await self._fetch(outbox_sql.NEXT_COUNTDOWN))[0]["seconds"]
        return None if seconds is None else float(seconds)

    async def refresh_after(self, outbox_id: int, pause: float | None) -> None:
        """Redraw again in `pause` seconds, or never."""
        await self._do(outbox_sql.REFRESH_AFTER, id=outbox_id, pause=pause)

    async def is_still_shown(self, conversation_id: int, outbox_id: int) -> bool:
        """True while nothing newer with buttons, and no redraw, was put into the conversation."""
        rows = await self._fetch(
            outbox_sql.STILL_SHOWN, conversation=conversation_id, id=outbox_id
        )
        return bool(rows and rows[0]["shown"])

    async def _rows(self, statement: str, **values: object) -> list[Row]:
        found = await self._fetch(statement, **values)
        return sorted((Row(**row) for row in found), key=lambda row: row.id)

    async def _fetch(self, statement: str, **values: object) -> list[dict[str, Any]]:
        async with self._database.raw() as connection:
            return await (await connection.execute(statement.encode(), values)).fetchall()

    async def _do(self, statement: str, **values: object) -> None:
        async with self._database.raw() as connection:
            await connection.execute(statement.encode(), values)
