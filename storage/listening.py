"""Hearing at once what another process has committed (PostgreSQL's LISTEN)."""

from collections.abc import AsyncGenerator

import psycopg
from psycopg import sql

from storage.database import Database


async def hear(database: Database, channel: str) -> AsyncGenerator[str]:
    """Yield an empty word once it listens, then the word of every notification.

    Raises `psycopg.OperationalError` where the connection breaks: what is sent until the next
    one listens goes unheard, so look for it when the empty word comes.
    """
    connection = await psycopg.AsyncConnection.connect(
        database.address,
        autocommit=True,
        connect_timeout=5,
        # A peer that vanished without a word is noticed within half a minute.
        keepalives_idle=10,
        keepalives_interval=5,
        keepalives_count=3,
    )
    async with connection:
        await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
        yield ""
        async for notification in connection.notifies():
            yield notification.payload
