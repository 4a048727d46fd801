"""Demo people loaded once a day and process, for tests that would load them each for itself.

A folder's conftest imports `template` and `data_dir` from here: its databases then hold the demo
people, and its data directories their pictures.
"""

import asyncio
import os
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from bot.pictures.demo_people import demo_pictures
from bot.settings import Settings
from bot.start import load_demo_people
from flows.view import SHANGHAI
from storage.database import Database
from storage.files import DiskFiles
from storage.registry.demo import load_demo
from tests.databases import address_of, create


class DemoPeople:
    """A template database with the demo people in it, and the folder of their pictures."""

    def __init__(self, server: str, schema: str, files: Path) -> None:
        self.server = server
        self.schema = schema
        self.files = files
        self._loaded: set[date] = set()

    def template(self, today: date) -> str:
        """Name of the database that was loaded on that day: their terms count from it."""
        name = f"{self.schema}_{today:%Y%m%d}"
        if today not in self._loaded:
            create(self.server, name, self.schema)
            asyncio.run(self._load(name, today))
            self._loaded.add(today)
        return name

    async def _load(self, name: str, today: date) -> None:
        database = Database(address_of(self.server, name))
        await load_demo(database, DiskFiles(self.files), today, demo_pictures)
        await database.close()


async def load_if_missing(settings: Settings, database: Database) -> None:
    """The demo people, unless the database was copied with them in it."""
    async with database.raw() as connection:
        found = await connection.execute("SELECT FROM registry.people WHERE demo LIMIT 1")
        is_loaded = found.rowcount > 0
    if not is_loaded:
        await load_demo_people(settings, database)


@pytest.fixture(scope="session")
def demo(postgres: str, schema: str, tmp_path_factory: pytest.TempPathFactory) -> DemoPeople:
    return DemoPeople(postgres, schema, tmp_path_factory.mktemp("demo") / "files")


@pytest.fixture
def template(demo: DemoPeople) -> str:
    """The schema with the demo people of today."""
    return demo.template(datetime.now(SHANGHAI).date())


@pytest.fixture
def data_dir(tmp_path: Path, demo: DemoPeople, template: str) -> Path:
    """A data directory of the test's own, with the pictures of the demo people."""
    shutil.copytree(demo.files, tmp_path / "data" / "files", copy_function=os.link)
    return tmp_path / "data"
