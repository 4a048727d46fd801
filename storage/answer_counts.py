"""How often each entry was the answer: a row a day, entry, speciality and business."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from storage.database import Database


@dataclass(frozen=True, slots=True, order=True)
class Asked:
    """What was answered, to people of which speciality, about which business; '' where unknown."""

    entry_id: str
    speciality: str = ""
    business: str = ""


class AnswerCounts:
    """Adds what was counted elsewhere meanwhile; nothing in it says who asked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, counts: Mapping[tuple[date, Asked], int]) -> None:
        """Add to the rows, all in one statement."""
        # In one order, so that two replicas never wait for each other.
        rows = sorted(counts.items())
        async with self._database.raw() as connection:
            await connection.execute(
                "INSERT INTO answer_counts AS c (day, entry_id, speciality, business, times)"
                " SELECT * FROM unnest(%s::date[], %s::text[], %s::text[], %s::text[], %s::int[])"
                " ON CONFLICT (day, entry_id, speciality, business)"
                " DO UPDATE SET times = c.times + excluded.times",
                (
                    [day for (day, _), _ in rows],
                    [asked.entry_id for (_, asked), _ in rows],
                    [asked.speciality for (_, asked), _ in rows],
                    [asked.business for (_, asked), _ in rows],
                    [times for _, times in rows],
                ),
            )

    async def since(self, day: date) -> dict[Asked, int]:
        """How often each was asked, that day included."""
        async with self._database.raw() as connection:
            cursor = await connection.execute(
                "SELECT entry_id, speciality, business, sum(times) AS times FROM answer_counts"
                " WHERE day >= %s GROUP BY entry_id, speciality, business",
                (day,),
            )
            return {
                Asked(row["entry_id"], row["speciality"], row["business"]): int(row["times"])
                for row in await cursor.fetchall()
            }
