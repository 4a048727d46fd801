"""The product without a messenger, and somebody who has no cookie."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from storage.database import Database
from tests.house import House, house


@pytest.fixture
async def home(database: Database, data_dir: Path) -> AsyncIterator[House]:
    async with house(database, data_dir) as opened:
        yield opened


@pytest.fixture
async def http(home: House) -> AsyncIterator[aiohttp.ClientSession]:
    headers = {"Accept": "text/html"}
    async with aiohttp.ClientSession(home.address, headers=headers) as session:
        yield session
