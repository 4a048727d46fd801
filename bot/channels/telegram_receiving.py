"""Hands updates to the dialogue: in order per chat, again after a fault, never for ever."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

import structlog
from telegram.error import TelegramError

from bot.channels.faults import describe, reference
from bot.channels.messages import Delivery, Dialogue, Handled, UserMessage
from bot.channels.ordering import Background, ChatIsFull, PerChat
from bot.channels.telegram_albums import Albums
from bot.channels.telegram_api import BotApi
from bot.channels.telegram_files import TelegramFiles
from bot.channels.telegram_inline import Inline
from bot.channels.telegram_reading import CHANNEL, blocked_chat, chat_of, read_update
from storage.faults import is_outage
from storage.outbox import Outbox

log = structlog.get_logger()

APOLOGY = (
    "抱歉，刚才这一步没有处理成功，您之前填写的内容都还在。请再试一次；"
    "如果还是不行，请发送 /agent 转人工，并告诉客服编号 {reference}。"
)

HandOver = Callable[[Iterable[Delivery]], None]


class Receiving:
    """Takes raw updates; the future it answers is done once the update may be acknowledged."""

    def __init__(
        self,
        api: BotApi,
        dialogue: Dialogue,
        hand_over: HandOver,
        outbox: Outbox,
        *,
        username: Callable[[], str],
        inline: Inline | None = None,
        pauses: tuple[float, ...] = (0.5, 2.0, 5.0),
        outage_pause: float = 5.0,
        at_once: int = 32,
        longest: float = 120.0,
    ) -> None:
        self._api = api
        self._files = TelegramFiles(api)
        self._dialogue = dialogue
        self._hand_over = hand_over
        self._outbox = outbox
        self._username = username
        self._inline = inline
        self._pauses = pauses
        self._outage_pause = outage_pause
        self._longest = longest
        self._chats: PerChat[None] = PerChat(at_once=at_once)
        self._background = Background()
        self._albums = Albums(self.album_over)

    def take(self, update: dict[str, Any]) -> "asyncio.Future[None]":
        """Queue the update behind its chat's others; raises `ChatIsFull`."""
        return self._chats.submit(chat_of(update), lambda: self._handle(update))

    async def stop(self, seconds: float) -> None:
        """Finish what runs; what is cut off was not acknowledged and comes again."""
        self._albums.stop()
        await self._chats.stop(seconds)
        await self._background.stop(1)

    async def _handle(self, update: dict[str, Any]) -> None:
        if query := update.get("inline_query"):
            if self._inline is not None:
                await self._inline.answer(query)
            return
        handled = Handled()
        try:
            handled = await self._handle_patiently(update)
        finally:
            if query := update.get("callback_query"):
                self._background.start(self._answer_tap(query["id"], handled.toast))

    async def _handle_patiently(self, update: dict[str, Any]) -> Handled:
        failures = 0
        while True:
            try:
                async with asyncio.timeout(self._longest):
                    return await self._handle_once(update)
            except Exception as error:
                if is_outage(error):
                    # Nothing is lost by waiting: the update stays with Telegram.
                    log.warning("telegram.database_away", **describe(error))
                    await asyncio.sleep(self._outage_pause)
                    continue
                if failures == len(self._pauses):
                    self._pass_over(update, error)
                    return Handled()
                log.warning("telegram.again", update_id=update["update_id"], **describe(error))
                await asyncio.sleep(self._pauses[failures])
                failures += 1

    async def _handle_once(self, update: dict[str, Any]) -> Handled:
        if chat := blocked_chat(update):
            await self._outbox.chat_unreachable(CHANNEL, chat)
            return Handled()
        message = read_update(update, self._username(), self._files.fetch)
        if message is None:
            return Handled()
        handled = await self._dialogue.handle(message)
        self._hand_over(handled.deliveries)
        if message.album:
            self._albums.seen(message.chat_id, message.album, message.update_id)
        return handled

    def album_over(self, chat: str, album: str, last: str) -> None:
        """Queue behind the chat's others that the album, last seen in update `last`, is whole."""
        message = UserMessage(CHANNEL, chat, f"{chat}:{album}:{last}", album_over=album)

        async def tell() -> None:
            handled = await self._dialogue.handle(message)
            self._hand_over(handled.deliveries)

        try:
            done = self._chats.submit(chat, tell)
        except ChatIsFull:
            return  # whatever the person does next ends it
        done.add_done_callback(_log_failure)

    def _pass_over(self, update: dict[str, Any], error: Exception) -> None:
        number = reference()
        log.error(
            "telegram.passed_over",
            reference=number,
            update_id=update["update_id"],
            **describe(error),
        )
        if chat := chat_of(update):
            self._background.start(self._apologise(chat, number))

    async def _apologise(self, chat: str, number: str) -> None:
        try:
            await self._api.call(
                "sendMessage", chat_id=chat, text=APOLOGY.format(reference=number)
            )
        except TelegramError as error:
            log.warning("telegram.not_told", reference=number, error=type(error).__name__)

    async def _answer_tap(self, query_id: str, toast: str) -> None:
        # Until it is answered the tapped button keeps spinning; late or lost it harms nothing.
        text = {"text": toast[:200]} if toast else {}
        try:
            await self._api.call("answerCallbackQuery", callback_query_id=query_id, **text)
        except TelegramError as error:
            log.debug("telegram.tap_not_answered", error=type(error).__name__)


def _log_failure(done: "asyncio.Future[None]") -> None:
    """The album stays open in the chat's state: the next message, or the next start, ends it."""
    if not done.cancelled() and (error := done.exception()) is not None:
        log.warning("telegram.album_not_told", **describe(error))
