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

# Unread when the leafing began: what its pages have marked since still counts as unread, and
# so every row keeps its place from page to page.
PAGE = """
WITH mine AS (
    SELECT id, text, at, read_at IS NOT NULL AS is_read, application_id, began,
           read_at IS NULL OR read_at >= began AS is_fresh
    FROM notifications, (SELECT coalesce(%(began)s::timestamptz, now()) AS began) AS leafing
    WHERE person_id = %(person_id)s
)
SELECT id, text, at, is_read, coalesce(application_id, '') AS application_id, began
FROM mine
WHERE (is_fresh OR NOT %(only_unread)s)
  AND (%(after)s = 0
       OR (is_fresh, at, id) < (SELECT is_fresh, at, id FROM mine WHERE id = %(after)s))
ORDER BY is_fresh DESC, at DESC, id DESC
LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Notification:
    """One line of 我的消息."""

    id: int
    text: str
    at: datetime
    is_read: bool
    application_id: str
    """What it is about; empty for what is no application."""
    began: datetime
    """When the leafing began that found it."""


@dataclass(frozen=True, slots=True)
class Unread:
    """How many messages a person has not read, and the id of the last of them."""

    count: int
    last: int


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
    """Reads 我的消息, and turns registry events and other news into it, each once.

    What is shown becomes read with the turn that shows it: `Change.seen`.
    """

    def __init__(self, database: Database, registry: str = "") -> None:
        # Every registry counts its events by itself: what was read of one says nothing of another.
        self._database = database
        self._cursor = f"registry {registry}".strip()
        self._event = f"status:{registry}:" if registry else "status:"

    async def page(
        self,
        person_id: str,
        *,
        only_unread: bool = False,
        began: datetime | None = None,
        after: int = 0,
        limit: int = 8,
    ) -> list[Notification]:
        """A person's messages, unread first, then the latest.

        The next page: `began` and `after` (an id) of the last message of the one before.
        """
        values = {
            "person_id": person_id,
            "only_unread": only_unread,
            "began": began,
            "after": after,
            "limit": limit,
        }
        async with self._database.raw() as connection:
            cursor = await connection.execute(PAGE.encode(), values)
            return [Notification(**row) for row in await cursor.fetchall()]

    async def unread(self, person_id: str) -> Unread:
        """How many messages have not been read."""
        async with self._database.raw() as connection:
            cursor = await connection.execute(
                "SELECT count(*) AS count, coalesce(max(id), 0) AS last FROM notifications"
                " WHERE person_id = %s AND read_at IS NULL",
                (person_id,),
            )
            row = await cursor.fetchone()
        return Unread(**row) if row else Unread(0, 0)

    async def unread_up_to(self, person_id: str, last: int) -> list[int]:
        """Ids of unread messages up to one: what has come since stays unread."""
        async with self._database.raw() as connection:
            cursor = await connection.execute(
                "SELECT id FROM notifications WHERE person_id = %s AND read_at IS NULL"
                " AND id <= %s",
                (person_id, last),
            )
            return [row["id"] for row in await cursor.fetchall()]

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
