"""Reminds people of the end of their registrations: at each milestone once, by the latest one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import structlog

from bot.jobs.looking import keep_looking
from bot.jobs.telling import Telling
from bot.reminding import reminder
from flows.model import ApplicationStatus, Facts, PersonRegistration, Registration
from flows.ports import Registry, RegistryRefused
from flows.renewal_clock import Milestone, reached
from flows.terms import RENEWAL_MONTHS, months_later, renewal_opens
from flows.view import SHANGHAI
from storage.notifications import Notice

log = structlog.get_logger()

PAGE = 500
"""Registrations read from the registry at a time."""

ENDED_DAYS = 30
"""How long after its end a registration is still spoken of."""

_IN_HAND = ("renewal", "cancellation")


@dataclass(slots=True)
class _Settled:
    """Keys that need no reminder on one day: the registry is not asked about them again."""

    day: date = date.min
    keys: set[str] = field(default_factory=set)

    def on(self, day: date) -> set[str]:
        """Those of that day; another day begins with none."""
        if day != self.day:
            self.day, self.keys = day, set()
        return self.keys


@dataclass(frozen=True, slots=True)
class Reminders:
    """One look after the other; any number of replicas may run it."""

    registry: Registry
    telling: Telling
    clock: Callable[[], datetime]
    seconds: float = 300.0
    _settled: _Settled = field(default_factory=_Settled, init=False, compare=False)

    async def run(self) -> None:
        """Look until cancelled."""
        await keep_looking("reminders", lambda: self.look(self.clock()), self.seconds)

    async def look(self, now: datetime) -> int:
        """Say what is due at `now`; answers how many messages that made."""
        today = now.astimezone(SHANGHAI).date()
        first = today - timedelta(ENDED_DAYS)
        # The window of a 31 August opens on 28 February: up to three days further than counted.
        last = months_later(today, RENEWAL_MONTHS) + timedelta(3)
        said, after, full = 0, ("", ""), True
        while full:
            page = await self.registry.registrations_ending(first, last, after, PAGE)
            said += await self._tell(page, now, today)
            full = len(page) == PAGE
            if page:
                after = (page[-1].person_id, page[-1].registration.speciality)
        return said

    async def _tell(self, page: list[PersonRegistration], now: datetime, today: date) -> int:
        settled = self._settled.on(today)
        due = {
            key: (one, milestone)
            for one in page
            if (milestone := reached(one.registration.valid_until, today))
            and (key := _key(one, milestone)) not in settled
        }
        said = 0
        for key in await self.telling.may_hear({k: o.person_id for k, (o, _) in due.items()}, now):
            one, milestone = due[key]
            if await self._still_ends(one):
                push = reminder(one.registration, milestone, today)
                said += await self.telling.tell(Notice(one.person_id, key, push, now))
            else:
                settled.add(key)
        return said

    async def _still_ends(self, one: PersonRegistration) -> bool:
        """False with a renewal in hand or done, whatever the list of registrations says yet."""
        try:
            facts = await self.registry.facts(one.person_id)
        except RegistryRefused as refusal:
            log.info("reminders.passed_over", code=refusal.code)
            return False
        return one.registration in facts.registrations and not _is_in_hand(facts, one.registration)


def _key(one: PersonRegistration, milestone: Milestone) -> str:
    held = one.registration
    return f"renewal:{one.person_id}:{held.speciality}:{held.valid_until}:{milestone.id}"


def _is_in_hand(facts: Facts, registration: Registration) -> bool:
    opened = renewal_opens(registration.valid_until)
    for one in facts.applications:
        if one.speciality != registration.speciality or one.kind not in _IN_HAND:
            continue
        filed = one.filed_at.astimezone(SHANGHAI).date()
        if one.is_open or (one.status is ApplicationStatus.APPROVED and filed >= opened):
            return True
    return False
