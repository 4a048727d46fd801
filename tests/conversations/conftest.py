"""A whole house, and a person on the channel that the test asks for."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.conversations.chat import Product, product_on
from tests.demo_people import data_dir, template
from tests.house import House, house
from tests.telegram.fake_bot_api import FakeBotApi
from tests.telegram.fixtures import bot_api

__all__ = ["bot_api", "data_dir", "template"]


@pytest.fixture
async def home(database: Database, data_dir: Path, bot_api: FakeBotApi) -> AsyncIterator[House]:
    """The product with both channels and demo people."""
    async with house(database, data_dir, bot_api=bot_api) as opened:
        yield opened


@pytest.fixture
async def product(database: Database, data_dir: Path) -> AsyncIterator[Product]:
    """The product without channels, for many talks in little time."""
    async with product_on(database, data_dir) as composed:
        yield composed


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole talks compose the product for each test: left out of the part for coding."""
    for item in items:
        if item.path.parent == Path(__file__).parent and item.path.stem != "test_talks":
            item.add_marker(pytest.mark.slow)
