"""A reading time counts down in the chat, across restarts, until the person moves on."""

import asyncio
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.channels.messages import BotMessage, Button
from storage.database import Database
from tests.own_postgres import until
from tests.telegram.echo import Edge, edge, push, rows, settled
from tests.telegram.fake_bot_api import FakeBotApi

BUTTONS = ((Button(label="承诺", data="yes"),),)


def letter(seconds: float) -> BotMessage:
    until = datetime.now(UTC) + timedelta(seconds=seconds)
    return BotMessage(text="承诺书", buttons=BUTTONS, countdown_until=until)


async def is_over(database: Database) -> bool:
    """True once nothing is to be redrawn."""
    return (await rows(database))[0]["refresh_at"] is None


async def test_the_seconds_run_down_to_the_end(bot_api: FakeBotApi, database: Database) -> None:
    user = bot_api.user()
    async with edge(bot_api, database, None) as running:
        running.sender.hand_over(await push(database, user.chat_id, letter(1.5)))
        await user.sees("还需阅读")
        await user.sees("✓ 阅读时间已满")
        await until(partial(is_over, database))
    assert len(user.messages) == 1
    assert user.last.buttons == ["承诺"]


async def test_it_goes_on_after_a_restart(bot_api: FakeBotApi, database: Database) -> None:
    user = bot_api.user()
    first = Edge(bot_api, database, None)
    await first.begin()
    first.sender.hand_over(await push(database, user.chat_id, letter(1.5)))
    await user.sees("还需阅读")
    await asyncio.sleep(0.1)
    await first.kill()
    async with edge(bot_api, database, None) as running:
        second = asyncio.create_task(running.countdown.run())
        await user.sees("✓ 阅读时间已满")
        second.cancel()


async def test_it_stops_once_something_newer_has_buttons(
    bot_api: FakeBotApi, database: Database
) -> None:
    user = bot_api.user()
    async with edge(bot_api, database, None) as running:
        running.sender.hand_over(await push(database, user.chat_id, letter(60)))
        shown = await user.sees("还需阅读")
        notice = BotMessage(text="企业已上报")
        running.sender.hand_over(await push(database, user.chat_id, notice))
        await user.sees("企业已上报")
        row = (await rows(database))[0]
        assert await running.outbox.is_still_shown(row["conversation_id"], row["id"])
        asked = BotMessage(text="下一步", buttons=BUTTONS)
        running.sender.hand_over(await push(database, user.chat_id, asked))
        await user.sees("下一步")
        drawings = shown.drawings
        async with database.raw() as connection:
            await connection.execute(
                "UPDATE outbox SET refresh_at = now() WHERE id = %s", (row["id"],)
            )
        await until(partial(is_over, database))
        assert shown.drawings == drawings


async def test_a_message_that_is_gone_ends_it(bot_api: FakeBotApi, database: Database) -> None:
    user = bot_api.user()
    async with edge(bot_api, database, None) as running:
        running.sender.hand_over(await push(database, user.chat_id, letter(60)))
        shown = await user.sees("还需阅读")
        del user.chat.messages[shown.id]
        await settled(database)
        async with database.raw() as connection:
            await connection.execute("UPDATE outbox SET refresh_at = now()")
        await until(partial(is_over, database))
        assert user.messages == []
