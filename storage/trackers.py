"""Drafts: one per person, flow and subject; they belong to the person, not to the chat."""

from flows.tracker import Tracker
from storage.database import Database


class Trackers:
    """Finds drafts outside the hot path."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def draft(self, person_id: str, flow: str, subject: str = "") -> Tracker | None:
        """The person's draft of a flow."""
        found = await self._find(
            "person_id = %s AND flow = %s AND subject = %s", (person_id, flow, subject)
        )
        return found[0] if found else None

    async def drafts(self, person_id: str) -> list[Tracker]:
        """All drafts of a person, the latest first."""
        return await self._find("person_id = %s", (person_id,))

    async def waiting(self, limit: int = 50) -> list[Tracker]:
        """Trackers whose hand-over waits for the registry, the oldest first."""
        return await self._find(
            f"data ->> 'waiting_since' IS NOT NULL ORDER BY updated_at LIMIT {limit:d}", (), ""
        )

    async def drop(self, tracker: Tracker) -> None:
        """End a draft outside of any chat, unless somebody has written it since."""
        async with self._database.raw() as connection:
            await connection.execute(
                "DELETE FROM trackers WHERE id = %s AND version = %s",
                (tracker.id, tracker.version),
            )

    async def _find(
        self, where: str, values: tuple[str, ...], order: str = "ORDER BY updated_at DESC"
    ) -> list[Tracker]:
        statement = f"SELECT data, version FROM trackers WHERE {where} {order}"
        async with self._database.raw() as connection:
            cursor = await connection.execute(statement, values)
            rows = await cursor.fetchall()
        return [Tracker.model_validate({**row["data"], "version": row["version"]}) for row in rows]
