"""Long polling that acknowledges an update only after its transaction has committed."""

import asyncio
from typing import Any

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels.ordering import ChatIsFull
from bot.channels.telegram_api import LONG_POLL, BotApi, seconds_of
from bot.channels.telegram_reading import UPDATES
from bot.channels.telegram_receiving import Receiving

log = structlog.get_logger()

CONFLICT = (
    "another process receives this bot's updates. One process may poll: stop the other one, "
    "or set TELEGRAM_WEBHOOK_URL to run several replicas."
)


class Polling:
    """Asks from the lowest unfinished update on; asking from N acknowledges all below N."""

    def __init__(
        self, api: BotApi, receiving: Receiving, *, hold: int = LONG_POLL, pace: float = 0.3
    ) -> None:
        self._api = api
        self._receiving = receiving
        self._hold = hold
        self._pace = pace
        self._unfinished: set[int] = set()
        self._finished: set[int] = set()
        self._refused: set[int] = set()
        self._settled = asyncio.Event()

    async def run(self) -> None:
        """Poll until cancelled; updates under way are then asked for again at the next start."""
        pause = 1.0
        while True:
            try:
                await self._round()
                pause = 1.0
            except RetryAfter as error:
                await asyncio.sleep(seconds_of(error))
            except TelegramError as error:
                why = CONFLICT if isinstance(error, Conflict) else type(error).__name__
                if isinstance(error, InvalidToken):
                    why = "the token was refused: set TELEGRAM_TOKEN as @BotFather shows it"
                log.warning("telegram.poll_failed", why=why, again_in=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 30.0)

    async def _round(self) -> None:
        offset = self._offset()
        # While updates are under way Telegram would answer at once with the same ones, so it is
        # asked for further ones without waiting there, but at a pace.
        hold = 0 if self._unfinished or self._refused else self._hold
        updates = await self._api.call(
            "getUpdates", offset=offset, timeout=hold, limit=100, allowed_updates=UPDATES
        )
        if offset is not None:
            # Telegram has forgotten everything below. Ids may begin anew after a quiet week, so
            # no memory of the highest one is kept either.
            self._finished = {each for each in self._finished if each >= offset}
        self._refused.clear()
        for update in updates:
            self._take(update)
        if self._unfinished or self._refused:
            await self._wait_for_news()

    async def acknowledge(self) -> None:
        """Tell Telegram what is finished, before a stop; without it those would come again."""
        if (offset := self._offset()) is not None:
            try:
                await self._api.call("getUpdates", offset=offset, timeout=0, limit=1)
            except TelegramError as error:
                log.info("telegram.not_acknowledged", error=type(error).__name__)

    def _offset(self) -> int | None:
        """The lowest unfinished id, or one above the finished; None where neither is."""
        if self._unfinished or self._refused:
            return min(self._unfinished | self._refused)
        return max(self._finished) + 1 if self._finished else None

    def _take(self, update: dict[str, Any]) -> None:
        number = update["update_id"]
        if number in self._unfinished or number in self._finished:
            return
        try:
            done = self._receiving.take(update)
        except ChatIsFull:
            # It stays with Telegram, and so does everything above it.
            self._refused.add(number)
            return
        self._unfinished.add(number)
        done.add_done_callback(lambda done: self._settle(number, done))

    def _settle(self, number: int, done: "asyncio.Future[None]") -> None:
        if done.cancelled():
            return
        if (error := done.exception()) is not None:
            log.error("telegram.update_failed", update_id=number, error=type(error).__name__)
        self._unfinished.discard(number)
        self._finished.add(number)
        if not self._unfinished:
            self._settled.set()

    async def _wait_for_news(self) -> None:
        self._settled.clear()
        try:
            async with asyncio.timeout(self._pace):
                await self._settled.wait()
        except TimeoutError:
            return
