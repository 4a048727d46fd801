"""What an approval changes in the register itself, by kind of application."""

from collections.abc import Awaitable, Callable
from datetime import date

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from flows import id_number
from flows.model import Application, ApplicationStatus, Registration
from flows.terms import renewed_until, term_of, years_later
from storage.registry.numbers import certificate_number, seal_at, seal_number
from storage.registry.rows import REGISTRATION, registration_of
from storage.registry.tables import (
    anomalies,
    applications,
    certificate_sequence,
    people,
    registrations,
)

# 我的消息's own words (manual 2.5).
APPROVED_NOTE = "终审完成并发布"


async def take_effect(connection: AsyncConnection, application: Application, today: date) -> None:
    """Write what the approved application asked for; some kinds change nothing here."""
    if effect := _EFFECTS.get(application.kind):
        await effect(connection, application, today)


async def _register(connection: AsyncConnection, application: Application, today: date) -> None:
    number = int(await connection.scalar(certificate_sequence.next_value()) or 0)
    speciality, credit_code = application.speciality, application.credit_code
    certificate = await _enterprise_certificate(connection, application)
    await connection.execute(
        insert(registrations).values(
            person_id=application.person_id,
            speciality=speciality,
            holder_name=select(people.c.name)
            .where(people.c.id == application.person_id)
            .scalar_subquery(),
            certificate_number=certificate_number(speciality, credit_code, today, number),
            seal_number=seal_number(speciality, credit_code, certificate, number),
            enterprise_name=application.enterprise_name,
            credit_code=credit_code,
            valid_until=years_later(today, term_of(speciality)),
        )
    )


async def _move(connection: AsyncConnection, application: Application, today: date) -> None:
    held = await _registration(connection, application)
    certificate = await _enterprise_certificate(connection, application)
    await _change(
        connection,
        application,
        enterprise_name=application.enterprise_name,
        credit_code=application.credit_code,
        seal_number=seal_at(
            held.seal_number, held.speciality, application.credit_code, certificate
        ),
    )


async def _renew(connection: AsyncConnection, application: Application, today: date) -> None:
    held = await _registration(connection, application)
    if held.cancelled and await _cancelled_since(connection, application):
        return  # what the person has cancelled meanwhile is not brought back
    until = renewed_until(held, today)
    await _change(connection, application, valid_until=until, cancelled=False)


async def _cancelled_since(connection: AsyncConnection, application: Application) -> bool:
    query = select(applications.c.id).where(
        applications.c.person_id == application.person_id,
        applications.c.speciality == application.speciality,
        applications.c.kind == "cancellation",
        applications.c.status == ApplicationStatus.APPROVED,
        applications.c.changed_at >= application.filed_at,
    )
    return (await connection.execute(query)).first() is not None


async def _cancel(connection: AsyncConnection, application: Application, today: date) -> None:
    await _change(connection, application, cancelled=True)


async def _update_person(
    connection: AsyncConnection, application: Application, today: date
) -> None:
    """Name, ID number, ID type, and what an 身份证号 says of birth and sex (manual 2.7)."""
    answers = await _answers(connection, application)
    told: dict[str, object] = {
        name: answers[name] for name in ("name", "id_number", "id_type") if answers.get(name)
    }
    number = answers.get("id_number", "")
    if id_number.is_valid(number):
        told |= {"born_on": id_number.birth_of(number), "sex": id_number.sex_of(number)}
    if told:
        await connection.execute(
            update(people).where(people.c.id == application.person_id).values(told)
        )
    if name := answers.get("name"):
        await connection.execute(
            update(registrations)
            .where(registrations.c.person_id == application.person_id)
            .values(holder_name=name)
        )


async def _clear_anomaly(
    connection: AsyncConnection, application: Application, today: date
) -> None:
    answers = await _answers(connection, application)
    await connection.execute(
        update(anomalies)
        .where(
            anomalies.c.person_id == application.person_id,
            anomalies.c.id == answers.get("anomaly", ""),
        )
        .values(cleared_at=application.changed_at)
    )


async def _answers(connection: AsyncConnection, application: Application) -> dict[str, str]:
    query = select(applications.c.answers).where(applications.c.id == application.id)
    return await connection.scalar(query) or {}


_Effect = Callable[[AsyncConnection, Application, date], Awaitable[None]]

# 更改补办 issues a certificate or a seal anew: nothing in the register changes.
_EFFECTS: dict[str, _Effect] = {
    "initial": _register,
    "change": _move,
    "renewal": _renew,
    "cancellation": _cancel,
    "info_update": _update_person,
    "defence": _clear_anomaly,
}


async def _registration(connection: AsyncConnection, application: Application) -> Registration:
    query = select(*REGISTRATION).where(*_of(application)).with_for_update()
    return registration_of((await connection.execute(query)).one())


async def _change(connection: AsyncConnection, application: Application, **values: object) -> None:
    await connection.execute(update(registrations).where(*_of(application)).values(**values))


def _of(application: Application) -> tuple[ColumnElement[bool], ...]:
    return (
        registrations.c.person_id == application.person_id,
        registrations.c.speciality == application.speciality,
    )


async def _enterprise_certificate(connection: AsyncConnection, application: Application) -> str:
    employment = await connection.scalar(
        select(people.c.employment).where(people.c.id == application.person_id)
    )
    if not employment or employment["credit_code"] != application.credit_code:
        return ""
    return str(employment["certificate_number"])
