"""Asks the registry what changed; each change becomes a line of 我的消息 and a push, once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from prometheus_client import Counter

from bot.buttons import menu_button
from bot.channels.messages import BotMessage, Delivery
from bot.jobs.looking import keep_looking
from bot.jobs.telling import deliveries
from flows.model import Actor, ApplicationStatus, StatusEvent
from flows.ports import Registry
from flows.specialities import label_of
from flows.view import SHANGHAI
from flows.wording import kind_words, status_words
from storage.notifications import Notifications, Push

PUSHED = Counter("status_pushed", "Status changes turned into pushes")


@dataclass
class StatusPoller:
    """One look after the other; any number of replicas may run it."""

    registry: Registry
    notifications: Notifications
    hand_over: Callable[[Iterable[Delivery]], None]
    seconds: float = 2.0

    async def run(self) -> None:
        """Look until cancelled; an outage only lengthens the pause."""
        await keep_looking("status_poller", self._catch_up, self.seconds)

    async def _catch_up(self) -> None:
        while await self.look():
            pass

    async def look(self) -> int:
        """Turn what is new into messages; answers how many events that were."""
        position = await self.notifications.position()
        events = await self.registry.changes(position)
        if not events:
            return 0
        queued = await self.notifications.take(position, events, push_of)
        PUSHED.inc(len(queued))
        self.hand_over(deliveries(queued))
        return len(events)


def push_of(event: StatusEvent) -> Push:
    """What an event says; what the person did themselves is not pushed back to them."""
    status = status_words(event)
    business = f"{label_of(event.speciality)} {kind_words(event.kind)}"
    at = f"{event.at.astimezone(SHANGHAI):%m-%d %H:%M}"
    line = f"{business}：{status}" + (f"（{event.note}）" if event.note else "")
    if event.actor is Actor.PERSON:
        return Push(line, None)
    text = f"{business} · {at}" + (f"\n{event.note}" if event.note else "")
    if event.status is ApplicationStatus.CORRECTING:
        text += "\n请按要求补正，补正材料为 200~500KB 的图片。"
    message = BotMessage(
        title=status,
        text=text,
        buttons=((menu_button("查看审核进度", "progress", event.application_id),),),
    )
    return Push(line, message.model_dump(mode="json"))
