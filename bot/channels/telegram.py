"""The Telegram channel: one bot, receiving by polling or webhook, showing deliveries."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog
from fastapi import APIRouter
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.channels.messages import Delivery, Dialogue, Offers
from bot.channels.telegram_api import BotApi, seconds_of, without_quotes
from bot.channels.telegram_inline import Inline
from bot.channels.telegram_polling import Polling
from bot.channels.telegram_reading import UPDATES
from bot.channels.telegram_receiving import HandOver, Receiving
from bot.channels.telegram_showing import Showing
from bot.channels.telegram_webhook import derived_secret, webhook_router
from flows.ports import FileStore
from storage.outbox import Outbox

log = structlog.get_logger()


class TelegramChannel:
    """Give `deliver` to the outbox sender, `redraw` to the countdown, `router` to the web app."""

    name = "telegram"

    def __init__(
        self,
        token: str,
        api_url: str,
        address: str,
        dialogue: Dialogue,
        files: FileStore,
        *,
        outbox: Outbox,
        hand_over: HandOver,
        open_albums: Callable[[], Awaitable[list[tuple[str, str]]]],
        commands: Sequence[tuple[str, str]] = (),
        offers: Offers | None = None,
        webhook_url: str = "",
        webhook_secret: str = "",
        longest_pause: float = 60.0,
    ) -> None:
        self.username = ""
        """The bot's name for deep links; empty until Telegram has answered."""
        self._api = BotApi(token, api_url)
        self._api_url = api_url
        self._open_albums = open_albums
        self._commands = commands
        self._webhook_url = webhook_url
        self._secret = webhook_secret or derived_secret(token)
        self._longest_pause = longest_pause
        self._showing = Showing(self._api, files, address)
        self._inline = Inline(self._api, offers, lambda: self.username) if offers else None
        self._receiving = Receiving(
            self._api,
            dialogue,
            hand_over,
            outbox,
            username=lambda: self.username,
            inline=self._inline,
        )
        self._polling = Polling(self._api, self._receiving)
        self._running: asyncio.Task[None] | None = None

    @property
    def router(self) -> APIRouter:
        """The webhook's route, to be included in the web application."""
        return webhook_router(self._receiving, self._secret)

    async def deliver(self, delivery: Delivery) -> str:
        """Show one delivery; raises `bot.channels.delivering`'s errors."""
        return await self._showing.deliver(delivery)

    async def redraw(self, delivery: Delivery, delivered_as: str) -> None:
        """Draw it again with the seconds that are left; raises the same errors."""
        await self._showing.redraw(delivery, delivered_as)

    async def start(self) -> bool:
        """Open the connections and introduce the bot once; `run` goes on where this is False."""
        await self._api.open()
        return await self._introduce() is None

    async def run(self) -> None:
        """Receive until `stop`, or until cancelled; survives a wrong token and a silent API."""
        self._running = asyncio.create_task(self._run())
        try:
            await asyncio.wait([self._running])
        finally:
            self._running.cancel()
        if not self._running.cancelled():
            self._running.result()

    async def stop(self, seconds: float = 3.0) -> None:
        """Take nothing more, finish what runs, acknowledge it; deliveries still pass."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
        await self._receiving.stop(seconds)
        if self._is_introduced and not self._webhook_url:
            await self._polling.acknowledge()

    async def close(self) -> None:
        """Close the connections: after the outbox sender has stopped too."""
        await self._api.close_connections()

    @property
    def _is_introduced(self) -> bool:
        return bool(self.username)

    async def _run(self) -> None:
        await self._api.open()
        pause = 1.0
        while not self._is_introduced:
            wait = await self._introduce()
            if wait is not None:
                await asyncio.sleep(max(wait, pause))
                pause = min(pause * 2, self._longest_pause)
        for chat, album in await self._open_albums():
            self._receiving.album_over(chat, album, "start")
        if self._webhook_url:
            await asyncio.Event().wait()
        await self._polling.run()

    async def _introduce(self) -> float | None:
        """Name, commands and way of receiving; the seconds to wait where it did not work."""
        try:
            me = await self._api.call("getMe")
            await self._api.call(
                "setMyCommands",
                commands=[
                    {"command": command, "description": description}
                    for command, description in self._commands
                ],
            )
            await self._choose_receiving()
        except TelegramError as error:
            log.warning("telegram.not_started", what_to_do=self._advice(error))
            return seconds_of(error) if isinstance(error, RetryAfter) else 0.0
        self.username = me["username"]
        if self._inline is not None and not me.get("supports_inline_queries"):
            log.info("telegram.inline_is_off", what_to_do="/setinline with @BotFather turns it on")
        way = "webhook" if self._webhook_url else "polling"
        log.info("telegram.started", username=self.username, receiving=way)
        return None

    async def _choose_receiving(self) -> None:
        if self._webhook_url:
            await self._api.call(
                "setWebhook",
                url=self._webhook_url,
                secret_token=self._secret,
                allowed_updates=UPDATES,
                max_connections=40,
            )
        else:
            # What waited for a webhook is then polled: nothing is dropped.
            await self._api.call("deleteWebhook", drop_pending_updates=False)

    def _advice(self, error: TelegramError) -> str:
        if isinstance(error, BadRequest):
            return f"{self._api_url} refused: {without_quotes(error)}. Check TELEGRAM_WEBHOOK_URL."
        # Never another error's own words: they may quote the token.
        if isinstance(error, InvalidToken):
            return (
                f"{self._api_url} refused the token: set TELEGRAM_TOKEN as @BotFather shows it. "
                "Everything else runs meanwhile; trying again."
            )
        return (
            f"{self._api_url} does not answer as it should ({type(error).__name__}): check the "
            "network, HTTPS_PROXY and TELEGRAM_API_URL. Everything else runs meanwhile; "
            "trying again."
        )
