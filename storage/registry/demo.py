"""Loads the made-up people and enterprises; safe at every start and by many replicas at once."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Table, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from flows.model import Employment, Enterprise
from flows.ports import FileStore
from flows.terms import months_later, term_of, years_later
from storage.database import Database
from storage.registry.accounts import hash_password
from storage.registry.connection import CHINA, transaction
from storage.registry.demo_enterprises import demo_enterprises
from storage.registry.demo_people import (
    DEMO_PASSWORD,
    PEOPLE,
    DemoPerson,
    Held,
    basic_of,
    person_of,
)
from storage.registry.enterprises import searchable
from storage.registry.numbers import certificate_number, seal_number
from storage.registry.tables import (
    accounts,
    anomalies,
    certificate_sequence,
    enterprise_certificates,
    enterprises,
    people,
    qualifications,
    registrations,
)

_LOCK = 7240119

Pictures = Callable[[str], tuple[bytes, bytes]]


async def load_demo(
    database: Database, files: FileStore, today: date, pictures: Pictures | None = None
) -> None:
    """Add what is missing; what people have changed since stays as it is.

    `pictures` answers portrait and signature for a person's id; without it nobody has any,
    and a later load with it supplies them. Raises `RegistryUnavailable`.
    """
    employers = demo_enterprises()
    async with transaction(database) as connection:
        await connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        loaded = set(await connection.scalars(select(people.c.id).where(people.c.demo)))
        await _add_enterprises(connection, employers)
        new = [(serial, one) for serial, one in enumerate(PEOPLE, 1) if one.id not in loaded]
        if new:
            password_hash = await asyncio.to_thread(hash_password, DEMO_PASSWORD)
            for serial, one in new:
                await _add_person(connection, one, serial, employers, today)
                await _add(
                    connection,
                    accounts,
                    username=one.username,
                    password_hash=password_hash,
                    person_id=one.id,
                )
        if pictures:
            await _add_pictures(connection, files, pictures)


async def _add(connection: AsyncConnection, table: Table, **row: Any) -> None:
    await connection.execute(insert(table).values(row).on_conflict_do_nothing())


async def _add_enterprises(connection: AsyncConnection, all_: list[Enterprise]) -> None:
    await connection.execute(
        insert(enterprises).on_conflict_do_nothing(),
        [
            {"credit_code": one.credit_code, "name": one.name, "searched": searchable(one.name)}
            for one in all_
        ],
    )
    await connection.execute(
        insert(enterprise_certificates).on_conflict_do_nothing(),
        [
            {"credit_code": one.credit_code, "industry": industry, "number": number}
            for one in all_
            for industry, numbers in one.certificates.items()
            for number in numbers
        ],
    )


async def _add_person(
    connection: AsyncConnection,
    one: DemoPerson,
    serial: int,
    employers: list[Enterprise],
    today: date,
) -> None:
    employment = None
    if one.employer is not None:
        employment = _employment(employers[one.employer], today, serial)
    await _add(
        connection,
        people,
        **person_of(one, serial).model_dump(),
        basic=basic_of(one, today).model_dump(mode="json") if employment else None,
        employment=employment.model_dump(mode="json") if employment else None,
        demo=True,
    )
    for speciality in one.qualified:
        await _add(
            connection,
            qualifications,
            person_id=one.id,
            speciality=speciality,
            obtained_by="考试",
            approved_on=date(today.year - 2, 12, 1),
        )
    for held in one.held:
        await _add_registration(connection, one, held, employers[held.employer], today)
    for kind, description in one.anomalies:
        await _add(
            connection,
            anomalies,
            id=sha256(f"{one.id}:{kind}".encode()).hexdigest()[:6].upper(),
            person_id=one.id,
            kind=kind,
            description=description,
            found_at=datetime.combine(today, time(9), CHINA) - timedelta(days=3),
        )


def _employment(enterprise: Enterprise, today: date, serial: int) -> Employment:
    industry, numbers = next(iter(enterprise.certificates.items()), ("勘察设计行业", ("无",)))
    return Employment(
        enterprise_name=enterprise.name,
        credit_code=enterprise.credit_code,
        industry=industry,
        certificate_number=numbers[0],
        contact_mobile=f"1990001{serial:04}",
        begins_on=date(today.year - 3, 3, 1),
    )


async def _add_registration(
    connection: AsyncConnection, one: DemoPerson, held: Held, employer: Enterprise, today: date
) -> None:
    number = int(await connection.scalar(certificate_sequence.next_value()) or 0)
    valid_until = months_later(today, held.months)
    began = years_later(valid_until, -term_of(held.speciality))
    certificate = _employment(employer, today, 0).certificate_number
    await _add(
        connection,
        registrations,
        person_id=one.id,
        speciality=held.speciality,
        holder_name=one.name,
        certificate_number=certificate_number(
            held.speciality, employer.credit_code, began, number
        ),
        seal_number=seal_number(held.speciality, employer.credit_code, certificate, number),
        enterprise_name=employer.name,
        credit_code=employer.credit_code,
        valid_until=valid_until,
        cancelled=held.cancelled,
    )


async def _add_pictures(connection: AsyncConnection, files: FileStore, pictures: Pictures) -> None:
    complete = [one.id for one in PEOPLE if one.employer is not None and one.pictures]
    query = select(people.c.id).where(
        people.c.id.in_(complete), people.c.portrait.is_(None), people.c.signature.is_(None)
    )
    for person_id in (await connection.scalars(query)).all():
        portrait, signature = await asyncio.to_thread(pictures, person_id)
        await connection.execute(
            update(people)
            .where(people.c.id == person_id)
            .values(portrait=await files.put(portrait), signature=await files.put(signature))
        )
