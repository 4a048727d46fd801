"""Working days of the authority's calendar: holidays and make-up days included."""

from datetime import date, datetime, time, timedelta

import chinese_calendar

from flows.view import SHANGHAI


def is_workday(day: date) -> tuple[bool, bool]:
    """(works, certain): Monday to Friday where no holidays are announced yet."""
    try:
        return bool(chinese_calendar.is_workday(day)), True
    except NotImplementedError:
        return day.weekday() < 5, False


def workdays_between(first: date, last: date) -> tuple[int, bool]:
    """Working days after `first` and before `last`; whether all holidays of them are announced."""
    days = [is_workday(first + timedelta(n)) for n in range(1, (last - first).days)]
    return sum(works for works, _ in days), all(certain for _, certain in days)


def untouched_since(today: date, workdays: int) -> datetime:
    """What was not moved after this moment has lain for so many whole working days."""
    day = today - timedelta(1)
    while workdays > 0:
        workdays -= is_workday(day)[0]
        day -= timedelta(1)
    return datetime.combine(day, time.max, SHANGHAI)
