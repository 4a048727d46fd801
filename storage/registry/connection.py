"""One transaction on the registry's tables, and what a lost database becomes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta, timezone

import psycopg
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection

from flows.ports import RegistryUnavailable
from storage.database import Database

# China has one time zone and no summer time; a fixed offset needs no tzdata on the machine.
CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")


def china_now() -> datetime:
    """The moment, on the registry's own clock."""
    return datetime.now(CHINA)


@asynccontextmanager
async def transaction(database: Database) -> AsyncIterator[AsyncConnection]:
    """Commits at the end, rolls back on any error; raises `RegistryUnavailable`."""
    try:
        async with database.engine.begin() as connection:
            yield connection
    except (OperationalError, psycopg.OperationalError, PoolTimeout, OSError) as error:
        raise RegistryUnavailable(type(error).__name__) from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise RegistryUnavailable(type(error).__name__) from error
        raise
