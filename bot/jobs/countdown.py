"""Redraws the seconds left of a reading time that a chat is looking at."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import structlog

from bot.channels.delivering import RetryLater, Undeliverable, Unreachable
from bot.channels.faults import describe
from bot.channels.messages import BotMessage, Delivery
from storage.outbox import Outbox, Row

log = structlog.get_logger()

Redraw = Callable[[Delivery, str], Awaitable[None]]
"""Draws the delivery again over the message with the given channel's id."""

IsStillShown = Callable[[int, int], Awaitable[bool]]
"""Conversation and outbox id: is the person still at this message."""


class Countdown:
    """Timers are rows: they outlive a restart, and one replica at a time redraws each."""

    def __init__(
        self,
        outbox: Outbox,
        redraw: dict[str, Redraw],
        *,
        is_still_shown: IsStillShown | None = None,
        every: float = 10.0,
        look: float = 2.0,
    ) -> None:
        self._outbox = outbox
        self._redraw = redraw
        self._is_still_shown = is_still_shown or outbox.is_still_shown
        self._every = every
        self._look = look

    async def run(self) -> None:
        """Redraw until cancelled."""
        while True:
            pause = self._look
            try:
                await self.redraw_due()
                upcoming = await self._outbox.next_countdown()
                if upcoming is not None:
                    # A message shown meanwhile asks for its first redraw ten seconds from now,
                    # so a look every few seconds misses none.
                    pause = min(max(upcoming, 0.05), self._look)
            except Exception as error:
                log.warning("countdown.later", **describe(error))
            await asyncio.sleep(pause)

    async def redraw_due(self) -> None:
        """One round over the rows that are due."""
        rows = await self._outbox.due_countdowns(self._every)
        await asyncio.gather(*(self._one(row) for row in rows))

    async def _one(self, row: Row) -> None:
        is_shown = await self._is_still_shown(row.conversation_id, row.id)
        redraw = self._redraw.get(row.channel)
        pause = None
        try:
            message = BotMessage.model_validate(row.message)
            until = message.countdown_until
            if is_shown and redraw is not None and until is not None:
                left = (until - datetime.now(UTC)).total_seconds()
                await redraw(_delivery(row, message), row.delivered_as)
                pause = min(self._every, left) if left > 0 else None
        except RetryLater as error:
            pause = error.seconds or self._every
        except (Unreachable, Undeliverable) as error:
            log.info("countdown.ended", outbox_id=row.id, why=str(error))
        except Exception as error:
            log.error("countdown.bug", outbox_id=row.id, **describe(error))
        await self._outbox.refresh_after(row.id, pause)


def _delivery(row: Row, message: BotMessage) -> Delivery:
    return Delivery(
        id=row.id,
        conversation_id=row.conversation_id,
        channel=row.channel,
        chat_id=row.chat_id,
        message=message,
        replaces=row.replaces,
    )
