"""One move of an application: the machine's verdict, its effect, its event, in one go."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from flows.model import Actor, Application, ApplicationStatus, Correction
from flows.pipeline import Event, MoveRefused, move, possible
from flows.ports import RegistryRefused
from storage.registry import events
from storage.registry.effects import take_effect
from storage.registry.rows import APPLICATION, application_of
from storage.registry.tables import applications

_AWAITING = frozenset({ApplicationStatus.CORRECTING, ApplicationStatus.WITHDRAWING})


async def locked(connection: AsyncConnection, application_id: str) -> Application:
    """The application, and nobody else moves it until the transaction ends."""
    query = select(*APPLICATION).where(applications.c.id == application_id).with_for_update()
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        raise RegistryRefused("unknown_application")
    return application_of(row)


async def moved(
    connection: AsyncConnection,
    application: Application,
    event: Event,
    actor: Actor,
    at: datetime,
    note: str = "",
    *,
    opinion: str | None = None,
    correction: Correction | None = None,
) -> Application:
    """Move a locked application by one event and write its event row; must come last.

    Raises `RegistryRefused` with the status and what is possible in it. `correction` is kept
    until it is answered or the application is over.
    """
    wanted = correction or application.correction
    try:
        status = move(application.status, event, actor, correction_open=wanted is not None)
    except MoveRefused as refused:
        raise RegistryRefused(
            refused.code,
            status=refused.status.value,
            possible=" ".join(possible(refused.status)),
        ) from refused
    after = application.model_copy(
        update={
            "status": status,
            "changed_at": at,
            "opinion": application.opinion if opinion is None else opinion,
            "correction": wanted if status in _AWAITING else None,
        }
    )
    await connection.execute(
        update(applications)
        .where(applications.c.id == application.id)
        .values(
            status=after.status,
            changed_at=at,
            opinion=after.opinion,
            correction=after.correction.model_dump() if after.correction else None,
        )
    )
    if status is ApplicationStatus.APPROVED:
        await take_effect(connection, application, at.date())
    await events.record(connection, application.id, status, actor, at, note)
    return after
