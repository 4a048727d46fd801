"""Keys made at their first use."""

import asyncio

from storage.database import Database
from storage.secrets import secret


async def test_everybody_gets_the_first_ones_key(database: Database) -> None:
    keys = await asyncio.gather(*(secret(database, "web_cookie") for _ in range(5)))
    assert len(set(keys)) == 1
    assert len(keys[0]) == 64
    assert await secret(database, "another") != keys[0]
