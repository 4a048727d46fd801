"""The registry in our own database; the port is `flows.ports.Registry`."""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import select

from flows.model import (
    Application,
    ApplicationStatus,
    Enterprise,
    Facts,
    PersonRegistration,
    ProfileUpdate,
    StatusEvent,
    Submission,
)
from flows.ports import RegistryRefused
from storage.database import Database
from storage.registry import applications, enterprises, events, people
from storage.registry.connection import china_now, transaction
from storage.registry.tables import applications as rows


class EmbeddedRegistry:
    """Every call is one transaction; a lost database is `RegistryUnavailable`."""

    def __init__(self, database: Database, now: Callable[[], datetime] = china_now) -> None:
        self._database = database
        self._now = now

    async def facts(self, person_id: str) -> Facts:
        """Everything known of a person; raises `RegistryRefused("unknown_person")`."""
        async with transaction(self._database) as connection:
            return await people.facts(connection, person_id)

    async def find_enterprises(self, words: str, limit: int = 8) -> list[Enterprise]:
        """Enterprises whose name contains every part of `words`, best first."""
        async with transaction(self._database) as connection:
            return await enterprises.find(connection, words, limit)

    async def save_profile(self, person_id: str, update: ProfileUpdate) -> None:
        """Replace 个人信息; repeating it is harmless."""
        async with transaction(self._database) as connection:
            await people.save_profile(connection, person_id, update)

    async def submit(self, submission: Submission) -> Application:
        """上报; the same `key` again answers the application made the first time."""
        async with transaction(self._database) as connection:
            return await applications.submit(connection, submission, self._now())

    async def submission(self, application_id: str, person_id: str) -> Submission:
        """What was handed in; raises `RegistryRefused("unknown_application")`."""
        async with transaction(self._database) as connection:
            return await applications.submission_of(connection, application_id, person_id)

    async def withdraw(self, application_id: str, person_id: str) -> Application:
        """撤回, freely or by asking the enterprise (manual 5); raises `RegistryRefused`."""
        async with transaction(self._database) as connection:
            return await applications.withdraw(connection, application_id, person_id, self._now())

    async def timeline(self, application_id: str, person_id: str) -> list[StatusEvent]:
        """Its events, oldest first; raises `RegistryRefused("unknown_application")`."""
        async with transaction(self._database) as connection:
            owner = await connection.scalar(
                select(rows.c.person_id).where(rows.c.id == application_id)
            )
            if owner is None or owner != person_id:
                raise RegistryRefused("unknown_application")
            return await events.of_application(connection, application_id)

    async def changes(self, after: int, limit: int = 200) -> list[StatusEvent]:
        """Events of all people with a cursor above `after`, in order, none ever skipped."""
        async with transaction(self._database) as connection:
            return await events.after(connection, after, limit)

    async def registrations_ending(
        self, first: date, last: date, after: tuple[str, str] = ("", ""), limit: int = 500
    ) -> list[PersonRegistration]:
        """Registrations, not cancelled, valid until a day of `first`..`last`."""
        async with transaction(self._database) as connection:
            return await people.registrations_ending(connection, first, last, after, limit)

    async def untouched_applications(
        self, status: ApplicationStatus, since: datetime, after: str = "", limit: int = 500
    ) -> list[Application]:
        """Applications in `status` that nobody has moved after `since`, by id above `after`."""
        async with transaction(self._database) as connection:
            return await applications.untouched(connection, status, since, after, limit)
