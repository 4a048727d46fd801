import asyncio
import random
from collections.abc import Callable

from flows.model import Actor, Submission
from flows.model import ApplicationStatus as S
from flows.ports import Registry
from storage.database import Database
from storage.registry import events
from storage.registry.connection import china_now, transaction

FileAs = Callable[..., Submission]


async def test_a_cursor_waits_for_the_commit_of_the_one_before(
    registry: Registry, database: Database, file_as: FileAs
) -> None:
    application = await registry.submit(file_as())
    start = (await registry.changes(0))[-1].cursor
    async with transaction(database) as slow:
        await events.record(slow, application.id, S.REPORTED, Actor.ENTERPRISE, china_now())
        fast = asyncio.create_task(registry.submit(file_as("shebao")))
        done, _ = await asyncio.wait({fast}, timeout=0.2)
        assert not done
        assert await registry.changes(start) == []
    other = await fast
    seen = await registry.changes(start)
    assert [one.application_id for one in seen] == [application.id, other.id]


async def test_a_reader_that_only_goes_forward_sees_every_event(
    registry: Registry, database: Database, file_as: FileAs
) -> None:
    application = await registry.submit(file_as())
    cursor = (await registry.changes(0))[-1].cursor
    dice = random.Random(7)
    notes = [str(number) for number in range(40)]

    async def write(note: str) -> None:
        pause, hold = dice.random() / 5, dice.choice((0, 0, 0.04))
        await asyncio.sleep(pause)
        async with transaction(database) as connection:
            await events.record(
                connection, application.id, S.REPORTED, Actor.ENTERPRISE, china_now(), note
            )
            await asyncio.sleep(hold)

    writers = asyncio.gather(*(write(note) for note in notes))
    seen: list[str] = []
    while len(seen) < len(notes):
        finished = writers.done()
        found = await registry.changes(cursor, limit=7)
        seen += [one.note for one in found]
        cursor = found[-1].cursor if found else cursor
        assert found or not finished, f"never seen: {set(notes) - set(seen)}"
    await writers
    assert sorted(seen) == sorted(notes)
