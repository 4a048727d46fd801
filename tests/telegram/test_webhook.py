"""A webhook update is answered once it is committed, and comes again where it was not."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from fastapi import FastAPI
from uvicorn import Config, Server

from bot.channels.messages import UserMessage
from storage.database import Database
from tests.telegram.echo import EchoDialogue, Edge, rows
from tests.telegram.fake_bot_api import FakeBotApi


@asynccontextmanager
async def served(running: Edge, port: int = 0) -> AsyncIterator[str]:
    app = FastAPI()
    app.include_router(running.channel.router)
    server = Server(Config(app, port=port, log_level="critical", lifespan="off"))
    server.config.load()
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    bound = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{bound}/telegram/webhook"
    finally:
        server.should_exit = True
        await task


async def test_a_webhook_answers_after_the_commit(bot_api: FakeBotApi, database: Database) -> None:
    user, dialogue, gate = bot_api.user(), EchoDialogue(database), asyncio.Event()

    async def wait(message: UserMessage) -> None:
        if message.text == "slow":
            await gate.wait()

    dialogue.before_commit = wait
    running = Edge(bot_api, database, dialogue, chat_per_second=100)
    async with served(running) as url:
        running.channel._webhook_url = url
        await running.begin()
        for number in range(5):
            await user.types(str(number))
        await user.sees("echo 4")
        await bot_api.until(lambda: not bot_api.updates.pending)
        assert dialogue.handled == ["0", "1", "2", "3", "4"]
        update = await user.types("slow")
        await asyncio.sleep(0.2)
        assert (update, 200) not in bot_api.updates.deliveries
        gate.set()
        await bot_api.until(lambda: (update, 200) in bot_api.updates.deliveries)
        await running.end()


async def test_a_webhook_update_cut_off_by_a_stop_is_redelivered(
    bot_api: FakeBotApi, database: Database
) -> None:
    user, dying, entered = bot_api.user(), EchoDialogue(database), asyncio.Event()

    async def never(message: UserMessage) -> None:
        entered.set()
        await asyncio.sleep(60)

    dying.before_commit = never
    first = Edge(bot_api, database, dying)
    async with served(first) as url:
        first.channel._webhook_url = url
        await first.begin()
        update = await user.types("one")
        await asyncio.wait_for(entered.wait(), 30)
        await first.channel.stop(0)
        await bot_api.until(lambda: (update, 503) in bot_api.updates.deliveries)
    await first.kill()
    assert await rows(database) == []

    second = Edge(bot_api, database, EchoDialogue(database))
    async with served(second, int(url.split(":")[2].split("/")[0])):
        second.channel._webhook_url = url
        await second.begin()
        await user.sees("echo one")
        await second.end()
    assert len(await rows(database)) == 1


async def test_a_webhook_without_the_secret_is_refused(
    bot_api: FakeBotApi, database: Database
) -> None:
    running = Edge(bot_api, database, EchoDialogue(database), webhook_secret="right")
    header = "X-Telegram-Bot-Api-Secret-Token"
    async with served(running) as url, aiohttp.ClientSession() as session:
        for headers, body, status in (
            ({}, b"{}", 401),
            ({header: "wrong"}, b"{}", 401),
            ({header: "right"}, b"not json", 400),
            ({header: "right"}, b"[]", 400),
            ({header: "right"}, io.BytesIO(b"x" * 1_100_000), 413),
            ({header: "right"}, b'{"update_id": 1}', 200),
        ):
            async with session.post(url, data=body, headers=headers) as answer:
                assert answer.status == status
    await running.end()
