"""Shows a delivery in a Telegram chat: text, pictures, buttons, redraws."""

from collections.abc import Callable
from datetime import UTC, datetime

import structlog
from telegram.error import BadRequest

from bot.channels.delivering import Undeliverable
from bot.channels.messages import BotMessage, Delivery
from bot.channels.telegram_api import BotApi, telegram_errors
from bot.channels.telegram_keyboard import Keyboard, keyboard
from bot.channels.telegram_media import Media, Medium
from bot.channels.telegram_text import Piece, pieces
from flows.ports import FileStore

log = structlog.get_logger()

_UNCHANGED = "message is not modified"
_NOT_EDITABLE = ("message to edit not found", "can't be edited", "message_id_invalid")
_NO_TEXT = "there is no text in the message"


class Showing:
    """One bot's sending side; `deliver` and `redraw` raise `bot.channels.delivering`'s errors."""

    def __init__(
        self,
        api: BotApi,
        files: FileStore,
        address: str,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._api = api
        self._media = Media(api, files)
        self._address = address
        self._now = now

    async def deliver(self, delivery: Delivery) -> str:
        """Show it; answers the id of the message that carries its buttons."""
        with telegram_errors():
            try:
                return await self._show(delivery, no_urls=False)
            except BadRequest as error:
                if "url" not in error.message.lower() or not _has_urls(delivery.message):
                    raise
                # An address that only Telegram knows to be unfit for a button.
                return await self._show(delivery, no_urls=True)

    async def redraw(self, delivery: Delivery, delivered_as: str) -> None:
        """Draw the message anew where it stands, with the seconds that are left now."""
        texts, buttons = self._compose(delivery.message, no_urls=False)
        if not texts or not delivered_as:
            return
        with telegram_errors():
            try:
                await self._edit(delivery.chat_id, delivered_as, texts[-1], buttons)
            except BadRequest as error:
                if _UNCHANGED not in error.message.lower():
                    raise

    def _compose(self, message: BotMessage, *, no_urls: bool) -> tuple[list[Piece], Keyboard]:
        buttons = keyboard(message.buttons, self._address, no_urls=no_urls)
        texts = pieces(message, buttons.links, self._now())
        shown = len(message.pictures) + len(message.animations)
        if buttons.rows and not texts and shown != 1:
            # Buttons need a message to stand under.
            texts = [Piece("请选择：")]
        return texts, buttons

    async def _show(self, delivery: Delivery, *, no_urls: bool) -> str:
        message, chat = delivery.message, delivery.chat_id
        texts, buttons = self._compose(message, no_urls=no_urls)
        media = await self._media.read(message)
        if not texts and not media:
            raise Undeliverable("the message has no content")
        if delivery.replaces.isdecimal():
            if texts and not media:
                return await self._replace(chat, delivery.replaces, texts, buttons)
            await self._strip(chat, delivery.replaces)
        return await self._send(chat, texts, media, buttons, message)

    async def _send(
        self,
        chat: str,
        texts: list[Piece],
        media: list[Medium],
        buttons: Keyboard,
        message: BotMessage,
    ) -> str:
        # A reading time is redrawn as a text, so it is never a caption.
        is_one = len(media) == 1 and len(texts) <= 1 and message.countdown_until is None
        if is_one and (not texts or texts[0].is_caption):
            caption = texts[0].as_caption() if texts else {}
            return await self._media.send_one(chat, media[0], caption | buttons.as_markup())
        last = await self._media.send_all(chat, media)
        return await self._texts(chat, texts, buttons) if texts else last

    async def _texts(self, chat: str, texts: list[Piece], buttons: Keyboard) -> str:
        last = ""
        for piece in texts:
            markup = buttons.as_markup() if piece is texts[-1] else {}
            sent = await self._api.call("sendMessage", chat_id=chat, **piece.as_text(), **markup)
            last = str(sent["message_id"])
        return last

    async def _replace(self, chat: str, old: str, texts: list[Piece], buttons: Keyboard) -> str:
        try:
            await self._edit(chat, old, texts[0], buttons if len(texts) == 1 else Keyboard())
        except BadRequest as error:
            reason = error.message.lower()
            if _NO_TEXT in reason:
                await self._strip(chat, old)
            elif _UNCHANGED not in reason and not any(words in reason for words in _NOT_EDITABLE):
                raise
            if _UNCHANGED not in reason:
                return await self._texts(chat, texts, buttons)
        return await self._texts(chat, texts[1:], buttons) if len(texts) > 1 else old

    async def _edit(self, chat: str, old: str, piece: Piece, buttons: Keyboard) -> None:
        await self._api.call(
            "editMessageText",
            chat_id=chat,
            message_id=int(old),
            **piece.as_text(),
            **buttons.as_markup(),
        )

    async def _strip(self, chat: str, old: str) -> None:
        """Take the buttons off a message that the next one replaces."""
        try:
            await self._api.call("editMessageReplyMarkup", chat_id=chat, message_id=int(old))
        except BadRequest as error:
            log.debug("telegram.not_stripped", why=type(error).__name__)


def _has_urls(message: BotMessage) -> bool:
    return any(button.url for row in message.buttons for button in row)
