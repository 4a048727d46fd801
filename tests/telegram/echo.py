"""A dialogue of a few lines on the real tables, and the edge around it, for tests."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from bot.channels.messages import BotMessage, Button, Delivery, Handled, UserMessage
from bot.channels.telegram import TelegramChannel
from bot.jobs.countdown import Countdown
from bot.jobs.outbox_sender import OutboxSender
from storage.conversations import Conversations
from storage.database import Database
from storage.files import DiskFiles
from storage.outbox import Outbox
from tests.telegram.fake_bot_api import FakeBotApi

_NO_FILES = Path("no-files")

Answer = Callable[[UserMessage], Awaitable[list[BotMessage]]]


async def echo(message: UserMessage) -> list[BotMessage]:
    """Words back with one button; a tap redraws, an upload tells its size."""
    if message.data:
        return [BotMessage(text=f"redrawn {message.data}", replaces_tapped=True)]
    if message.upload:
        size = len(await message.upload.read())
        photo = " photo" if message.upload.is_recompressed else ""
        return [BotMessage(text=f"{message.upload.name} {size}{photo}")]
    words = message.text or message.unsupported
    return [BotMessage(text=f"echo {words}", buttons=((Button(label="again", data=words[:64]),),))]


class EchoDialogue:
    """Dedupes, stores and answers in one transaction, as the real one does."""

    def __init__(self, database: Database, answer: Answer = echo) -> None:
        self._database = database
        self.answer = answer
        self.handled: list[str] = []
        self.duplicates = 0
        self.before_commit: Callable[[UserMessage], Awaitable[None]] | None = None

    async def handle(self, message: UserMessage) -> Handled:
        answers = await self.answer(message)
        if self.before_commit is not None:
            await self.before_commit(message)
        try:
            deliveries = await store(self._database, message, answers)
        except psycopg.errors.UniqueViolation:
            self.duplicates += 1
            return Handled(duplicate=True)
        self.handled.append(message.text or message.data or message.unsupported)
        return Handled(deliveries=tuple(deliveries), toast="done" if message.data else "")


async def store(
    database: Database, message: UserMessage, answers: list[BotMessage]
) -> list[Delivery]:
    """The inbox row and the outbox rows of one update."""
    conversation = await conversation_id(database, message.chat_id, message.channel)
    async with database.raw() as connection, connection.transaction():
        await connection.execute(
            "INSERT INTO inbox (channel, update_id, conversation_id, content) VALUES (%s, %s, %s, '{}')",
            (message.channel, message.update_id, conversation),
        )
        return [
            await insert(
                connection, conversation, message.chat_id, answer, message.tapped, message.channel
            )
            for answer in answers
        ]


async def insert(
    connection: "psycopg.AsyncConnection[dict[str, Any]]",
    conversation: int,
    chat_id: str,
    answer: BotMessage,
    tapped: str = "",
    channel: str = "telegram",
) -> Delivery:
    """One waiting outbox row."""
    replaces = tapped if answer.replaces_tapped else ""
    cursor = await connection.execute(
        "INSERT INTO outbox (conversation_id, message, replaces) VALUES (%s, %s, %s) RETURNING id",
        (conversation, Jsonb(answer.model_dump(mode="json")), replaces),
    )
    row = await cursor.fetchone()
    assert row is not None
    return Delivery(
        id=row["id"],
        conversation_id=conversation,
        channel=channel,
        chat_id=chat_id,
        message=answer,
        replaces=replaces,
    )


async def conversation_id(database: Database, chat_id: str, channel: str = "telegram") -> int:
    """The chat's conversation, made where it is new."""
    async with database.raw() as connection:
        cursor = await connection.execute(
            "INSERT INTO conversations (channel, chat_id) VALUES (%s, %s) "
            "ON CONFLICT (channel, chat_id) DO UPDATE SET reachable = true RETURNING id",
            (channel, chat_id),
        )
        row = await cursor.fetchone()
    assert row is not None
    return int(row["id"])


async def push(
    database: Database, chat_id: str, *answers: BotMessage, channel: str = "telegram"
) -> list[Delivery]:
    """Outbox rows that nobody has handed over."""
    conversation = await conversation_id(database, chat_id, channel)
    async with database.raw() as connection:
        return [
            await insert(connection, conversation, chat_id, each, channel=channel)
            for each in answers
        ]


async def rows(database: Database) -> list[dict[str, Any]]:
    """The outbox, oldest first."""
    async with database.raw() as connection:
        return await (await connection.execute("SELECT * FROM outbox ORDER BY id")).fetchall()


async def settled(database: Database, seconds: float = 30) -> list[dict[str, Any]]:
    """The rows once none is waiting."""
    async with asyncio.timeout(seconds):
        while True:
            found = await rows(database)
            if all(row["status"] != "waiting" for row in found):
                return found
            await asyncio.sleep(0.02)


class Edge:
    """Sender, channel and countdown around one dialogue: a replica of the product's edge."""

    def __init__(self, api: FakeBotApi, database: Database, dialogue: Any, **options: Any) -> None:
        sender = {
            key: options.pop(key)
            for key in ("lease", "tick", "chat_per_second", "longest_pause", "attempts")
            if key in options
        }
        self.outbox = Outbox(database)
        self.channels: dict[str, Any] = {}
        self.sender = OutboxSender(
            self.outbox, self.channels, **{"tick": 0.2, "lease": 1.0} | sender
        )
        self.channel = TelegramChannel(
            options.pop("token", api.token),
            options.pop("api_url", api.url),
            options.pop("address", "https://bot.example.org"),
            dialogue,
            DiskFiles(options.pop("folder", _NO_FILES)),
            outbox=self.outbox,
            hand_over=self.sender.hand_over,
            open_albums=partial(Conversations(database).open_albums, "telegram"),
            commands=[("start", "开始"), ("status", "查看进度")],
            **options,
        )
        self.channels["telegram"] = self.channel.deliver
        self.countdown = Countdown(
            self.outbox, {"telegram": self.channel.redraw}, every=0.3, look=0.1
        )
        self.tasks: list[asyncio.Task[Any]] = []

    async def begin(self) -> None:
        self.tasks = [
            asyncio.create_task(part.run()) for part in (self.sender, self.channel, self.countdown)
        ]

    async def end(self) -> None:
        """A clean stop."""
        await self.channel.stop(1)
        await self.sender.stop(1)
        await self.kill()

    async def kill(self) -> None:
        """As SIGKILL would: nothing is finished, nothing acknowledged."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.channel.close()


@asynccontextmanager
async def edge(
    api: FakeBotApi, database: Database, dialogue: Any, **options: Any
) -> AsyncIterator[Edge]:
    """A running edge, stopped cleanly at the end."""
    running = Edge(api, database, dialogue, **options)
    await running.begin()
    try:
        yield running
    finally:
        await running.end()
