"""Work that one replica at a time may do: an advisory lock, freed however its owner ends."""

import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg

from storage.database import Database

_SPACE = 7240120


@asynccontextmanager
async def alone(database: Database, work: str) -> AsyncIterator[bool]:
    """True where nobody else does this work now; then nobody does until the block is left.

    The lock lives as long as its connection: where the server goes away, another may begin.
    """
    async with database.raw() as connection:
        cursor = await connection.execute(
            "SELECT pg_try_advisory_lock(%s, hashtext(%s)) AS is_ours", (_SPACE, work)
        )
        row = await cursor.fetchone()
        is_ours = bool(row and row["is_ours"])
        try:
            yield is_ours
        finally:
            if is_ours:
                with contextlib.suppress(psycopg.OperationalError):
                    await connection.execute(
                        "SELECT pg_advisory_unlock(%s, hashtext(%s))", (_SPACE, work)
                    )
