"""The real database for every test: one server a process, one fresh database a test."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from storage.database import Database
from tests.databases import address_of, create, drop, quick_server
from tests.demo_people import demo as demo
from tests.nlu.rasa_server import rasa as rasa
from tests.telegram.fixtures import bot_api as bot_api

# Each of these tests serves the whole product or draws much: left out of the part for coding.
WHOLE = (
    *("tests/bot/pages/", "test_drawn_pages", "test_status_table", "tests/walks/"),
    "tests/conversations/test_papers",
)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Two processes a core, as tests also wait; none for a few files by name."""
    if os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS"):
        return None
    if config.args_source is config.ArgsSource.ARGS and all(".py" in arg for arg in config.args):
        return 0
    return min(2 * (psutil.cpu_count() or 1), 8)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """No file's content in a test's name: all processes must find the same names, at any time."""
    return argname if isinstance(val, bytes) else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One Rasa for the whole run, in one process; whatever takes long is begun first."""
    for item in items:
        if item.get_closest_marker("rasa"):
            item.add_marker(pytest.mark.xdist_group("rasa"))
        if any(part in str(item.path) for part in WHOLE):
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of this process's own server; TEST_DATABASE_URL names another."""
    if address := os.environ.get("TEST_DATABASE_URL"):
        yield address
        return
    with quick_server() as address:
        yield address


@pytest.fixture(scope="session")
def schema(postgres: str) -> str:
    """Name of a database with the whole schema and nothing in it."""
    name = "template_" + secrets.token_hex(4)
    create(postgres, name)

    async def migrate() -> None:
        database = Database(address_of(postgres, name))
        await database.migrate()
        await database.close()

    asyncio.run(migrate())
    return name


@pytest.fixture(scope="session")
def template(schema: str) -> str:
    """Name of the database that each test gets a copy of; a folder may have its own."""
    return schema


@contextmanager
def _fresh(postgres: str, template: str) -> Iterator[str]:
    name = "test_" + secrets.token_hex(6)
    create(postgres, name, template)
    yield address_of(postgres, name)
    drop(postgres, name)


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
