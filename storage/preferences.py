"""What each person wants to be told unasked, and when not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flows.quiet_hours import USUAL, QuietHours
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Preference:
    """One person's choice; as it stands here for people who have made none."""

    reminders: bool = True
    quiet: QuietHours | None = USUAL
    """None: at any hour."""

    def allows(self, now: datetime) -> bool:
        """True where something may be said unasked at this moment."""
        return self.reminders and not (self.quiet and self.quiet.covers(now))


class Preferences:
    """Reads and writes choices; writing one leaves the others as they are."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, person_id: str) -> Preference:
        """One person's choice."""
        return (await self.of_many([person_id]))[person_id]

    async def of_many(self, person_ids: Iterable[str]) -> dict[str, Preference]:
        """The choice of each of these people."""
        found = dict.fromkeys(person_ids, Preference())
        async with self._database.raw() as connection:
            cursor = await connection.execute(
                "SELECT person_id, reminders, quiet_from, quiet_until FROM preferences"
                " WHERE person_id = ANY(%s)",
                (list(found),),
            )
            return found | {row["person_id"]: _read(row) for row in await cursor.fetchall()}

    async def set_reminders(self, person_id: str, wanted: bool) -> None:
        """Whether anything is said unasked at all."""
        await self._set(
            "INSERT INTO preferences (person_id, reminders, quiet_from, quiet_until)"
            " VALUES (%(person)s, %(wanted)s, %(begins)s, %(ends)s)"
            " ON CONFLICT (person_id) DO UPDATE"
            " SET reminders = excluded.reminders, updated_at = now()",
            person=person_id,
            wanted=wanted,
            quiet=USUAL,
        )

    async def set_quiet(self, person_id: str, quiet: QuietHours | None) -> None:
        """The hours in which nothing is said unasked; None for none."""
        await self._set(
            "INSERT INTO preferences (person_id, quiet_from, quiet_until)"
            " VALUES (%(person)s, %(begins)s, %(ends)s)"
            " ON CONFLICT (person_id) DO UPDATE SET quiet_from = excluded.quiet_from,"
            " quiet_until = excluded.quiet_until, updated_at = now()",
            person=person_id,
            quiet=quiet,
        )

    async def _set(self, statement: str, quiet: QuietHours | None, **values: object) -> None:
        values["begins"] = quiet.begins if quiet else None
        values["ends"] = quiet.ends if quiet else None
        async with self._database.raw() as connection:
            await connection.execute(statement.encode(), values)


def _read(row: dict[str, Any]) -> Preference:
    begins, ends = row["quiet_from"], row["quiet_until"]
    quiet = None if begins is None else QuietHours(begins, ends)
    return Preference(row["reminders"], quiet)
