"""Reminds people of the end of their registrations: at each milestone once, by the latest one."""

from collections.abc import Callable
from dataclasses import dataclass
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

_IN_HAND = ("renewal", "cancellation")


@dataclass(frozen=True, slots=True)
class Reminders:
    """One look after the other; any number of replicas may run it."""

    registry: Registry
    telling: Telling
    clock: Callable[[], datetime]
    seconds: float = 300.0

    async def run(self) -> None:
        """Look until cancelled."""
        await keep_looking("reminders", lambda: self.look(self.clock()), self.seconds)

    async def look(self, now: datetime) -> int:
        """Say what is due at `now`; answers how many messages that made."""
        today = now.astimezone(SHANGHAI).date()
        first = months_later(today, -RENEWAL_MONTHS)
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
        due = {
            _key(one, milestone): (one, milestone)
            for one in page
            if (milestone := reached(one.registration.valid_until, today))
        }
        said = 0
        for key in await self.telling.may_hear({k: o.person_id for k, (o, _) in due.items()}, now):
            one, milestone = due[key]
            if await self._still_ends(one):
                push = reminder(one.registration, milestone, today)
                said += await self.telling.tell(Notice(one.person_id, key, push, now))
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
