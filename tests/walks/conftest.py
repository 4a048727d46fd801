"""A house with both channels."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.demo_people import data_dir, template
from tests.house import House, house
from tests.telegram.fake_bot_api import FakeBotApi

__all__ = ["data_dir", "template"]


@pytest.fixture
async def home(database: Database, data_dir: Path, bot_api: FakeBotApi) -> AsyncIterator[House]:
    """The product with both channels and demo people."""
    async with house(database, data_dir, bot_api=bot_api) as opened:
        yield opened
