"""Hand-overs that met a registry that was away are repeated until it is back (engine rule 7)."""

import asyncio
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import structlog

from bot.buttons import menu_button
from bot.channels.faults import describe
from bot.channels.messages import Delivery, Dialogue, UserMessage
from storage.conversations import Conversations
from storage.trackers import Trackers

log = structlog.get_logger()


@dataclass
class Resubmission:
    """Finds waiting trackers and taps 确定 again in their persons' name."""

    trackers: Trackers
    conversations: Conversations
    dialogue: Dialogue
    hand_over: Callable[[Iterable[Delivery]], None]
    seconds: float = 15.0

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            try:
                await self.look()
            except Exception as error:
                log.error("resubmission.failed", **describe(error))
            await asyncio.sleep(self.seconds)

    async def look(self) -> int:
        """Repeat each waiting hand-over once; answers how many there were."""
        waiting = await self.trackers.waiting()
        for tracker in waiting:
            chat = await self.conversations.latest_of(tracker.person_id)
            if chat is None:
                continue
            handled = await self.dialogue.handle(
                UserMessage(
                    channel=chat[0],
                    chat_id=chat[1],
                    update_id=f"again-{tracker.id}-{secrets.token_hex(4)}",
                    data=menu_button("", "again", tracker.id).data,
                )
            )
            self.hand_over(handled.deliveries)
        return len(waiting)
