"""Versions of entries on the real database."""

import asyncio
from contextlib import aclosing

import pytest

from storage.database import Database
from storage.entries import CHANNEL, Entries, StoredEntry, VersionConflict
from storage.listening import hear


async def test_every_version_is_kept(database: Database) -> None:
    store = Entries(database)
    first = await store.put("parking", {"title": "一"}, "王工", expected=0)
    second = await store.put("parking", {"title": "二"}, "李工", expected=1)
    third = await store.put("parking", {"title": "二"}, "李工", is_retired=True)
    assert [one.version for one in (first, second, third)] == [1, 2, 3]
    assert await store.history("parking") == [third, second, first]
    assert await store.history("nothing") == []
    other = await store.put("other", {"title": "三"}, "王工")
    assert await store.changed_since() == [third, other]
    assert await store.changed_since(third.seq) == [other]
    assert await store.changed_since(other.seq) == []


async def test_the_slower_of_two_is_told(database: Database) -> None:
    store = Entries(database)
    puts = [store.put("parking", {"title": name}, name, expected=0) for name in "甲乙丙丁"]
    results = await asyncio.gather(*puts, return_exceptions=True)
    conflicts = [one for one in results if isinstance(one, VersionConflict)]
    assert [one.current for one in conflicts] == [1, 1, 1]
    assert len(await store.history("parking")) == 1


async def test_what_the_check_refuses_is_not_stored(database: Database) -> None:
    store = Entries(database)
    seen: list[list[StoredEntry]] = []

    def refuse(standing: list[StoredEntry]) -> None:
        seen.append(standing)
        raise LookupError("no")

    first = await store.put("parking", {}, "王工")
    with pytest.raises(LookupError, match="no"):
        await store.put("parking", {"title": "坏"}, "王工", check=refuse)
    assert seen == [[first]]
    assert await store.history("parking") == [first]


async def test_a_change_is_heard_when_it_is_committed(database: Database) -> None:
    async with aclosing(hear(database, CHANNEL)) as heard, asyncio.timeout(30):
        assert await anext(heard) == ""
        stored = await Entries(database).put("parking", {}, "王工")
        assert await anext(heard) == str(stored.seq)
