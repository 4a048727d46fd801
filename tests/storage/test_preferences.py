"""Choices of what is said unasked, and links to calendar files, on the real database."""

from datetime import datetime, time, timedelta

import psycopg
import pytest

from flows.quiet_hours import EARLY, USUAL
from flows.view import SHANGHAI
from storage.calendar_links import CalendarLinks
from storage.database import Database
from storage.preferences import Preference, Preferences

EVENING = datetime(2026, 11, 23, 21, 30, tzinfo=SHANGHAI)


async def test_without_a_choice_reminders_are_on_and_nights_are_quiet(database: Database) -> None:
    assert await Preferences(database).of("p1") == Preference(True, USUAL)
    assert not Preference().allows(EVENING)
    assert Preference().allows(EVENING - timedelta(hours=1))


async def test_each_choice_leaves_the_other_as_it_is(database: Database) -> None:
    store = Preferences(database)
    await store.set_quiet("p1", EARLY)
    await store.set_reminders("p1", False)
    assert await store.of("p1") == Preference(False, EARLY)
    await store.set_quiet("p1", None)
    assert await store.of("p1") == Preference(False, None)
    await store.set_reminders("p1", True)
    assert await store.of("p1") == Preference(True, None)
    assert (await store.of("p1")).allows(EVENING)
    await store.set_reminders("p2", False)
    assert await store.of_many(["p1", "p2", "p3"]) == {
        "p1": Preference(True, None),
        "p2": Preference(False, USUAL),
        "p3": Preference(True, USUAL),
    }


async def test_hours_that_are_quiet_at_one_end_only_are_refused(database: Database) -> None:
    async with database.raw() as connection:
        with pytest.raises(psycopg.errors.CheckViolation):
            await connection.execute(
                "INSERT INTO preferences (person_id, quiet_from) VALUES ('p1', %s)", (time(21),)
            )


async def test_a_link_is_one_persons_until_it_ends(database: Database) -> None:
    links = CalendarLinks(database)
    token, other = await links.issue("p1"), await links.issue("p2")
    assert len(token) == 43
    assert (await links.person_of(token), await links.person_of(other)) == ("p1", "p2")
    assert await links.person_of(token[:-1]) is None
    ended = await CalendarLinks(database, timedelta(seconds=-1)).issue("p1")
    assert await links.person_of(ended) is None
    async with database.raw() as connection:
        rows = await (await connection.execute("SELECT * FROM calendar_links")).fetchall()
    assert token not in str(rows)
