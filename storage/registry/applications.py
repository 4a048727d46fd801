"""What people do with applications: file, correct, withdraw."""

from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.dialects.postgresql import insert as insert_or_skip
from sqlalchemy.ext.asyncio import AsyncConnection

from flows.model import Actor, Application, ApplicationStatus, Submission
from flows.pipeline import DIRECT_KINDS, Event, move
from flows.ports import RegistryRefused
from storage.registry import events, people
from storage.registry.admission import admit
from storage.registry.ids import new_id
from storage.registry.moves import locked, moved
from storage.registry.rows import APPLICATION, application_of
from storage.registry.tables import applications, corrections


async def submit(connection: AsyncConnection, submission: Submission, at: datetime) -> Application:
    """File it once; the same key answers what the first time made. Raises `RegistryRefused`."""
    mended = None
    if submission.kind == "correction":
        # Before the person, in the order of an approval: else each could wait for the other.
        mended = await locked(connection, submission.answers.get("application", ""))
    facts = await people.locked_facts(connection, submission.person_id)
    if known := await _by_key(connection, submission):
        return known
    if mended:
        return await _correct(connection, mended, submission, at)
    admit(facts, submission, at.date())
    direct = submission.kind in DIRECT_KINDS
    event = Event.SUBMIT_DIRECTLY if direct else Event.SUBMIT
    status = move(ApplicationStatus.DRAFT, event, Actor.PERSON)
    row = {
        "submission_key": submission.key,
        "person_id": submission.person_id,
        "kind": submission.kind,
        "speciality": submission.speciality,
        "enterprise_name": facts.employment.enterprise_name if facts.employment else "",
        "credit_code": facts.employment.credit_code if facts.employment else "",
        "status": status,
        "answers": submission.answers,
        "files": submission.files,
        "evidence": [one.model_dump(mode="json") for one in submission.evidence],
        "filed_at": at,
        "changed_at": at,
    }
    made = None
    while made is None:  # until a free id is drawn
        made = (
            await connection.execute(
                insert_or_skip(applications)
                .values(id=new_id(), **row)
                .on_conflict_do_nothing(index_elements=["id"])
                .returning(*APPLICATION)
            )
        ).one_or_none()
    application = application_of(made)
    await events.record(connection, application.id, status, Actor.PERSON, at)
    return application


async def _by_key(connection: AsyncConnection, submission: Submission) -> Application | None:
    corrected = select(corrections.c.application_id).where(
        corrections.c.submission_key == submission.key
    )
    query = select(*APPLICATION).where(
        (applications.c.submission_key == submission.key) | applications.c.id.in_(corrected)
    )
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        return None
    if row.person_id != submission.person_id:
        raise RegistryRefused("unknown_application")
    return application_of(row)


async def _correct(
    connection: AsyncConnection, application: Application, submission: Submission, at: datetime
) -> Application:
    """补正 (manual 3.1.3); `answers["application"]` says which application it mends."""
    if application.person_id != submission.person_id:
        raise RegistryRefused("unknown_application")
    if not submission.files:
        raise RegistryRefused("correction_without_proof")
    await connection.execute(
        insert(corrections).values(
            submission_key=submission.key,
            application_id=application.id,
            answers=submission.answers,
            files=submission.files,
            evidence=[one.model_dump(mode="json") for one in submission.evidence],
            at=at,
        )
    )
    return await moved(connection, application, Event.CORRECT, Actor.PERSON, at)


async def submission_of(
    connection: AsyncConnection, application_id: str, person_id: str = ""
) -> Submission:
    """What was handed in, by that person if one is named; raises `RegistryRefused`."""
    query = select(applications).where(applications.c.id == application_id)
    row = (await connection.execute(query)).one_or_none()
    if row is None or (person_id and row.person_id != person_id):
        raise RegistryRefused("unknown_application")
    return Submission.model_validate({**row._mapping, "key": row.submission_key})


async def untouched(
    connection: AsyncConnection,
    status: ApplicationStatus,
    since: datetime,
    after: str,
    limit: int,
) -> list[Application]:
    """Those in `status` that nobody has moved after `since`, by id above `after`."""
    query = (
        select(*APPLICATION)
        .where(
            applications.c.status == status,
            applications.c.changed_at <= since,
            applications.c.id > after,
        )
        .order_by(applications.c.id)
        .limit(limit)
    )
    return [application_of(row) for row in await connection.execute(query)]


async def withdraw(
    connection: AsyncConnection, application_id: str, person_id: str, at: datetime
) -> Application:
    """撤回 (manual 5); asking again changes nothing. Raises `RegistryRefused`."""
    application = await locked(connection, application_id)
    if application.person_id != person_id:
        raise RegistryRefused("unknown_application")
    if application.status in {ApplicationStatus.WITHDRAWN, ApplicationStatus.WITHDRAWING}:
        return application
    if application.kind in DIRECT_KINDS:
        # No enterprise takes part in these, so nobody could consent.
        raise RegistryRefused("withdrawal_not_offered", status=application.status.value)
    return await moved(connection, application, Event.WITHDRAW, Actor.PERSON, at)
