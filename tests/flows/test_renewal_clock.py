"""Days on which a registration's end is spoken of, by calendar months and days."""

from datetime import date, datetime, timedelta

import pytest

from flows.quiet_hours import EARLY, USUAL, QuietHours
from flows.renewal_clock import milestones, reached, regulation_opens, upcoming
from flows.view import SHANGHAI

END = date(2027, 3, 1)


def ids(valid_until: date) -> dict[str, date]:
    return {one.id: one.day for one in milestones(valid_until)}


def test_every_milestone_in_its_order() -> None:
    assert ids(END) == {
        "opens": date(2026, 9, 1),
        "90": date(2026, 12, 1),
        "60": date(2026, 12, 31),
        "30": date(2027, 1, 30),
        "14": date(2027, 2, 15),
        "7": date(2027, 2, 22),
        "ended": date(2027, 3, 2),
    }


@pytest.mark.parametrize(
    ("valid_until", "opens", "last_week"),
    [
        (date(2028, 2, 29), date(2027, 8, 29), date(2028, 2, 22)),
        (date(2027, 8, 31), date(2027, 2, 28), date(2027, 8, 24)),
        (date(2028, 8, 31), date(2028, 2, 29), date(2028, 8, 24)),
        (date(2022, 9, 30), date(2022, 3, 30), date(2022, 9, 23)),
        (date(2027, 1, 1), date(2026, 7, 1), date(2026, 12, 25)),
    ],
)
def test_leap_days_and_ends_of_months(valid_until: date, opens: date, last_week: date) -> None:
    found = ids(valid_until)
    assert (found["opens"], found["7"]) == (opens, last_week)
    assert found["ended"] == valid_until + timedelta(1)


@pytest.mark.parametrize(
    ("today", "past", "ahead"),
    [
        (date(2026, 8, 31), None, "opens"),
        (date(2026, 9, 1), "opens", "90"),
        (date(2026, 11, 30), "opens", "90"),
        (date(2026, 12, 1), "90", "60"),
        (date(2027, 1, 10), "60", "30"),
        (date(2027, 2, 22), "7", None),
        (date(2027, 3, 1), "7", None),
        (date(2027, 3, 2), "ended", None),
    ],
)
def test_the_latest_that_has_come_and_the_next(
    today: date, past: str | None, ahead: str | None
) -> None:
    found, following = reached(END, today), upcoming(END, today)
    assert (found and found.id, following and following.id) == (past, ahead)


def test_the_regulations_thirty_days() -> None:
    assert regulation_opens(END) == date(2027, 1, 30)


@pytest.mark.parametrize(
    ("hours", "at", "quiet"),
    [
        (USUAL, "20:59:59", False),
        (USUAL, "21:00:00", True),
        (USUAL, "00:00:00", True),
        (USUAL, "07:59:59", True),
        (USUAL, "08:00:00", False),
        (EARLY, "21:30:00", False),
        (EARLY, "22:00:00", True),
        (EARLY, "06:59:59", True),
        (EARLY, "07:00:00", False),
        (QuietHours(EARLY.ends, USUAL.ends), "07:00:00", True),
        (QuietHours(EARLY.ends, USUAL.ends), "08:00:00", False),
    ],
)
def test_quiet_hours_end_where_they_end(hours: QuietHours, at: str, quiet: bool) -> None:
    moment = datetime.fromisoformat(f"2026-11-23T{at}").replace(tzinfo=SHANGHAI)
    assert hours.covers(moment) is quiet
