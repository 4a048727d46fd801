"""The timeline's rows, and why a reader of them never misses one."""

from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from flows.model import Actor, ApplicationStatus, StatusEvent
from storage.registry.rows import EVENT, event_of
from storage.registry.tables import applications, events

_LOCK = 7240118


async def record(
    connection: AsyncConnection,
    application_id: str,
    status: ApplicationStatus,
    actor: Actor,
    at: datetime,
    note: str = "",
) -> None:
    """Add an event; it must be the last statement of its transaction.

    The lock is held until the commit is visible, and the cursor is drawn under it: cursors
    therefore become visible in their own order, and a reader that has seen 8 has seen 7.
    """
    await connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    await connection.execute(
        insert(events).values(
            application_id=application_id, status=status, actor=actor, at=at, note=note
        )
    )


async def of_application(connection: AsyncConnection, application_id: str) -> list[StatusEvent]:
    """One application's events, oldest first."""
    query = (
        select(*EVENT)
        .join(applications, applications.c.id == events.c.application_id)
        .where(events.c.application_id == application_id)
        .order_by(events.c.cursor)
    )
    return [event_of(row) for row in await connection.execute(query)]


async def after(connection: AsyncConnection, cursor: int, limit: int) -> list[StatusEvent]:
    """Everybody's events above `cursor`, in order."""
    query = (
        select(*EVENT)
        .join(applications, applications.c.id == events.c.application_id)
        .where(events.c.cursor > cursor)
        .order_by(events.c.cursor)
        .limit(limit)
    )
    return [event_of(row) for row in await connection.execute(query)]
