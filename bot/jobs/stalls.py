"""Finds applications that the enterprise has left lying, and advises their persons once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.buttons import about_button, menu_button, relay_button
from bot.channels.messages import BotMessage
from bot.jobs.looking import keep_looking
from bot.jobs.telling import Telling
from flows import texts
from flows.advice import STALL_WORKDAYS
from flows.model import Application, ApplicationStatus
from flows.ports import Registry
from flows.rules.applications import business_of
from flows.view import SHANGHAI
from flows.workdays import is_workday, untouched_since, workdays_between
from storage.notifications import Notice, Push

PAGE = 500
"""Applications read from the registry at a time."""


@dataclass(frozen=True, slots=True)
class Stalls:
    """One look after the other; any number of replicas may run it."""

    registry: Registry
    telling: Telling
    clock: Callable[[], datetime]
    workdays: int = STALL_WORKDAYS
    seconds: float = 300.0

    async def run(self) -> None:
        """Look until cancelled."""
        await keep_looking("stalls", lambda: self.look(self.clock()), self.seconds)

    async def look(self, now: datetime) -> int:
        """Advise whoever waits too long at `now`; answers how many messages that made."""
        today = now.astimezone(SHANGHAI).date()
        if not is_workday(today)[0]:
            # Nobody at the enterprise could act on it today.
            return 0
        since = untouched_since(today, self.workdays)
        said, after, full = 0, "", True
        while full:
            page = await self.registry.untouched_applications(
                ApplicationStatus.SUBMITTED, since, after, PAGE
            )
            said += await self._tell(page, now, today)
            full = len(page) == PAGE
            after = page[-1].id if page else after
        return said

    async def _tell(self, page: list[Application], now: datetime, today: date) -> int:
        due = {f"stall:{one.id}:{one.status}": one for one in page}
        said = 0
        for key in await self.telling.may_hear({k: o.person_id for k, o in due.items()}, now):
            one = due[key]
            push = advice(one, today)
            said += await self.telling.tell(Notice(one.person_id, key, push, now, one.id))
        return said


def advice(application: Application, today: date) -> Push:
    """The line of 我的消息 and the message: the card to forward, a look, the way back."""
    moved = application.changed_at.astimezone(SHANGHAI).date()
    days, is_certain = workdays_between(moved, today)
    facts = {
        "business": business_of(application),
        "days": str(days),
        "filed": f"{application.filed_at.astimezone(SHANGHAI):%Y-%m-%d}",
        "caution": "" if is_certain else texts.say("holidays_unannounced"),
    }
    message = BotMessage(
        title=texts.say("stall.title"),
        text=texts.say("stall.advice", **facts),
        buttons=(
            (relay_button(application.id, "primary"),),
            (
                menu_button("查看进度", "progress", application.id),
                about_button("撤回", "withdrawal", application.id),
            ),
        ),
    )
    return Push(texts.say("stall.line", **facts), message.model_dump(mode="json"))
