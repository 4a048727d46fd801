"""A whole house, and a person with a phone in front of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext

from storage.database import Database
from tests.browser.person import Person
from tests.browser_fixture import browser
from tests.demo_people import data_dir, template
from tests.house import House, house
from tests.telegram.fake_bot_api import FakeBotApi

__all__ = ["browser", "data_dir", "template"]

PHONE = {"width": 390, "height": 844}


@pytest.fixture
async def home(database: Database, data_dir: Path, bot_api: FakeBotApi) -> AsyncIterator[House]:
    """The product with both channels and demo people."""
    async with house(database, data_dir, bot_api=bot_api) as opened:
        yield opened


@pytest.fixture
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    opened = await browser.new_context(viewport=PHONE, has_touch=True, locale="zh-CN")
    yield opened
    await opened.close()


@pytest.fixture
async def person(context: BrowserContext, home: House) -> AsyncIterator[Person]:
    """Somebody who has just opened the chat; any fault of a page fails the test."""
    opened = Person(await context.new_page(), home.address)
    await opened.page.goto(home.address)
    yield opened
    assert opened.faults == []
