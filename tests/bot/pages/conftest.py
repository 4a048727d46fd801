"""A house with both channels, and somebody logged in on each in turn."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from storage.registry.demo_people import DEMO_PASSWORD
from tests.bot.pages.reader import OnTelegram, OnWeb, Reader
from tests.house import House, house
from tests.telegram.fake_bot_api import FakeBotApi


@pytest.fixture
async def home(database: Database, data_dir: Path, bot_api: FakeBotApi) -> AsyncIterator[House]:
    async with house(database, data_dir, bot_api=bot_api) as opened:
        yield opened


@pytest.fixture(params=["web", "telegram"])
async def stranger(home: House, request: pytest.FixtureRequest) -> AsyncIterator[Reader]:
    """Somebody who has not logged in."""
    if request.param == "telegram":
        yield OnTelegram(home.telegram_user())
        return
    async with home.web_user() as user:
        yield OnWeb(user)


@pytest.fixture
async def reader(home: House, stranger: Reader) -> Reader:
    """The demo person `yantu`."""
    if isinstance(stranger, OnTelegram):
        await home.log_in_on_telegram(stranger.user, "yantu")
        await stranger.user.sees("已登录")
    elif isinstance(stranger, OnWeb):
        await stranger.user.logs_in("yantu", DEMO_PASSWORD)
    return stranger
