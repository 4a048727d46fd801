"""The hotline's hours on days that are easily got wrong."""

from datetime import datetime

import pytest

from bot.hours import Pause, hours, hours_line
from flows.view import SHANGHAI


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-10-10 09:00", True),
        ("2026-10-02 09:00", False),
        ("2026-11-23 08:29", False),
        ("2026-11-23 08:30", True),
        ("2026-11-23 11:59", True),
        ("2026-11-23 12:00", False),
        ("2026-11-23 12:30", False),
        ("2026-11-23 13:30", True),
        ("2026-11-23 16:59", True),
        ("2026-11-23 17:00", False),
        ("2026-11-22 10:00", False),
    ],
)
def test_open_and_closed(moment: str, is_open: bool) -> None:
    assert hours(at(moment)).is_open is is_open


@pytest.mark.parametrize(
    "day",
    [
        "01-01",
        "01-02",
        "02-16",
        "02-20",
        "02-23",
        "04-06",
        "05-01",
        "05-05",
        "06-19",
        "09-25",
        "10-01",
        "10-07",
    ],
)
def test_holidays_on_weekdays(day: str) -> None:
    found = hours(at(f"2026-{day} 10:00"))
    assert (found.is_open, found.pause, found.is_certain) == (False, Pause.DAY_OFF, True)


@pytest.mark.parametrize("day", ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"])
def test_days_that_make_up_for_holidays(day: str) -> None:
    assert hours(at(f"2026-{day} 10:00")).is_open
    assert "以实际接通为准" in hours_line(at(f"2026-{day} 10:00"))


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-23 09:00", "现在是工作时间，可以拨打（到 12:00）。"),
        ("2026-11-23 07:00", "现在还没有上班，今天（星期一）8:30 开始接听。"),
        ("2026-11-23 12:10", "现在是午休时间，今天（星期一）13:30 开始接听。"),
        ("2026-11-23 20:00", "今天已经下班，明天（星期二）8:30 开始接听。"),
        ("2026-11-20 18:00", "今天已经下班，11 月 23 日（星期一）8:30 开始接听。"),
        ("2026-10-02 09:00", "今天不是工作日，10 月 8 日（星期四）8:30 开始接听。"),
    ],
)
def test_the_next_opening_is_named_with_its_weekday(moment: str, said: str) -> None:
    assert hours_line(at(moment)) == said


def test_another_zone_is_the_same_moment() -> None:
    assert hours(datetime.fromisoformat("2026-11-23T00:30:00+00:00")).is_open
    assert not hours(datetime.fromisoformat("2026-11-22T20:00:00-05:00")).pause


def test_beyond_the_calendar_the_caution_is_said_and_fixed_holidays_are_known() -> None:
    line = hours_line(at("2026-12-31 18:00"))
    assert "2027 年 1 月 4 日（星期一）" in line
    assert line.endswith("法定节假日安排以国务院通知为准。")
    assert hours(at("2027-03-01 10:00")).is_open
    assert not hours(at("2027-10-01 10:00")).is_open
    assert "以国务院通知为准" in hours_line(at("2027-03-01 10:00"))
