"""What every registry does, embedded or remote."""

import asyncio
from collections.abc import Callable
from datetime import date

import pytest

from flows.model import Actor, BasicInformation, Employment, Evidence, ProfileUpdate, Submission
from flows.model import ApplicationStatus as S
from flows.ports import Registry, RegistryRefused
from storage.files import DiskFiles
from storage.registry.office import Office

FileAs = Callable[..., Submission]


async def refusal(awaitable: object) -> RegistryRefused:
    with pytest.raises(RegistryRefused) as refused:
        await awaitable  # type: ignore[misc]
    return refused.value


async def test_facts_of_a_person(registry: Registry) -> None:
    facts = await registry.facts("demo-duozhuan")
    assert facts.missing_parts == ()
    assert {one.speciality for one in facts.qualifications} == {"CN", "CS", "DG"}
    assert [one.speciality for one in facts.registrations] == ["CN"]
    assert facts.applications == ()
    assert not facts.social_insurance.abnormal
    assert (await refusal(registry.facts("nobody"))).code == "unknown_person"


async def test_a_profile_is_saved_whole_and_again(registry: Registry, files: DiskFiles) -> None:
    evidence = Evidence(
        letter="pictures", version="1", sha256="0" * 64,
        shown_at="2026-11-23T10:00:00+08:00", decided_at="2026-11-23T10:01:01+08:00",
        choice="yes",
    )  # fmt: skip
    update = ProfileUpdate(
        basic=BasicInformation(
            school="示例大学", major="岩土工程", education="大学本科", degree="学士学位",
            graduated_in="2015-07", appointed_in="2020-09", title="工程师", years_of_practice=9,
        ),
        employment=Employment(
            enterprise_name="示例公司", credit_code="91350100M000100Y43", industry="勘察设计行业",
            certificate_number="无", contact_mobile="13900000000", begins_on=date(2022, 4, 13),
        ),
        portrait=await files.put(b"a portrait"),
        signature=await files.put(b"a signature"),
        evidence=(evidence,),
    )  # fmt: skip
    assert (await registry.facts("demo-xinren")).missing_parts == (
        "basic",
        "employment",
        "pictures",
    )
    await registry.save_profile("demo-xinren", update)
    await registry.save_profile("demo-xinren", update)
    facts = await registry.facts("demo-xinren")
    assert facts.basic == update.basic
    assert facts.employment == update.employment
    assert (facts.portrait, facts.signature) == (update.portrait, update.signature)
    assert (await refusal(registry.save_profile("nobody", update))).code == "unknown_person"


async def test_filing_and_its_timeline(registry: Registry, file_as: FileAs) -> None:
    application = await registry.submit(file_as())
    assert application.status is S.SUBMITTED
    assert len(application.id) == 6
    assert (await registry.facts("demo-yantu")).applications == (application,)
    (event,) = await registry.timeline(application.id, "demo-yantu")
    assert (event.status, event.actor, event.kind) == (S.SUBMITTED, Actor.PERSON, "initial")
    assert await registry.changes(0) == [event]
    assert await registry.changes(event.cursor) == []
    stranger = await refusal(registry.timeline(application.id, "demo-shebao"))
    assert stranger.code == "unknown_application"


async def test_the_same_key_again_is_the_same_application(
    registry: Registry, file_as: FileAs
) -> None:
    once = await registry.submit(file_as(key="k"))
    assert await registry.submit(file_as(key="k")) == once
    assert len(await registry.changes(0)) == 1
    stolen = file_as("shebao", key="k")
    assert (await refusal(registry.submit(stolen))).code == "unknown_application"


async def test_many_at_once_with_one_key_make_one(registry: Registry, file_as: FileAs) -> None:
    made = await asyncio.gather(*(registry.submit(file_as()) for _ in range(12)))
    assert len({one.id for one in made}) == 1
    assert len(await registry.changes(0)) == 1


async def test_many_at_once_with_different_keys_make_one(
    registry: Registry, file_as: FileAs
) -> None:
    tries = (registry.submit(file_as(key=str(turn))) for turn in range(8))
    answers = await asyncio.gather(*tries, return_exceptions=True)
    refused = [one.code for one in answers if isinstance(one, RegistryRefused)]
    assert refused == ["application_open"] * 7


@pytest.mark.parametrize(
    ("username", "kind", "speciality", "code"),
    [
        ("nobody", "initial", "AY", "unknown_person"),
        ("yantu", "party", "AY", "unknown_kind"),
        ("xinren", "initial", "AY", "pictures_missing"),
        ("meizhao", "initial", "DG", "pictures_missing"),
        ("yantu", "initial", "S", "qualification_missing"),
        ("duozhuan", "initial", "CN", "initial_repeated"),
        ("yantu", "renewal", "AY", "registration_missing"),
        ("weidao", "renewal", "F", "renewal_too_early"),
        ("guoqi", "renewal", "DF", "registration_expired"),
        ("weidao", "change", "F", "enterprise_unchanged"),
        ("huilai", "cancellation", "F", "registration_cancelled"),
    ],
)
async def test_what_the_registry_does_not_take(
    registry: Registry,
    file_as: FileAs,
    username: str,
    kind: str,
    speciality: str,
    code: str,
) -> None:
    refused = await refusal(registry.submit(file_as(username, kind, speciality)))
    assert refused.code == code
    assert await registry.changes(0) == []


@pytest.mark.parametrize(
    ("username", "kind", "speciality"),
    [
        ("shebao", "initial", "AY"),
        ("wuzizhi", "initial", "CD"),
        ("jianzhushi", "initial", "ARCH"),
        ("yanxu", "renewal", "S"),
        ("zhuoyue", "renewal", "ARCH"),
        ("huilai", "renewal", "F"),
        ("biangeng", "change", "AY"),
        ("weidao", "reissue", "F"),
        ("weidao", "cancellation", "F"),
    ],
)
async def test_what_the_registry_takes(
    registry: Registry, file_as: FileAs, username: str, kind: str, speciality: str
) -> None:
    application = await registry.submit(file_as(username, kind, speciality))
    assert application.status is S.SUBMITTED
    assert (application.kind, application.speciality) == (kind, speciality)


async def test_several_specialities_at_once(registry: Registry, file_as: FileAs) -> None:
    await registry.submit(file_as("duozhuan", "initial", "CS"))
    await registry.submit(file_as("duozhuan", "initial", "DG"))
    assert len((await registry.facts("demo-duozhuan")).applications) == 2


async def test_withdrawing_is_free_at_first_and_can_be_filed_again(
    registry: Registry, file_as: FileAs
) -> None:
    application = await registry.submit(file_as(key="first"))
    assert (
        await refusal(registry.withdraw(application.id, "demo-shebao"))
    ).code == "unknown_application"
    gone = await registry.withdraw(application.id, "demo-yantu")
    assert gone.status is S.WITHDRAWN
    assert await registry.withdraw(application.id, "demo-yantu") == gone
    assert (await registry.submit(file_as(key="second"))).status is S.SUBMITTED


async def test_withdrawing_asks_the_enterprise_later_and_is_refused_in_the_end(
    registry: Registry, office: Office, file_as: FileAs
) -> None:
    application = await registry.submit(file_as())
    await office.report(application.id)
    await office.deliver(application.id)
    assert (await registry.withdraw(application.id, "demo-yantu")).status is S.WITHDRAWING
    await office.accept(application.id)
    refused = await refusal(registry.withdraw(application.id, "demo-yantu"))
    assert refused.code == "withdrawal_too_late"
    assert refused.facts["status"] == "accepted"
