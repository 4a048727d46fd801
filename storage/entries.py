"""Entries of the knowledge base that were added, edited or retired here; every version is kept.

What an entry must look like is not known here: the caller's check decides, under the lock that
makes writers take turns, so that no two edits can be right alone and wrong together.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from storage.database import Database

CHANNEL = "knowledge_entries"
"""Where replicas hear of a new version (LISTEN)."""
_LOCK = 7240119
_COLUMNS = "seq, id, version, author, created_at, entry, is_retired"
_NEWEST = f"SELECT DISTINCT ON (id) {_COLUMNS} FROM knowledge_entries"


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """One version of an entry; `seq` counts the changes of all entries in the order they held."""

    seq: int
    id: str
    version: int
    author: str
    created_at: datetime
    entry: dict[str, Any]
    is_retired: bool


Check = Callable[[list[StoredEntry]], None]
"""Gets the newest version of every stored entry; raises what keeps the new one out."""


class VersionConflict(Exception):
    """Somebody else was quicker: `current` is the version that stands now (0: none stored)."""

    def __init__(self, entry_id: str, current: int) -> None:
        super().__init__(f"{entry_id} is at version {current} by now")
        self.current = current


class Entries:
    """Writes versions, and reads the newest."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(
        self,
        entry_id: str,
        entry: dict[str, Any],
        author: str,
        *,
        expected: int | None = None,
        is_retired: bool = False,
        check: Check | None = None,
    ) -> StoredEntry:
        """Store the next version and tell every replica; raises `VersionConflict`.

        `expected` is the version that the author saw (0: none was stored); None: whatever it is.
        """
        async with self._database.raw() as connection, connection.transaction():
            # Taken before anything is read: `seq` grows in the order of the commits, and what
            # the check sees still holds when the version is written.
            await connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            standing = await _read(connection, f"{_NEWEST} ORDER BY id, version DESC")
            at = next((one.version for one in standing if one.id == entry_id), 0)
            if expected is not None and expected != at:
                raise VersionConflict(entry_id, at)
            if check is not None:
                check(standing)
            (stored,) = await _read(
                connection,
                "INSERT INTO knowledge_entries (id, version, author, entry, is_retired)"
                f" VALUES (%s, %s, %s, %s, %s) RETURNING {_COLUMNS}",
                (entry_id, at + 1, author, Jsonb(entry), is_retired),
            )
            await connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, str(stored.seq)))
        return stored

    async def changed_since(self, seq: int = 0) -> list[StoredEntry]:
        """The newest version of each entry that changed after `seq`, in the order of change."""
        async with self._database.raw() as connection:
            found = await _read(
                connection, f"{_NEWEST} WHERE seq > %s ORDER BY id, version DESC", (seq,)
            )
        return sorted(found, key=lambda one: one.seq)

    async def history(self, entry_id: str) -> list[StoredEntry]:
        """Every version of one entry, newest first."""
        async with self._database.raw() as connection:
            return await _read(
                connection,
                f"SELECT {_COLUMNS} FROM knowledge_entries WHERE id = %s ORDER BY version DESC",
                (entry_id,),
            )


async def _read(
    connection: psycopg.AsyncConnection[dict[str, Any]],
    statement: str,
    values: tuple[object, ...] = (),
) -> list[StoredEntry]:
    cursor = await connection.execute(statement.encode(), values)
    return [StoredEntry(**row) for row in await cursor.fetchall()]
