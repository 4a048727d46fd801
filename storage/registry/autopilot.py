"""Demo applications that move on by themselves, so that a newcomer sees the whole way."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import select

from flows.model import Actor, ApplicationStatus
from flows.pipeline import Event
from storage.database import Database
from storage.registry.connection import china_now, transaction
from storage.registry.effects import APPROVED_NOTE
from storage.registry.moves import moved
from storage.registry.rows import APPLICATION, application_of
from storage.registry.tables import applications, people

MARK = "演示：自动推进"

# CORRECTING is not here: there it is the person's turn.
STEPS: dict[ApplicationStatus, tuple[Event, Actor]] = {
    ApplicationStatus.SUBMITTED: (Event.REPORT, Actor.ENTERPRISE),
    ApplicationStatus.REPORTED: (Event.DELIVER, Actor.AUTHORITY),
    ApplicationStatus.PENDING: (Event.ACCEPT, Actor.AUTHORITY),
    ApplicationStatus.ACCEPTED: (Event.REVIEW, Actor.AUTHORITY),
    ApplicationStatus.REVIEWING: (Event.PUBLICISE, Actor.AUTHORITY),
    ApplicationStatus.PUBLICISED: (Event.APPROVE, Actor.AUTHORITY),
    ApplicationStatus.WITHDRAWING: (Event.CONSENT, Actor.ENTERPRISE),
}

log = structlog.get_logger()


async def advance(database: Database, after: float) -> int:
    """Move each demo application untouched for `after` seconds one step; answers how many.

    Any number of replicas may do this at once: a locked row is skipped, a moved one no longer
    old enough. Raises `RegistryUnavailable`.
    """
    count = 0
    began = china_now()
    while await _advance_one(database, began - timedelta(seconds=after)):
        count += 1
    return count


async def _advance_one(database: Database, before: datetime) -> bool:
    query = (
        select(*APPLICATION)
        .join(people, people.c.id == applications.c.person_id)
        .where(
            people.c.demo,
            applications.c.status.in_(STEPS),
            applications.c.changed_at <= before,
        )
        .order_by(applications.c.changed_at)
        .limit(1)
        .with_for_update(of=applications, skip_locked=True)
    )
    async with transaction(database) as connection:
        row = (await connection.execute(query)).one_or_none()
        if row is None:
            return False
        application = application_of(row)
        event, actor = STEPS[application.status]
        note = f"{APPROVED_NOTE}（{MARK}）" if event is Event.APPROVE else MARK
        after = await moved(connection, application, event, actor, china_now(), note)
    log.info("autopilot_moved", application_id=after.id, status=after.status.value)
    return True
