import asyncio
import re
from datetime import date

import pytest
from stdnum.cn import ric, uscc

from flows.model import Facts
from flows.terms import renewal_opens
from storage.database import Database
from storage.files import DiskFiles
from storage.registry.demo import load_demo
from storage.registry.demo_enterprises import demo_enterprises
from storage.registry.demo_people import PEOPLE
from storage.registry.embedded import EmbeddedRegistry

TODAY = date(2026, 11, 23)


def drawn(person_id: str) -> tuple[bytes, bytes]:
    return b"portrait", person_id.encode()


@pytest.fixture
def registry(database: Database) -> EmbeddedRegistry:
    return EmbeddedRegistry(database)


async def everybody(registry: EmbeddedRegistry) -> dict[str, Facts]:
    return {one.username: await registry.facts(one.id) for one in PEOPLE}


def test_enterprises_are_many_valid_and_various() -> None:
    all_ = demo_enterprises()
    assert len(all_) >= 200
    assert len({one.name for one in all_}) == len({one.credit_code for one in all_}) == len(all_)
    assert all(uscc.is_valid(one.credit_code) for one in all_)
    held = [
        (kind, number)
        for one in all_
        for kind in one.certificates
        for number in one.certificates[kind]
    ]
    assert all(re.fullmatch(r"[A-Z]\d{9}", number) for _, number in held)
    assert {kind for kind, _ in held} == {"勘察设计行业", "施工", "监理", "招标代理", "造价咨询"}
    assert len({one.name[:2] for one in all_}) > 20
    assert 10 < sum(not one.certificates for one in all_) < 100
    assert demo_enterprises() == all_


async def test_people_are_valid(registry: EmbeddedRegistry) -> None:
    people = [facts.person for facts in (await everybody(registry)).values()]
    assert len(people) >= 8
    assert (
        len({one.id_number for one in people})
        == len({one.mobile for one in people})
        == len(people)
    )
    for one in people:
        assert ric.is_valid(one.id_number), one.name
        assert ric.get_birth_date(one.id_number) == one.born_on
        assert (int(one.id_number[16]) % 2 == 1) == (one.sex == "男")
        assert re.fullmatch(r"1[3-9]\d{9}", one.mobile)


async def test_every_situation_is_there(registry: EmbeddedRegistry) -> None:
    people = await everybody(registry)
    ready = people["yantu"]
    assert ready.missing_parts == ready.registrations == ()
    assert people["xinren"].missing_parts == ("basic", "employment", "pictures")
    assert people["meizhao"].missing_parts == ("pictures",)
    assert len(people["duozhuan"].qualifications) == 3
    ends = {
        name: facts.registrations[0].valid_until
        for name, facts in people.items()
        if facts.registrations
    }
    assert renewal_opens(ends["yanxu"]) <= TODAY <= ends["yanxu"]
    assert renewal_opens(ends["weidao"]) > TODAY
    assert ends["guoqi"] < TODAY
    assert people["shebao"].social_insurance.abnormal
    without = people["wuzizhi"].employment
    assert without is not None
    assert without.certificate_number == "无"
    assert [one.speciality for one in people["jianzhushi"].qualifications] == ["ARCH"]
    moved = people["biangeng"]
    assert moved.employment is not None
    assert moved.employment.credit_code != moved.registrations[0].credit_code
    assert people["huilai"].registrations[0].cancelled
    held = {one.speciality for facts in people.values() for one in facts.qualifications}
    assert held >= {one.speciality for facts in people.values() for one in facts.registrations}
    assert all(
        one.approved_on < TODAY for facts in people.values() for one in facts.qualifications
    )


async def test_two_replicas_load_at_once_and_again_later(
    blank: Database, files: DiskFiles
) -> None:
    loads = (load_demo(blank, files, TODAY, drawn) for _ in range(3))
    await asyncio.gather(*loads)
    registry = EmbeddedRegistry(blank)
    before = await everybody(registry)
    await load_demo(blank, files, date(2027, 6, 1), drawn)
    assert await everybody(registry) == before


async def test_pictures_come_with_a_later_load(blank: Database, files: DiskFiles) -> None:
    await load_demo(blank, files, TODAY)
    registry = EmbeddedRegistry(blank)
    assert (await registry.facts("demo-yantu")).missing_parts == ("pictures",)
    await load_demo(blank, files, TODAY, drawn)
    facts = await registry.facts("demo-yantu")
    assert facts.missing_parts == ()
    assert await files.get(facts.signature or "") == b"demo-yantu"
    assert (await registry.facts("demo-meizhao")).missing_parts == ("pictures",)
