import asyncio
from collections.abc import Callable

import pytest
from sqlalchemy import update

from flows.model import ApplicationStatus as S
from flows.model import Submission
from storage.database import Database
from storage.registry.autopilot import MARK, advance
from storage.registry.connection import transaction
from storage.registry.embedded import EmbeddedRegistry
from storage.registry.office import Office
from storage.registry.tables import people

FileAs = Callable[..., Submission]


@pytest.fixture
def live(database: Database) -> EmbeddedRegistry:
    """The loaded registry on the real clock, by which the autopilot waits."""
    return EmbeddedRegistry(database)


async def test_one_step_each_marked_as_a_demonstration(
    live: EmbeddedRegistry, database: Database, file_as: FileAs
) -> None:
    application = await live.submit(file_as())
    await live.submit(file_as("shebao"))
    assert await advance(database, 0) == 2
    timeline = await live.timeline(application.id, "demo-yantu")
    assert [one.status for one in timeline] == [S.SUBMITTED, S.REPORTED]
    assert timeline[-1].note == MARK


async def test_all_the_way_and_then_no_further(
    live: EmbeddedRegistry, database: Database, file_as: FileAs
) -> None:
    application = await live.submit(file_as())
    assert [await advance(database, 0) for _ in range(7)] == [1] * 6 + [0]
    timeline = await live.timeline(application.id, "demo-yantu")
    assert timeline[-1].status is S.APPROVED
    assert "终审完成并发布" in timeline[-1].note
    assert MARK in timeline[-1].note
    assert len((await live.facts("demo-yantu")).registrations) == 1


async def test_it_waits_for_its_time(
    live: EmbeddedRegistry, database: Database, file_as: FileAs
) -> None:
    await live.submit(file_as())
    assert await advance(database, 60) == 0


async def test_it_leaves_corrections_and_real_people_alone(
    live: EmbeddedRegistry, database: Database, file_as: FileAs
) -> None:
    office = Office(database)
    wanted = await live.submit(file_as())
    await office.report(wanted.id)
    await office.deliver(wanted.id)
    await office.request_correction(wanted.id, "内容", "原因")
    await live.submit(file_as("shebao"))
    async with transaction(database) as connection:
        await connection.execute(
            update(people).where(people.c.id == "demo-shebao").values(demo=False)
        )
    assert await advance(database, 0) == 0


async def test_two_replicas_take_one_step_together(
    live: EmbeddedRegistry, database: Database, file_as: FileAs
) -> None:
    applications = [
        await live.submit(file_as(name, "initial", speciality))
        for name, speciality in (("yantu", "AY"), ("shebao", "AY"), ("wuzizhi", "CD"))
    ]
    counts = await asyncio.gather(*(advance(database, 0) for _ in range(4)))
    assert sum(counts) == 3
    for one in applications:
        assert len(await live.timeline(one.id, one.person_id)) == 2
