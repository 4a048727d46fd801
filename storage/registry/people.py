"""Everything the registry knows of one person, and the part that people enter themselves."""

from datetime import date
from typing import Any

from sqlalchemy import Row, exists, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from flows.model import (
    FINISHED,
    Anomaly,
    BasicInformation,
    Employment,
    Facts,
    Person,
    PersonRegistration,
    ProfileUpdate,
    Qualification,
)
from flows.ports import RegistryRefused
from storage.registry.rows import APPLICATION, REGISTRATION, application_of, registration_of
from storage.registry.tables import (
    anomalies,
    applications,
    people,
    qualifications,
    registrations,
)

_contested = exists().where(
    applications.c.person_id == anomalies.c.person_id,
    applications.c.kind == "defence",
    applications.c.status.not_in(FINISHED),
    applications.c.answers["anomaly"].astext == anomalies.c.id,
)


async def facts(connection: AsyncConnection, person_id: str) -> Facts:
    """Raises `RegistryRefused("unknown_person")`."""
    found = await connection.execute(select(people).where(people.c.id == person_id))
    return await _facts_of(connection, found.one_or_none())


async def locked_facts(connection: AsyncConnection, person_id: str) -> Facts:
    """The same, and nobody else submits for this person until the transaction ends."""
    query = select(people).where(people.c.id == person_id).with_for_update()
    return await _facts_of(connection, (await connection.execute(query)).one_or_none())


async def _facts_of(connection: AsyncConnection, row: Row[Any] | None) -> Facts:
    if row is None:
        raise RegistryRefused("unknown_person")
    held = await connection.execute(
        select(qualifications)
        .where(qualifications.c.person_id == row.id)
        .order_by(qualifications.c.approved_on, qualifications.c.speciality)
    )
    registered = await connection.execute(
        select(*REGISTRATION)
        .where(registrations.c.person_id == row.id)
        .order_by(registrations.c.speciality)
    )
    filed = await connection.execute(
        select(*APPLICATION)
        .where(applications.c.person_id == row.id)
        .order_by(applications.c.filed_at.desc(), applications.c.id)
    )
    amiss = await connection.execute(
        select(anomalies, _contested.label("is_contested"))
        .where(anomalies.c.person_id == row.id, anomalies.c.cleared_at.is_(None))
        .order_by(anomalies.c.found_at, anomalies.c.id)
    )
    return Facts(
        person=Person.model_validate(dict(row._mapping)),
        basic=BasicInformation.model_validate(row.basic) if row.basic else None,
        employment=Employment.model_validate(row.employment) if row.employment else None,
        portrait=row.portrait,
        signature=row.signature,
        qualifications=tuple(Qualification.model_validate(dict(one._mapping)) for one in held),
        registrations=tuple(registration_of(one) for one in registered),
        applications=tuple(application_of(one) for one in filed),
        anomalies=tuple(Anomaly.model_validate(dict(one._mapping)) for one in amiss),
    )


async def registrations_ending(
    connection: AsyncConnection, first: date, last: date, after: tuple[str, str], limit: int
) -> list[PersonRegistration]:
    """By (person, speciality) above `after`; cancelled ones are left out."""
    key = tuple_(registrations.c.person_id, registrations.c.speciality)
    query = (
        select(registrations.c.person_id, *REGISTRATION)
        .where(
            registrations.c.valid_until.between(first, last),
            ~registrations.c.cancelled,
            key > after,
        )
        .order_by(registrations.c.person_id, registrations.c.speciality)
        .limit(limit)
    )
    return [
        PersonRegistration(person_id=row.person_id, registration=registration_of(row))
        for row in await connection.execute(query)
    ]


async def save_profile(connection: AsyncConnection, person_id: str, change: ProfileUpdate) -> None:
    """Replace all three parts of 个人信息; raises `RegistryRefused("unknown_person")`."""
    saved = await connection.execute(
        update(people)
        .where(people.c.id == person_id)
        .values(
            basic=change.basic.model_dump(mode="json"),
            employment=change.employment.model_dump(mode="json"),
            portrait=change.portrait,
            signature=change.signature,
            evidence=[one.model_dump(mode="json") for one in change.evidence],
        )
    )
    if not saved.rowcount:
        raise RegistryRefused("unknown_person")
