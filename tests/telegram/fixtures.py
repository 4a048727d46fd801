"""Fixtures that other folders import into their conftest: `bot_api`."""

from collections.abc import AsyncIterator

import pytest

from tests.telegram.fake_bot_api import FakeBotApi


@pytest.fixture
async def bot_api() -> AsyncIterator[FakeBotApi]:
    """A running fake Bot API."""
    server = FakeBotApi()
    await server.start()
    yield server
    await server.stop()
