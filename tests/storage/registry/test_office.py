import asyncio
from collections.abc import Awaitable, Callable
from datetime import date

import pytest

from flows.model import Actor, Application, Correction, Registration, Submission
from flows.model import ApplicationStatus as S
from flows.ports import Registry, RegistryRefused
from storage.database import Database
from storage.registry.office import Office

FileAs = Callable[..., Submission]


async def approved(office: Office, application: Application) -> Application:
    for act in (office.report, office.deliver, office.accept, office.review, office.publicise):
        await act(application.id)
    return await office.approve(application.id)


async def registration(registry: Registry, person_id: str, of: str) -> Registration:
    held = (await registry.facts(person_id)).registrations
    return next(one for one in held if one.speciality == of)


async def test_the_whole_way_to_a_registration(
    registry: Registry, office: Office, file_as: FileAs
) -> None:
    application = await registry.submit(file_as())
    assert (await approved(office, application)).status is S.APPROVED
    timeline = await registry.timeline(application.id, "demo-yantu")
    assert [(one.status, one.actor) for one in timeline] == [
        (S.SUBMITTED, Actor.PERSON),
        (S.REPORTED, Actor.ENTERPRISE),
        (S.PENDING, Actor.AUTHORITY),
        (S.ACCEPTED, Actor.AUTHORITY),
        (S.REVIEWING, Actor.AUTHORITY),
        (S.PUBLICISED, Actor.AUTHORITY),
        (S.APPROVED, Actor.AUTHORITY),
    ]
    assert timeline[-1].note == "终审完成并发布"
    held = await registration(registry, "demo-yantu", "AY")
    assert held.valid_until == date(2029, 11, 23)
    assert held.certificate_number.startswith("AY2633")
    assert len(held.certificate_number) == 2 + 9
    assert held.seal_number.startswith("3300001-AY")
    assert held.enterprise_name == application.enterprise_name


async def test_an_architects_registration(
    registry: Registry, office: Office, file_as: FileAs
) -> None:
    await approved(office, await registry.submit(file_as("jianzhushi", "initial", "ARCH")))
    held = await registration(registry, "demo-jianzhushi", "ARCH")
    assert held.valid_until == date(2028, 11, 23)
    assert held.certificate_number.isdigit()
    assert len(held.certificate_number) == 9
    assert held.seal_number[:-3].endswith("-")


async def test_a_renewal_adds_a_term(registry: Registry, office: Office, file_as: FileAs) -> None:
    await approved(office, await registry.submit(file_as("yanxu", "renewal", "S")))
    assert (await registration(registry, "demo-yanxu", "S")).valid_until == date(2030, 2, 23)


async def test_re_registration_at_the_same_enterprise_keeps_its_term(
    registry: Registry, office: Office, file_as: FileAs
) -> None:
    before = await registration(registry, "demo-huilai", "F")
    assert before.cancelled
    await approved(office, await registry.submit(file_as("huilai", "renewal", "F")))
    after = await registration(registry, "demo-huilai", "F")
    assert (after.cancelled, after.valid_until) == (False, before.valid_until)


async def test_a_change_moves_the_registration(
    registry: Registry, office: Office, file_as: FileAs
) -> None:
    before = await registration(registry, "demo-biangeng", "AY")
    application = await registry.submit(file_as("biangeng", "change", "AY"))
    await approved(office, application)
    after = await registration(registry, "demo-biangeng", "AY")
    assert before.credit_code != after.credit_code == application.credit_code
    assert after.valid_until == before.valid_until
    assert after.certificate_number == before.certificate_number
    assert after.seal_number[-5:] == before.seal_number[-5:]
    assert after.seal_number != before.seal_number


async def test_a_cancellation_cancels(registry: Registry, office: Office, file_as: FileAs) -> None:
    await approved(office, await registry.submit(file_as("weidao", "cancellation", "F")))
    assert (await registration(registry, "demo-weidao", "F")).cancelled


async def test_a_rejection_keeps_the_opinion_and_changes_nothing(
    registry: Registry, office: Office, file_as: FileAs
) -> None:
    application = await registry.submit(file_as())
    for act in (office.report, office.deliver, office.accept, office.review):
        await act(application.id)
    rejected = await office.reject(application.id, "业绩证明不足")
    assert (rejected.status, rejected.opinion) == (S.REJECTED, "业绩证明不足")
    assert (await registry.facts("demo-yantu")).registrations == ()


async def pending(registry: Registry, office: Office, submission: Submission) -> str:
    application = await registry.submit(submission)
    await office.report(application.id)
    await office.deliver(application.id)
    return application.id


