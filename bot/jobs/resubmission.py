"""Hand-overs that met a registry that was away are repeated until it is back (engine rule 7)."""

import asyncio
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog

from bot.buttons import menu_button
from bot.channels.faults import describe
from bot.channels.messages import Delivery, Dialogue, UserMessage
from flows.catalogue import catalogue
from flows.ports import Registry, RegistryRefused, RegistryUnavailable
from flows.submission import submit
from flows.tracker import Tracker
from storage.conversations import Conversations
from storage.trackers import Trackers

log = structlog.get_logger()


@dataclass
class Resubmission:
    """Finds waiting trackers and taps 确定 again in their persons' name."""

    trackers: Trackers
    conversations: Conversations
    dialogue: Dialogue
    registry: Registry
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
                await self._without_chat(tracker)
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

    async def _without_chat(self, tracker: Tracker) -> None:
        """Nobody to tell now: the status is in 我的消息 when the person logs in again."""
        flow = catalogue()[tracker.flow]
        try:
            done = await submit(flow, tracker, self.registry, datetime.now(UTC))
        except (RegistryUnavailable, RegistryRefused) as refusal:
            log.info("resubmission.not_yet", flow=tracker.flow, reason=type(refusal).__name__)
            return
        if done.flaw is None:
            await self.trackers.drop(tracker)
