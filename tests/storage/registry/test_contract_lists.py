"""What every registry tells of many people at once, page by page."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from flows.model import ApplicationStatus as S
from flows.model import PersonRegistration, Submission
from flows.ports import Registry, RegistryRefused
from storage.database import Database
from storage.registry.connection import transaction
from storage.registry.office import Office
from storage.registry.tables import applications
from tests.storage.registry.conftest import NOW, TODAY

FileAs = Callable[..., Submission]


async def test_changes_come_in_pages_and_in_order(
    registry: Registry, office: Office, file_as: FileAs
) -> None:
    first = await registry.submit(file_as())
    second = await registry.submit(file_as("shebao"))
    for id_ in (second.id, first.id):
        await office.report(id_)
        await office.deliver(id_)
    seen, position = [], 0
    while page := await registry.changes(position, limit=4):
        assert len(page) <= 4
        seen += page
        position = page[-1].cursor
    assert [(one.application_id, one.status) for one in seen] == [
        (first.id, S.SUBMITTED),
        (second.id, S.SUBMITTED),
        (second.id, S.REPORTED),
        (second.id, S.PENDING),
        (first.id, S.REPORTED),
        (first.id, S.PENDING),
    ]
    cursors = [one.cursor for one in seen]
    assert cursors == sorted(set(cursors))
    assert await registry.changes(2**62, 1) == []


async def test_registrations_that_end_come_in_pages(registry: Registry) -> None:
    first, last = TODAY, TODAY + timedelta(days=366)
    seen: list[PersonRegistration] = []
    after = ("", "")
    while page := await registry.registrations_ending(first, last, after, limit=1):
        assert len(page) == 1
        seen += page
        after = page[-1].person_id, page[-1].registration.speciality
    # Neither who ends later (duozhuan), nor who has ended (guoqi), nor who was cancelled (huilai).
    assert [(one.person_id, one.registration.speciality) for one in seen] == [
        ("demo-chachong", "CN"),
        ("demo-yanxu", "S"),
        ("demo-zhuoyue", "ARCH"),
    ]
    assert await registry.registrations_ending(first, last) == seen
    (one,) = [one for one in seen if one.person_id == "demo-yanxu"]
    facts = await registry.facts("demo-yanxu")
    assert facts.registrations == (one.registration,)


async def test_both_days_of_the_span_count(registry: Registry) -> None:
    (ends,) = (await registry.facts("demo-yanxu")).registrations
    day = ends.valid_until
    found = await registry.registrations_ending(day, day)
    assert [one.person_id for one in found] == ["demo-yanxu"]
    assert await registry.registrations_ending(day + timedelta(days=1), date(2027, 3, 1)) == []


async def test_applications_that_nobody_touches_come_in_pages(
    registry: Registry, office: Office, file_as: FileAs, database: Database
) -> None:
    old = [await registry.submit(file_as(name)) for name in ("yantu", "shebao")]
    async with transaction(database) as connection:
        await connection.execute(
            update(applications).values(changed_at=NOW - timedelta(days=3, seconds=1))
        )
    await registry.submit(file_as("jianzhushi", "initial", "ARCH"))
    since, after, seen = NOW - timedelta(days=3), "", []
    while page := await registry.untouched_applications(S.SUBMITTED, since, after, limit=1):
        seen += page
        after = page[-1].id
    assert [one.id for one in seen] == sorted(one.id for one in old)
    assert await registry.untouched_applications(S.SUBMITTED, since) == seen
    assert await registry.untouched_applications(S.REPORTED, since) == []
    await office.report(seen[0].id)
    assert await registry.untouched_applications(S.SUBMITTED, since) == seen[1:]


async def test_what_was_handed_in_is_told_to_its_person_only(
    registry: Registry, file_as: FileAs, proof: str
) -> None:
    handed_in = file_as(
        answers={"speciality": "AY", "note": "“引号” 和\n换行"}, files={"x": proof}
    )
    application = await registry.submit(handed_in)
    assert await registry.submission(application.id, "demo-yantu") == handed_in
    for asked in (
        (application.id, "demo-shebao"),
        ("ZZZZZZ", "demo-yantu"),
        ("../x", "demo-yantu"),
    ):
        for call in (registry.submission, registry.timeline, registry.withdraw):
            with pytest.raises(RegistryRefused, match="unknown_application"):
                await call(*asked)


async def test_a_refusal_brings_its_facts(registry: Registry, file_as: FileAs) -> None:
    with pytest.raises(RegistryRefused) as refused:
        await registry.submit(file_as("weidao", "renewal", "F"))
    assert refused.value.code == "renewal_too_early"
    assert refused.value.facts == {"speciality": "注册化工工程师", "opens": "2027-08-23"}
