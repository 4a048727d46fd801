"""The database: an embedded PostgreSQL by default, or the one that DATABASE_URL names."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import psycopg
from psycopg.rows import dict_row
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.util import greenlet_spawn

from storage.embedded_server import DatabaseUnavailable

DRIVER = "postgresql+psycopg"
VERSIONS = Path(__file__).parent / "migrations" / "versions"


def sqlalchemy_url(address: str) -> str:
    """The address with SQLAlchemy's driver in front."""
    return DRIVER + "://" + address.split("://", 1)[1]


class Database:
    """One engine and one pool; `raw` lends plain psycopg connections for the hot statements."""

    def __init__(self, address: str, *, pool_size: int = 10) -> None:
        self.address = address
        self.engine: AsyncEngine = create_async_engine(
            sqlalchemy_url(address),
            pool_size=pool_size,
            max_overflow=10,
            pool_timeout=10,
            connect_args={"connect_timeout": 5},
        )

    @asynccontextmanager
    async def raw(self) -> AsyncIterator[psycopg.AsyncConnection[dict[str, Any]]]:
        """A psycopg connection in autocommit mode, answering rows as dicts."""
        pooled = await self.engine.raw_connection()
        try:
            connection = cast("psycopg.AsyncConnection[Any]", pooled.driver_connection)
            if not connection.autocommit:
                await connection.set_autocommit(True)
            connection.row_factory = dict_row
            yield connection
        except psycopg.OperationalError:
            if connection.closed:
                # The server went away: every idle connection is as dead as this one.
                await self.engine.dispose()
            raise
        finally:
            if connection.closed:
                await greenlet_spawn(pooled.invalidate)
            else:
                connection.row_factory = psycopg.rows.tuple_row
                await connection.set_autocommit(False)
            # Back to the pool, which rolls back whatever is left open.
            await greenlet_spawn(pooled.close)

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()

    async def migrate(self) -> None:
        """Bring the schema up to date; raises `DatabaseUnavailable`."""
        try:
            async with self.engine.begin() as connection:
                await connection.run_sync(_upgrade)
        except (psycopg.OperationalError, OSError) as error:
            raise DatabaseUnavailable(_away(self.address, error)) from error
        except Exception as error:
            if isinstance(getattr(error, "orig", None), psycopg.OperationalError):
                raise DatabaseUnavailable(_away(self.address, error)) from error
            raise

    async def is_alive(self) -> bool:
        """True where a statement comes back within two seconds."""
        # Not `asyncio.timeout`: a statement that is cut short waits for the server to confirm it.
        asked = asyncio.create_task(self._answers())
        await asyncio.wait({asked}, timeout=2)
        return asked.done() and asked.result()

    async def _answers(self) -> bool:
        try:
            async with self.raw() as connection:
                await connection.execute("SELECT 1")
        except Exception:
            return False
        return True


def _away(address: str, error: Exception) -> str:
    place = psycopg.conninfo.conninfo_to_dict(address)
    where = f"{place.get('host', 'localhost')}:{place.get('port', 5432)}/{place.get('dbname', '')}"
    reason = str(error).splitlines()[0]
    return (
        f"the database at {where} does not answer ({reason}). "
        "Start it, or correct DATABASE_URL, or leave DATABASE_URL empty for the embedded one."
    )


def _upgrade(connection: Connection) -> None:
    # Two replicas may start at once: the second waits here until the first has migrated.
    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7240117)")
    known = connection.exec_driver_sql("SELECT to_regclass('alembic_version')").scalar()
    if known is not None:
        at = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if at == max(path.name.split("_")[0] for path in VERSIONS.glob("[0-9]*.py")):
            return
    # Imported where there is something to migrate: it takes longer than all the rest here.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(VERSIONS.parent))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
