"""A person's renewal dates as an iCalendar file; nothing in it says whose they are."""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from bot.reminding import is_architect, regulation_clock
from flows import texts
from flows.model import Registration
from flows.renewal_clock import Milestone, milestones, regulation_opens
from flows.specialities import label_of

ALARM_AT = timedelta(hours=9)
"""After the beginning of the day."""


def calendar_file(
    registrations: Iterable[Registration], now: datetime, today: date, uid_of: Callable[[str], str]
) -> bytes:
    """Every date from `today` on; `uid_of` makes an event's lasting id of speciality and date.

    An event keeps its id when a renewal moves it, so a later import takes the place of an earlier.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//registration-assistant//renewal dates//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", texts.say("calendar.name"))
    for held in registrations:
        for milestone in _dates(held):
            if milestone.day >= today:
                uid = uid_of(f"{held.speciality}:{milestone.id}")
                calendar.add_component(_event(held, milestone, now, uid))
    content: bytes = calendar.to_ical()
    return content


def uids(secret: str, person_id: str) -> Callable[[str], str]:
    """Lasting ids that tell nothing about the person."""

    def uid_of(name: str) -> str:
        said = f"{person_id}:{name}".encode()
        return hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()[:32]

    return uid_of


def _dates(held: Registration) -> Iterator[Milestone]:
    yield from (one for one in milestones(held.valid_until) if one.id != "ended")
    if is_architect(held):
        yield Milestone("regulation", regulation_opens(held.valid_until))
    yield Milestone("last", held.valid_until)


def _event(held: Registration, milestone: Milestone, now: datetime, uid: str) -> Event:
    code = milestone.id if milestone.id in ("opens", "regulation", "last") else "days"
    summary = texts.say(
        f"calendar.{code}", speciality=label_of(held.speciality), days=milestone.id
    )
    words = [texts.say("calendar.ends", valid_until=held.valid_until.isoformat())]
    words += [regulation_clock(held)] if code == "regulation" else []
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", now)
    # A later end is a later version of the same event.
    event.add("sequence", held.valid_until.toordinal())
    event.add("summary", summary)
    event.add("description", "\n".join(words))
    event.add("dtstart", milestone.day)
    event.add("dtend", milestone.day + timedelta(1))
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", ALARM_AT)
    event.add_component(alarm)
    return event
