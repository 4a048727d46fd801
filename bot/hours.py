"""The hotline's hours (manual 6), by the calendar of working days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from flows.view import SHANGHAI
from flows.workdays import is_workday

HOTLINE = "010-88361866"
HOURS = ((time(8, 30), time(12, 0)), (time(13, 30), time(17, 0)))
WEEKDAYS = "一二三四五六日"


class Pause(StrEnum):
    """Why nobody answers now."""

    NONE = ""
    EARLY = "现在还没有上班"
    LUNCH = "现在是午休时间"
    EVENING = "今天已经下班"
    DAY_OFF = "今天不是工作日"


@dataclass(frozen=True, slots=True)
class Hours:
    """Whether the hotline answers now, and when it opens next."""

    is_open: bool
    opens_at: datetime
    """The opening to come, or the one that is under way."""
    closes_at: datetime
    pause: Pause
    is_certain: bool
    """False beyond the years whose holidays have been announced."""


def hours(now: datetime) -> Hours:
    """The hotline at a moment."""
    local = now.astimezone(SHANGHAI)
    pause, certain = _pause(local), True
    for ahead in range(31):
        day = local.date() + timedelta(days=ahead)
        works, known = is_workday(day)
        certain = certain and known
        if not works:
            continue
        for begins, ends in HOURS:
            opens = datetime.combine(day, begins, SHANGHAI)
            closes = datetime.combine(day, ends, SHANGHAI)
            if local < closes:
                return Hours(opens <= local, opens, closes, pause, certain)
    raise ValueError("no working day within a month")


def hours_line(now: datetime) -> str:
    """One or two sentences on whether somebody answers now, and when next."""
    found, today = hours(now), now.astimezone(SHANGHAI).date()
    if found.is_open:
        said = f"现在是工作时间，可以拨打（到 {_clock(found.closes_at)}）。"
    else:
        opens = _day(found.opens_at.date(), today) + _clock(found.opens_at)
        said = f"{found.pause}，{opens} 开始接听。"
    if not found.is_certain:
        said += "法定节假日安排以国务院通知为准。"
    elif found.opens_at.weekday() >= 5:
        said += "这一天是调休的工作日，手册没有写是否接听，以实际接通为准。"
    return said


def _pause(local: datetime) -> Pause:
    if not is_workday(local.date())[0]:
        return Pause.DAY_OFF
    (morning, noon), (afternoon, evening) = HOURS
    clock = local.time()
    if clock < morning:
        return Pause.EARLY
    if noon <= clock < afternoon:
        return Pause.LUNCH
    return Pause.EVENING if clock >= evening else Pause.NONE


def _day(day: date, today: date) -> str:
    weekday = f"星期{WEEKDAYS[day.weekday()]}"
    if day - today < timedelta(days=2):
        return f"{'今天' if day == today else '明天'}（{weekday}）"
    year = f"{day.year} 年 " if day.year != today.year else ""
    return f"{year}{day.month} 月 {day.day} 日（{weekday}）"


def _clock(moment: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02}"
