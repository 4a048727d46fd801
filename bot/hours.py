"""The hotline's hours (manual 6), by the calendar of working days."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from flows.view import SHANGHAI
from flows.workdays import is_workday

HOTLINE = "010-88361866"
HOURS = ((time(8, 30), time(12, 0)), (time(13, 30), time(17, 0)))


@dataclass(frozen=True, slots=True)
class Hours:
    """Whether the hotline answers now, and when it opens next."""

    is_open: bool
    opens_at: datetime
    is_certain: bool
    """False beyond the years whose holidays have been announced."""


def hours(now: datetime) -> Hours:
    """The hotline at a moment."""
    local = now.astimezone(SHANGHAI)
    certain = True
    for ahead in range(31):
        day = local.date() + timedelta(days=ahead)
        works, known = is_workday(day)
        certain = certain and known
        if not works:
            continue
        for begins, ends in HOURS:
            opens = datetime.combine(day, begins, SHANGHAI)
            if opens <= local < datetime.combine(day, ends, SHANGHAI):
                return Hours(True, opens, certain)
            if local < opens:
                return Hours(False, opens, certain)
    raise ValueError("no working day within a month")


def hours_line(now: datetime) -> str:
    """One sentence on whether somebody answers now."""
    found = hours(now)
    if found.is_open:
        return "现在是工作时间，可以拨打。"
    local = now.astimezone(SHANGHAI)
    day = "今天" if found.opens_at.date() == local.date() else f"{found.opens_at:%m-%d}"
    caution = "" if found.is_certain else "（法定节假日安排以国务院通知为准）"
    return f"现在不是工作时间，{day} {found.opens_at:%H:%M} 开始接听{caution}。"
