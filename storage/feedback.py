"""What people say of answers: one opinion a chat and entry, without what was asked."""

from dataclasses import dataclass
from datetime import datetime

from storage.database import Database


@dataclass(frozen=True, slots=True)
class Opinion:
    """Whether an answer helped; which version of the entry it was, and when it was given."""

    conversation_id: int
    entry_id: str
    entry_version: int
    answered_at: datetime
    is_helpful: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """Opinions on one version of an entry."""

    entry_id: str
    entry_version: int
    helpful: int
    unhelpful: int


class Feedback:
    """Keeps the newest opinion; the buttons of an older answer do not outdo a later one's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def give(self, opinion: Opinion) -> None:
        """Store it in the place of the chat's former opinion on the entry."""
        async with self._database.raw() as connection:
            await connection.execute(
                "INSERT INTO answer_feedback AS f"
                " (conversation_id, entry_id, entry_version, answered_at, is_helpful)"
                " VALUES (%s, %s, %s, %s, %s)"
                " ON CONFLICT (conversation_id, entry_id) DO UPDATE"
                " SET entry_version = excluded.entry_version,"
                " answered_at = excluded.answered_at,"
                " is_helpful = excluded.is_helpful, given_at = now()"
                " WHERE f.answered_at <= excluded.answered_at",
                (
                    opinion.conversation_id,
                    opinion.entry_id,
                    opinion.entry_version,
                    opinion.answered_at,
                    opinion.is_helpful,
                ),
            )

    async def tallies(self) -> list[Tally]:
        """Every version that was judged, the least helpful first."""
        async with self._database.raw() as connection:
            cursor = await connection.execute(
                "SELECT entry_id, entry_version, count(*) FILTER (WHERE is_helpful) AS helpful,"
                " count(*) FILTER (WHERE NOT is_helpful) AS unhelpful FROM answer_feedback"
                " GROUP BY entry_id, entry_version"
                " ORDER BY unhelpful DESC, helpful, entry_id, entry_version"
            )
            return [Tally(**row) for row in await cursor.fetchall()]
