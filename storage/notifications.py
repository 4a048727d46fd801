"""我的消息 (manual 2.5) and its pushes: each piece of news becomes both in one transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from flows.model import StatusEvent
from storage.conversations import READABLE_CHANNELS
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Notification:
    """One line of 我的消息."""

    id: int
    text: str
    at: datetime
    is_read: bool


@dataclass(frozen=True, slots=True)
class Push:
    """What an event says: its line in 我的消息, and the message to push, if any."""

    text: str
    message: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Notice:
    """A piece of news for one person; its key makes it happen once, whoever tells it."""

    person_id: str
    key: str
    push: Push
    at: datetime
    application_id: str | None = None


@dataclass(frozen=True, slots=True)
class Queued:
    """An outbox row that a push made."""

    id: int
    conversation_id: int
    channel: str
    chat_id: str
    message: dict[str, Any]


class Notifications:
    """Reads 我的消息, and turns registry events and other news into it, each once."""

    def __init__(self, database: Database, registry: str = "") -> None:
        # Every registry counts its events by itself: what was read of one says nothing of another.
        self._database = database
        self._cursor = f"registry {registry}".strip()
        self._event = f"status:{registry}:" if registry else "status:"

    async def page(self, person_id: str, offset: int = 0, limit: int = 8) -> list[Notification]:
        """A person's messages, unread first, then the latest."""
        async with self._database.raw() as connection:
            cursor = await connection.execute(
                "SELECT id, text, at, read_at IS NOT NULL AS is_read FROM notifications"
                " WHERE person_id = %s ORDER BY read_at IS NOT NULL, at DESC, id DESC"
                " LIMIT %s OFFSET %s",
                (person_id, limit, offset),
            )
            return [Notification(**row) for row in await cursor.fetchall()]

    async def unread(self, person_id: str) -> int:
        """How many messages have not been read."""
        async with self._database.raw() as connection:
            cursor = await connection.execute(
                "SELECT count(*) AS n FROM notifications WHERE person_id = %s AND read_at IS NULL",
                (person_id,),
            )
            row = await cursor.fetchone()
        return int(row["n"]) if row else 0

    async def mark_read(self, person_id: str, ids: Sequence[int]) -> None:
        """Mark messages as read; those of other people are left alone."""
        async with self._database.raw() as connection:
            await connection.execute(
                "UPDATE notifications SET read_at = now()"
                " WHERE person_id = %s AND id = ANY(%s) AND read_at IS NULL",
                (person_id, list(ids)),
            )

    async def position(self) -> int:
        """The cursor of the last event that was turned into messages."""
        async with self._database.raw() as connection:
            cursor = await connection.execute(
                "SELECT position FROM cursors WHERE name = %s", (self._cursor,)
            )
            row = await cursor.fetchone()
        return int(row["position"]) if row else 0

    async def take(
        self, after: int, events: Sequence[StatusEvent], push: Callable[[StatusEvent], Push]
    ) -> list[Queued]:
        """Record events read at position `after`; empty where another replica was faster."""
        queued: list[Queued] = []
        async with self._database.raw() as connection, connection.transaction():
            await connection.execute(
                "INSERT INTO cursors (name, position) VALUES (%s, 0) ON CONFLICT DO NOTHING",
                (self._cursor,),
            )
            moved = await connection.execute(
                "UPDATE cursors SET position = %s WHERE name = %s AND position = %s",
                (events[-1].cursor, self._cursor, after),
            )
            if moved.rowcount == 0:
                return []
            for event in events:
                notice = Notice(
                    event.person_id,
                    f"{self._event}{event.cursor}",
                    push(event),
                    event.at,
                    event.application_id,
                )
                queued += await _record(connection, notice)
        return queued

    async def unannounced(self, keys: Mapping[str, str]) -> list[str]:
        """Those of the keys, each with its person, that are new and whose person has a chat."""
        async with self._database.raw() as connection:
            cursor = await connection.execute(
                "SELECT asked.key FROM unnest(%s::text[], %s::text[]) AS asked (key, person)"
                " WHERE NOT EXISTS (SELECT FROM notifications n WHERE n.event_key = asked.key)"
                " AND EXISTS (SELECT FROM conversations c"
                " WHERE c.person_id = asked.person AND c.reachable)",
                (list(keys), list(keys.values())),
            )
            return [row["key"] for row in await cursor.fetchall()]

    async def announce(self, notice: Notice) -> list[Queued]:
        """Record one piece of news by itself; empty where it has been announced before."""
        async with self._database.raw() as connection, connection.transaction():
            return await _record(connection, notice)


async def _record(
    connection: psycopg.AsyncConnection[dict[str, Any]], notice: Notice
) -> list[Queued]:
    """The line and its pushes, unless the key is known; a second writer waits for the first."""
    line = await connection.execute(
        "INSERT INTO notifications (person_id, event_key, application_id, text, at)"
        " VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
        (notice.person_id, notice.key, notice.application_id, notice.push.text, notice.at),
    )
    if line.rowcount == 0 or notice.push.message is None:
        return []
    cursor = await connection.execute(
        "WITH sent AS (INSERT INTO outbox"
        " (conversation_id, message, event_key, status)"
        " SELECT id, %(message)s, %(key)s,"
        " CASE WHEN channel = ANY(%(readable)s) THEN 'sent' ELSE 'waiting' END"
        " FROM conversations WHERE person_id = %(person)s AND reachable"
        " ON CONFLICT DO NOTHING RETURNING id, conversation_id)"
        " SELECT sent.id, sent.conversation_id, c.channel, c.chat_id"
        " FROM sent JOIN conversations c ON c.id = sent.conversation_id",
        {
            "message": Jsonb(notice.push.message),
            "key": notice.key,
            "person": notice.person_id,
            "readable": list(READABLE_CHANNELS),
        },
    )
    return [Queued(**row, message=notice.push.message) for row in await cursor.fetchall()]
