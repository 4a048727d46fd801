"""A chat's history: what came in and what went out, merged by their common sequence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage import thread_sql
from storage.database import Database

_NO_END = 2**62


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing said, by the person (`content`) or to them (`message`)."""

    id: int
    """The row shown; a redraw has a higher one than the message it replaces."""
    place: int
    """The row it stands at, which redraws keep: what a tap names."""
    at: datetime
    update_id: str = ""
    content: dict[str, Any] | None = None
    """kind, text, picture."""
    message: dict[str, Any] | None = None
    """A `BotMessage` as JSON."""


class Thread:
    """The histories of one channel's chats; a chat that does not exist is an empty one."""

    def __init__(self, database: Database, channel: str = "web") -> None:
        self._database = database
        self._channel = channel

    async def page(self, chat: str, before: int | None = None, limit: int = 40) -> list[Entry]:
        """The last `limit` entries below `before`, oldest first, in their present drawing."""
        rows = await self._rows(thread_sql.PAGE, chat, before=before or _NO_END, limit=limit)
        places = [row["known_as"] for row in rows if row["message"]]
        redrawn = {
            row["replaces"]: row
            for row in await self._rows(thread_sql.REDRAWN, chat, places=places)
        }
        return _in_order(
            # A redraw stays where the message first stood, in time as in place.
            _entry(redrawn.get(row["known_as"], row) | {"at": row["at"]}, row["id"])
            for row in rows
        )

    async def since(self, chat: str, seq: int, known: Sequence[int] = ()) -> list[Entry]:
        """Entries after `seq`, and those of the last half minute that are not `known`."""
        rows = await self._rows(thread_sql.SINCE, chat, after=seq, known=list(known))
        return _in_order(_entry(row, _place(row)) for row in rows)

    async def received(self, chat: str, update_id: str) -> Entry | None:
        """The person's entry made by that update, where there is one to be shown."""
        rows = await self._rows(thread_sql.RECEIVED, chat, update_id=update_id)
        return _entry(rows[0], rows[0]["id"]) if rows else None

    async def holds_picture(self, chat: str, sha256: str) -> bool:
        """True where the picture was sent or shown in this chat."""
        rows = await self._rows(thread_sql.HOLDS_PICTURE, chat, sha256=sha256)
        return bool(rows[0]["held"])

    async def tails(self, chats: Sequence[str]) -> dict[str, tuple[int, ...]]:
        """The last outbox rows of each chat: another answer than before means something new."""
        rows = await self._rows(thread_sql.TAILS, "", chats=list(chats))
        return {row["chat_id"]: tuple(row["tail"]) for row in rows}

    async def person(self, chat: str) -> str | None:
        """Whose chat it is; None for nobody's."""
        async with self._database.raw() as connection:
            rows = await connection.execute(
                "SELECT person_id FROM conversations WHERE channel = %s AND chat_id = %s",
                (self._channel, chat),
            )
            row = await rows.fetchone()
        return row["person_id"] if row else None

    async def shown_at(self, chat: str, place: int) -> list[dict[str, Any]]:
        """What stood at a place of the history, the newest redraw first."""
        rows = await self._rows(thread_sql.SHOWN_AT, chat, place=place, replaced=str(place))
        return [row["message"] for row in rows]

    async def rename(self, chat: str, new: str) -> None:
        """Give the chat another id; whoever knew the old one no longer reaches it."""
        async with self._database.raw() as connection:
            await connection.execute(
                "UPDATE conversations SET chat_id = %s WHERE channel = %s AND chat_id = %s",
                (new, self._channel, chat),
            )

    async def retire(self, chat: str, new: str) -> None:
        """Take the chat from its person and its browser; drafts and applications stay theirs."""
        async with self._database.raw() as connection:
            await connection.execute(
                "UPDATE conversations SET chat_id = %s, person_id = NULL, tracker_id = NULL,"
                " reachable = false, version = version + 1 WHERE channel = %s AND chat_id = %s",
                (new, self._channel, chat),
            )

    async def _rows(self, statement: str, chat: str, **values: object) -> list[dict[str, Any]]:
        known = {"channel": self._channel, "chat": chat, **values}
        async with self._database.raw() as connection:
            return await (await connection.execute(statement.encode(), known)).fetchall()


def _place(row: dict[str, Any]) -> int:
    return int(row["replaces"]) if row["replaces"].isdecimal() else row["id"]


def _entry(row: dict[str, Any], place: int) -> Entry:
    return Entry(row["id"], place, row["at"], row["update_id"], row["content"], row["message"])


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Oldest first; of one moment's rows the person's come before the answer to them."""
    return sorted(entries, key=lambda entry: (entry.at, entry.message is not None, entry.id))
