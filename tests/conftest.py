"""The real database for every test: one embedded server a run, one fresh database a test."""

import asyncio
import os
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from storage.database import Database
from storage.embedded_server import start_embedded, stop_embedded
from tests.telegram.fixtures import bot_api as bot_api


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of the run's own server; TEST_DATABASE_URL names another."""
    if address := os.environ.get("TEST_DATABASE_URL"):
        yield address
        return
    # Not below pytest's own folder: run as root, pytest closes it to the server's user.
    folder = Path(tempfile.mkdtemp(prefix="assistant-tests-"))
    yield start_embedded(folder)
    stop_embedded(folder)
    shutil.rmtree(folder, ignore_errors=True)


def _address(server: str, database: str) -> str:
    head, _, query = server.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{database}" + (f"?{query}" if query else "")


@pytest.fixture(scope="session")
def template(postgres: str) -> str:
    """Name of a database with the whole schema, to be copied by each test."""
    name = "template_" + secrets.token_hex(4)
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")

    async def migrate() -> None:
        database = Database(_address(postgres, name))
        await database.migrate()
        await database.close()

    asyncio.run(migrate())
    return name


@contextmanager
def _fresh(postgres: str, template: str) -> Iterator[str]:
    name = "test_" + secrets.token_hex(6)
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield _address(postgres, name)
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database_address(postgres: str, template: str) -> Iterator[str]:
    """Address of a fresh, migrated database."""
    with _fresh(postgres, template) as address:
        yield address


@pytest.fixture
async def database(database_address: str) -> AsyncIterator[Database]:
    """The fresh database, opened."""
    opened = Database(database_address)
    yield opened
    await opened.close()


@pytest.fixture
async def other_database(postgres: str, template: str) -> AsyncIterator[Database]:
    """A second fresh database, of another server than ours."""
    with _fresh(postgres, template) as address:
        opened = Database(address)
        yield opened
        await opened.close()


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data directory of the test's own."""
    return tmp_path / "data"
