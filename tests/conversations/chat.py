"""One chat without its channel: what people do goes straight to the dialogue, in-process."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.app import compose
from bot.assistant import Assistant
from bot.channels.messages import BotMessage, Button, Handled, Upload, UserMessage
from bot.settings import Settings
from flows.ports import Registry
from flows.tracker import Tracker
from nlu.parse import Parser
from storage.database import Database
from tests import house as houses
from tests.demo_people import load_if_missing
from tests.house import Clock

Action = tuple[str, str]
"""What a person does: types, taps, uploads (an image's name), waits (seconds); and what."""

IMAGES = {
    "portrait": houses.portrait(),
    "signature": houses.signature(),
    "proof": houses.proof(),
    "another proof": houses.proof(seed=2),
}
_updates = itertools.count(1)


@dataclass
class Product:
    """The composed product on a real database, with no channel attached."""

    assistant: Assistant
    clock: Clock

    def chat(self, channel: str = "telegram") -> "Chat":
        return Chat(self, channel, f"c{next(_updates)}")

    async def forgets(self) -> None:
        """Everything that people have filed or begun; who they are stays."""
        async with self.assistant.database.raw() as connection:
            await connection.execute(
                "TRUNCATE trackers, registry.corrections, registry.events, registry.applications"
            )

    async def applications(self, username: str) -> int:
        """How many applications the registry has of a demo person."""
        facts = await self.assistant.services.registry.facts(f"demo-{username}")
        return len(facts.applications)


@asynccontextmanager
async def product_on(
    database: Database,
    data_dir: Path,
    *,
    registry: Registry | None = None,
    parser: Parser | None = None,
    **options: Any,
) -> AsyncIterator[Product]:
    """Compose it, with demo people: quick where tests/demo_people.py has loaded them."""
    # Reading a paper takes seconds; where that is what is tested, `ocr` says so.
    chosen = {"rasa": False, "ocr": False} | options
    settings = Settings(_env_file=None, data_dir=data_dir, **chosen)
    await load_if_missing(settings, database)
    clock = Clock()
    assistant = await compose(settings, database, registry=registry, parser=parser, clock=clock)
    yield Product(assistant, clock)
    if assistant.remote is not None:
        await assistant.remote.close()


@dataclass
class Chat:
    """A person in one chat; every action answers the words of the replies."""

    product: Product
    channel: str
    chat_id: str
    shown: list[BotMessage] = field(default_factory=list)
    """Everything the assistant has shown, oldest first."""
    replies: list[BotMessage] = field(default_factory=list)
    """What it showed last."""
    handled: Handled = field(default_factory=Handled)
    answers: dict[str, tuple[Action, ...]] = field(default_factory=dict)
    """What this person answers to a slot, where it is not what everybody does."""

    async def types(self, text: str) -> str:
        return await self._do(text=text)

    async def taps(self, label: str) -> str:
        return await self.sends_data(self.button(label).data)

    async def sends_data(self, data: str) -> str:
        return await self._do(data=data)

    async def sends(self, kind: str) -> str:
        return await self._do(unsupported=kind)

    async def logs_in(self, username: str) -> str:
        return await self._do(login=f"demo-{username}")

    async def uploads(self, content: bytes, *, size: int | None = None, album: str = "") -> str:
        """A file of that content; `size` claims another one, and then nobody may fetch it."""

        async def read() -> bytes:
            assert size is None, "fetched although its size forbids it"
            return content

        length = len(content) if size is None else size
        upload = Upload("a.bin", "application/octet-stream", length, read)
        return await self._do(upload=upload, album=album)

    async def ends_album(self, album: str) -> str:
        return await self._do(album_over=album)

    async def does(self, *actions: Action) -> str:
        """Several actions by name: types, taps, uploads (an image's name), waits (seconds)."""
        words = ""
        for verb, what in actions:
            if verb == "waits":
                self.product.clock.moves_on(float(what))
            elif verb == "uploads":
                words = await self.uploads(IMAGES[what])
            else:
                words = await getattr(self, verb)(what)
        return words

    def button(self, label: str) -> Button:
        """The newest button with these words, exactly or within its label."""
        for message in reversed(self.shown):
            buttons = [button for row in message.buttons for button in row]
            for button in (*(b for b in buttons if b.label == label), *buttons):
                if label in button.label:
                    return button
        raise AssertionError(f"no button {label!r}")

    async def tracker(self) -> Tracker | None:
        """The form in hand, as it is stored."""
        conversations = self.product.assistant.dialogue.conversations
        return (await conversations.read(self.channel, self.chat_id, "")).tracker

    async def form(self) -> Tracker:
        """The form in hand, which there is."""
        tracker = await self.tracker()
        assert tracker is not None, "no form in hand"
        return tracker

    def asks(self, tracker: Tracker) -> bool:
        """True where the last reply asks the tracker's step in hand."""
        start = f"t|{tracker.id}|{tracker.step}|"
        rows = self.replies[-1].buttons if self.replies else ()
        return any(button.data.startswith(start) for row in rows for button in row)

    async def _do(self, **what: object) -> str:
        update = UserMessage(self.channel, self.chat_id, f"u{next(_updates)}", **what)  # type: ignore[arg-type]
        self.handled = await self.product.assistant.dialogue.handle(update)
        self.replies = [delivery.message for delivery in self.handled.deliveries]
        self.shown += self.replies
        return words_of(self.replies)


def words_of(messages: list[BotMessage]) -> str:
    """Titles, texts and buttons of messages, as they are read."""
    return "\n".join(
        "\n".join([m.title, m.text, *(b.label for row in m.buttons for b in row)])
        for m in messages
    )
