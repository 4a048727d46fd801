"""Working days of the authority's calendar, with holidays and make-up days."""

from datetime import date

import pytest

from flows.view import SHANGHAI
from flows.workdays import untouched_since, workdays_between


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2026-09-28", "2026-09-29", 0),
        ("2026-09-28", "2026-10-01", 2),
        ("2026-09-28", "2026-10-08", 2),  # the whole of the National Day holidays
        ("2026-09-28", "2026-10-09", 3),
        ("2026-09-28", "2026-10-11", 5),  # Saturday 10 October is a make-up day
        ("2026-09-18", "2026-09-21", 1),  # so is Sunday 20 September
        ("2026-11-20", "2026-11-23", 0),  # a plain weekend
        ("2026-11-23", "2026-11-23", 0),
    ],
)
def test_working_days_between_two_days(first: str, last: str, days: int) -> None:
    assert workdays_between(date.fromisoformat(first), date.fromisoformat(last)) == (days, True)


def test_years_without_announced_holidays_are_marked() -> None:
    assert workdays_between(date(2029, 1, 1), date(2029, 1, 9)) == (5, False)


@pytest.mark.parametrize(
    ("today", "workdays", "last_day"),
    [
        ("2026-10-12", 5, "2026-09-28"),
        ("2026-10-12", 6, "2026-09-27"),
        ("2026-10-08", 1, "2026-09-29"),
        ("2026-11-30", 5, "2026-11-22"),
        ("2026-12-01", 5, "2026-11-23"),
    ],
)
def test_the_last_day_of_what_has_lain_long_enough(
    today: str, workdays: int, last_day: str
) -> None:
    day = date.fromisoformat(today)
    since = untouched_since(day, workdays)
    assert since.astimezone(SHANGHAI).date() == date.fromisoformat(last_day)
    assert workdays_between(since.date(), day)[0] >= workdays
