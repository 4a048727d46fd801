"""Asks the registry what changed; each change becomes a line of 我的消息 and a push, once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from prometheus_client import Counter

from bot.channels.messages import Delivery
from bot.jobs.looking import keep_looking
from bot.jobs.telling import deliveries
from bot.pushes import push_of
from flows.ports import Registry
from storage.notifications import Notifications

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
