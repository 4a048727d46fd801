"""What is said unasked: once, to people who can be reached, never in their quiet hours."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.channels.messages import BotMessage, Delivery
from storage.notifications import Notice, Notifications, Queued
from storage.preferences import Preferences


def deliveries(queued: Sequence[Queued]) -> list[Delivery]:
    """Outbox rows as the sender takes them."""
    return [
        Delivery(
            id=row.id,
            conversation_id=row.conversation_id,
            channel=row.channel,
            chat_id=row.chat_id,
            message=BotMessage.model_validate(row.message),
        )
        for row in queued
    ]


@dataclass(frozen=True, slots=True)
class Telling:
    """Shared by the jobs that remind and advise; any number of replicas may use it at once.

    What falls into quiet hours is simply not said yet: the next look after them finds it, with
    the facts and the wishes of that moment, so nothing has to be planned or taken back.
    """

    notifications: Notifications
    preferences: Preferences
    hand_over: Callable[[Iterable[Delivery]], None]

    async def may_hear(self, keys: Mapping[str, str], now: datetime) -> list[str]:
        """Those of the keys, each with its person, that are new and may be said now."""
        fresh = await self.notifications.unannounced(keys) if keys else []
        wishes = await self.preferences.of_many({keys[key] for key in fresh})
        return [key for key in fresh if wishes[keys[key]].allows(now)]

    async def tell(self, notice: Notice) -> int:
        """Say it, unless another replica has; answers in how many chats."""
        queued = await self.notifications.announce(notice)
        self.hand_over(deliveries(queued))
        return len(queued)
