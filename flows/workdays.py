"""Working days of the authority's calendar: holidays and make-up days included."""

from datetime import date, datetime, time, timedelta

import chinese_calendar

from flows.view import SHANGHAI

# 元旦, 劳动节, 国庆节: the same days every year by 全国年节及纪念日放假办法.
FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


def is_workday(day: date) -> tuple[bool, bool]:
    """(works, certain): Monday to Friday but fixed holidays where the rest is not announced."""
    try:
        return bool(chinese_calendar.is_workday(day)), True
    except NotImplementedError:
        return day.weekday() < 5 and (day.month, day.day) not in FIXED_HOLIDAYS, False


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
