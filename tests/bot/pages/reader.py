"""One person reading pages, on either channel, by the same words."""

from typing import Any, Protocol

from tests.telegram.users import TelegramUser
from tests.web.users import WebUser


class Reader(Protocol):
    """What the tests of pages do and look at."""

    async def types(self, text: str) -> None: ...
    async def taps(self, label: str) -> None: ...
    async def sees(self, words: str) -> str:
        """Wait for a fresh message with these words; answers its title and text."""
        ...

    @property
    def labels(self) -> list[str]:
        """Buttons of the message last seen."""
        ...

    @property
    def messages(self) -> int:
        """How many the assistant has shown."""
        ...


class OnWeb:
    """The web chat; a reply is there when the request is answered."""

    def __init__(self, user: WebUser) -> None:
        self.user = user
        self._fresh: list[dict[str, Any]] = []
        self.labels: list[str] = []

    async def types(self, text: str) -> None:
        self._fresh = (await self.user.types(text))["messages"]

    async def taps(self, label: str) -> None:
        self._fresh = (await self.user.taps(label))["messages"]

    async def sees(self, words: str) -> str:
        for message in reversed(self._fresh):
            shown = f"{message['title']}\n{message['text']}".strip()
            if words in shown:
                self.labels = [each["label"] for row in message["buttons"] for each in row]
                return shown
        raise AssertionError(f"no {words!r}: {self.user.text}")

    @property
    def messages(self) -> int:
        return len(self.user.messages)


class OnTelegram:
    """A phone; a reply comes when it comes."""

    def __init__(self, user: TelegramUser) -> None:
        self.user = user
        self.labels: list[str] = []

    async def types(self, text: str) -> None:
        await self.user.types(text)

    async def taps(self, label: str) -> None:
        await self.user.taps(label)

    async def sees(self, words: str) -> str:
        message = await self.user.sees(words)
        self.labels = message.buttons
        return message.text

    @property
    def messages(self) -> int:
        return len([message for message in self.user.messages if message.is_from_bot])