async def test_a_correction_there_and_back(
    registry: Registry, office: Office, file_as: FileAs, proof: str
) -> None:
    id_ = await pending(registry, office, file_as())
    asked = await office.request_correction(id_, "补充社保证明", "请补正社保缴纳证明")
    wanted = Correction(content="补充社保证明", reason="请补正社保缴纳证明")
    assert (asked.status, asked.correction) == (S.CORRECTING, wanted)
    answer = file_as(
        kind="correction", key="c", answers={"application": id_}, files={"proof": proof}
    )
    with pytest.raises(RegistryRefused, match="correction_without_proof"):
        await registry.submit(answer.model_copy(update={"files": {}}))
    corrected = await registry.submit(answer)
    assert (corrected.status, corrected.correction) == (S.PENDING, None)
    assert await registry.submit(answer) == corrected
    with pytest.raises(RegistryRefused, match="no_correction_wanted"):
        await registry.submit(answer.model_copy(update={"key": "d"}))
    with pytest.raises(RegistryRefused, match="unknown_application"):
        await registry.submit(
            file_as("shebao", "correction", key="e", answers={"application": id_})
        )


async def test_a_refused_withdrawal_still_waits_for_the_correction(
    registry: Registry, office: Office, file_as: FileAs
) -> None:
    id_ = await pending(registry, office, file_as())
    await office.request_correction(id_, "内容", "原因")
    withdrawing = await registry.withdraw(id_, "demo-yantu")
    assert withdrawing.correction is not None
    assert (await office.refuse(id_)).status is S.CORRECTING


async def test_consent_to_a_withdrawal(
    registry: Registry, office: Office, file_as: FileAs
) -> None:
    id_ = await pending(registry, office, file_as())
    await registry.withdraw(id_, "demo-yantu")
    assert (await office.consent(id_)).status is S.WITHDRAWN


async def test_return_and_decline_keep_their_reason(
    registry: Registry, office: Office, file_as: FileAs
) -> None:
    returned = await office.return_((await registry.submit(file_as(key="1"))).id, "信息有误")
    assert (returned.status, returned.opinion) == (S.RETURNED, "信息有误")
    declined = await office.decline(await pending(registry, office, file_as(key="2")), "不符合")
    assert (declined.status, declined.opinion) == (S.DECLINED, "不符合")


async def test_straight_to_the_authority(
    registry: Registry, office: Office, file_as: FileAs
) -> None:
    answers = {"name": "甄更名"}
    told = await registry.submit(file_as("yantu", "info_update", "", answers=answers))
    (anomaly,) = (await registry.facts("demo-shebao")).anomalies
    about = {"anomaly": anomaly.id}
    plea = await registry.submit(file_as("shebao", "defence", "", answers=about))
    assert told.status is plea.status is S.PENDING
    with pytest.raises(RegistryRefused, match="withdrawal_not_offered"):
        await registry.withdraw(told.id, "demo-yantu")
    for id_ in (told.id, plea.id):
        await office.accept(id_)
        await office.review(id_)
        await office.approve(id_)
    assert (await registry.facts("demo-yantu")).person.name == "甄更名"
    assert not (await registry.facts("demo-shebao")).social_insurance.abnormal


async def test_what_cannot_be_done_says_what_can(
    registry: Registry, office: Office, file_as: FileAs
) -> None:
    application = await registry.submit(file_as())
    with pytest.raises(RegistryRefused) as refused:
        await office.approve(application.id)
    assert refused.value.code == "not_possible_now"
    assert refused.value.facts == {"status": "submitted", "possible": "report return withdraw"}
    with pytest.raises(RegistryRefused, match="unknown_application"):
        await office.report("ZZZZZZ")


async def test_two_at_once_act_once(
    registry: Registry, office: Office, file_as: FileAs, database: Database
) -> None:
    application = await registry.submit(file_as())
    acts: list[Awaitable[Application]] = [office.report(application.id) for _ in range(5)]
    answers = await asyncio.gather(*acts, return_exceptions=True)
    assert sum(isinstance(one, Application) for one in answers) == 1
    assert sum(isinstance(one, RegistryRefused) for one in answers) == 4
    assert len(await registry.timeline(application.id, "demo-yantu")) == 2


async def test_the_list_and_what_was_handed_in(
    registry: Registry, office: Office, file_as: FileAs
) -> None:
    application = await registry.submit(file_as())
    assert await office.applications() == [application]
    assert await office.submission(application.id.lower()) == file_as()
    await office.return_(application.id)
    assert await office.applications() == []
    assert len(await office.applications(finished=True)) == 1
