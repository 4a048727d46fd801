"""Somebody with a registration, reachable on Telegram and on the web."""

import pytest

from storage.database import Database
from tests.bot.jobs.registered import Holders


@pytest.fixture
async def holders(database: Database) -> Holders:
    """p1 holds 一级注册结构工程师 until 2027-03-01."""
    made = Holders(database)
    await made.add("p1", "telegram:1", "web:w1")
    await made.registers("p1")
    return made
