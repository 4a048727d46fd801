"""Bringing the database up and loading demo people, before anything is served."""

import asyncio
from datetime import datetime

from bot.pictures.demo_people import demo_pictures
from bot.settings import Settings
from flows.view import SHANGHAI
from storage.database import Database
from storage.embedded_server import start_again, start_embedded
from storage.files import DiskFiles
from storage.registry.demo import load_demo


async def open_database(settings: Settings, address: str = "") -> Database:
    """The migrated database; raises `storage.embedded_server.DatabaseUnavailable`.

    `address` is that of an embedded server which has been started already.
    """
    address = address or settings.database_url
    if not address:
        address = await asyncio.to_thread(start_embedded, settings.data_dir)
    database = Database(address)
    await database.migrate()
    return database


async def load_demo_people(
    settings: Settings, database: Database, *, with_pictures: bool = True
) -> None:
    """Made-up people and enterprises, where the settings ask for them.

    Drawing their pictures takes a second or two the first time: it may be left for later.
    """
    if settings.demo_people:
        today = datetime.now(SHANGHAI).date()
        files = DiskFiles(settings.data_dir / "files")
        await load_demo(database, files, today, demo_pictures if with_pictures else None)


async def keep_running(settings: Settings, database: Database) -> None:
    """Start the embedded server again where it died while this process lives on."""
    while True:
        await asyncio.sleep(2)
        if not await database.is_alive():
            await asyncio.to_thread(start_again, settings.data_dir)
