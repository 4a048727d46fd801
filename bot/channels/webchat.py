"""The web chat as a channel: hands what people do to the dialogue, and its answers to pages."""

import asyncio
import secrets
from dataclasses import replace
from weakref import WeakValueDictionary

from bot.channels.messages import BotMessage, Delivery, Dialogue, Handled, UserMessage
from bot.channels.webchat_cookie import Sessions, new_chat_id
from bot.channels.webchat_live import Live
from storage.database import Database
from storage.login_codes import cleaned
from storage.thread import Thread

CHANNEL = "web"
_DASHES = frozenset("-–—－")


class WebChat:
    """Everything that the web chat's pages share."""

    def __init__(
        self, dialogue: Dialogue, database: Database, *, is_secure: bool, poll_seconds: float = 3.0
    ) -> None:
        self._dialogue = dialogue
        self.thread = Thread(database, CHANNEL)
        self.live = Live(self.thread, poll_seconds=poll_seconds)
        self.sessions = Sessions(database, is_secure=is_secure)
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def handle(self, message: UserMessage) -> Handled:
        """Let the dialogue answer, and show the answer on every open page of the chat."""
        if message.data and message.tapped:
            message = replace(message, label=await self._label(message))
        elif await self._carries_login_code(message):
            # Here a login comes with a new cookie; a code would give the person to whoever else
            # holds this one. The words lead to the login page, and the code is not kept.
            message = replace(message, text="登录")
        # One after the other: a chat's turns would only undo each other side by side.
        turn = self._turns.setdefault(message.chat_id, asyncio.Lock())
        async with turn:
            handled = await self._dialogue.handle(message)
        self.live.wake(message.chat_id)
        return handled

    async def _label(self, message: UserMessage) -> str:
        """The tapped button's words, as the chat showed them."""
        if not message.tapped.isdecimal() or len(message.tapped) > 18:
            return ""
        for shown in await self.thread.shown_at(message.chat_id, int(message.tapped)):
            buttons = [b for row in BotMessage.model_validate(shown).buttons for b in row]
            if label := next((b.label for b in buttons if b.data == message.data), ""):
                return label
        return ""

    async def _carries_login_code(self, message: UserMessage) -> bool:
        """True for words that the dialogue would take for a code of the login page."""
        text = message.text.removeprefix("/start ")
        if not cleaned(text):
            return False
        is_marked = text != message.text or bool(_DASHES & set(text))
        return is_marked or await self.thread.person(message.chat_id) is None

    async def deliver(self, delivery: Delivery) -> str:
        """Show a row made by others than the chat; its own id names it. Never raises."""
        self.live.wake(delivery.chat_id)
        return str(delivery.id)

    async def greet(self, chat: str) -> None:
        """Begin an empty chat; doing it twice is harmless."""
        await self.handle(UserMessage(CHANNEL, chat, f"{chat}:start", text="/start"))

    async def arrive(self, chat: str, link: str) -> None:
        """Show what a link into the chat leads to, e.g. `faq_hotline`, below the greeting."""
        if not await self.thread.page(chat):
            await self.greet(chat)
        update_id = f"{chat}:link-{secrets.token_hex(8)}"
        await self.handle(UserMessage(CHANNEL, chat, update_id, text=f"/start {link}"))

    async def log_in(self, chat: str | None, person_id: str) -> str:
        """Bind the browser's chat to the person and answer its id from now on.

        An anonymous chat goes on under a new id, so that whoever planted or copied the old
        cookie is left with nothing; somebody else's chat is left alone and a new one begins.
        """
        new = new_chat_id()
        if chat is not None and await self.thread.person(chat) in {None, person_id}:
            await self.thread.rename(chat, new)
        update_id = f"{new}:login-{secrets.token_hex(8)}"
        await self.handle(UserMessage(CHANNEL, new, update_id, login=person_id))
        if chat is not None:
            self.live.move(chat)
        return new

    async def leave(self, chat: str) -> str:
        """Log out: a new chat begins, and the old one is reached with no cookie and by no push."""
        await self.thread.retire(chat, new_chat_id())
        self.live.move(chat)
        return new_chat_id()
