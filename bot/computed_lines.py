"""Lines of an answer that depend on the moment or on the person, computed when it is shown."""

from datetime import date, datetime, timedelta

from bot.hours import HOTLINE, WEEKDAYS, hours_line
from bot.services import Services
from flows.model import Facts
from flows.ports import RegistryRefused, RegistryUnavailable
from flows.specialities import label_of
from flows.terms import RENEWAL_MONTHS, months_later, renewal_opens
from flows.view import SHANGHAI
from flows.workdays import is_workday
from knowledge.corpus import Entry

UNCERTAIN = "法定节假日安排以国务院通知为准。"


def computed_line(entry: Entry, now: datetime, facts: Facts | None = None) -> str:
    """The entry's line at a moment, empty where it has none; `facts` are the asker's, if known."""
    today = now.astimezone(SHANGHAI).date()
    match entry.computed:
        case "hotline_now":
            return f"热线 {HOTLINE}：{hours_line(now)}"
        case "next_workday":
            return _workdays(today)
        case "renewal_window":
            own = [_own_window(*one, today) for one in _held(facts)]
            return "\n".join(own) or _any_window(today)
    return ""


async def computed_line_for(
    entry: Entry, services: Services, person_id: str, now: datetime
) -> str:
    """The line for the person of a chat; nobody's, while the registry cannot be asked."""
    facts = None
    if entry.computed == "renewal_window" and person_id:
        try:
            facts = await services.registry.facts(person_id)
        except (RegistryRefused, RegistryUnavailable):
            facts = None
    return computed_line(entry, now, facts)


def _held(facts: Facts | None) -> list[tuple[str, date]]:
    if facts is None:
        return []
    held = [one for one in facts.registrations if not one.cancelled]
    return sorted(((one.speciality, one.valid_until) for one in held), key=lambda one: one[1])


def _own_window(speciality: str, valid_until: date, today: date) -> str:
    opens, name = renewal_opens(valid_until), label_of(speciality)
    left = (valid_until - today).days
    if left < 0:
        return f"您的「{name}」有效期至 {valid_until}，已经届满。"
    if opens <= today:
        return f"您的「{name}」有效期至 {valid_until}，现在可以申报延续，还有 {left} 天届满。"
    wait = (opens - today).days
    return f"您的「{name}」有效期至 {valid_until}，{opens} 起可以申报延续（还有 {wait} 天）。"


def _any_window(today: date) -> str:
    """For whoever has not logged in: which registrations are in their last half year today."""
    # The last day whose window has opened: a month's end may belong to several.
    last = months_later(today, RENEWAL_MONTHS)
    while renewal_opens(last + timedelta(1)) <= today:
        last += timedelta(1)
    return f"按今天（{today}）算：有效期在 {last} 或之前届满的，现在可以申报延续。"


def _workdays(today: date) -> str:
    works, known = is_workday(today)
    day = today + timedelta(1)
    while True:
        is_open, certain = is_workday(day)
        known = known and certain
        if is_open:
            break
        day += timedelta(1)
    said = "是工作日" if works else "不是工作日"
    line = f"今天（{_named(today)}）{said}，下一个工作日是 {_named(day)}。"
    return line if known else line + UNCERTAIN


def _named(day: date) -> str:
    return f"{day.month} 月 {day.day} 日星期{WEEKDAYS[day.weekday()]}"
