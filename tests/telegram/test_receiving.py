"""Updates come in once each, in order per chat, and survive faults and deaths."""

import asyncio
from functools import partial

import psycopg
import pytest

from bot.channels.messages import BotMessage, UserMessage
from storage.database import Database
from tests.own_postgres import until
from tests.telegram.echo import EchoDialogue, Edge, edge, rows
from tests.telegram.fake_bot_api import FakeBotApi


async def test_a_talk_by_polling(bot_api: FakeBotApi, database: Database) -> None:
    user = bot_api.user()
    async with edge(bot_api, database, EchoDialogue(database)) as running:
        await user.types("你好")
        shown = await user.sees("echo 你好")
        assert shown.buttons == ["again"]
        await user.taps("again")
        redrawn = await user.sees("redrawn 你好")
        assert (redrawn.id, redrawn.buttons) == (shown.id, [])
        await bot_api.until(lambda: user.toasts == ["done"])
        assert running.channel.username == "RegistrationBot"
    assert bot_api.state.commands[0] == {"command": "start", "description": "开始"}
    assert [row["status"] for row in await rows(database)] == ["sent", "sent"]
    assert (await rows(database))[1]["delivered_as"] == str(shown.id)


async def test_everything_is_acknowledged_at_a_clean_stop(
    bot_api: FakeBotApi, database: Database
) -> None:
    user = bot_api.user()
    async with edge(bot_api, database, EchoDialogue(database)):
        for number in range(3):
            await user.types(str(number))
        await user.sees("echo 2")
    assert bot_api.updates.pending == []


async def test_a_death_before_the_commit_brings_the_update_again(
    bot_api: FakeBotApi, database: Database
) -> None:
    user, entered = bot_api.user(), asyncio.Event()
    dying = EchoDialogue(database)

    async def die(message: UserMessage) -> None:
        entered.set()
        await asyncio.sleep(60)

    dying.before_commit = die
    first = Edge(bot_api, database, dying)
    await first.begin()
    await user.types("one")
    await asyncio.wait_for(entered.wait(), 30)
    await first.kill()
    await first.channel.stop(0)
    assert await rows(database) == []

    dialogue = EchoDialogue(database)
    async with edge(bot_api, database, dialogue):
        await user.sees("echo one")
    assert dialogue.handled == ["one"]


async def test_a_death_after_the_commit_sends_the_answer_once(
    bot_api: FakeBotApi, database: Database
) -> None:
    user = bot_api.user()
    first = Edge(bot_api, database, EchoDialogue(database))
    first.sender.hand_over = first.channel._receiving._hand_over = lambda deliveries: None  # type: ignore[method-assign]
    await first.begin()
    await user.types("one")
    await until(partial(rows, database))
    await first.kill()
    assert [row["status"] for row in await rows(database)] == ["waiting"]

    again = EchoDialogue(database)
    async with edge(bot_api, database, again, lease=0.1):
        await user.types("two")
        await user.sees("echo two")
    texts = [message.text for message in user.messages if message.is_from_bot]
    assert texts == ["echo one", "echo two"]
    assert again.handled == ["two"]


async def test_ids_that_begin_anew_after_a_quiet_week(
    bot_api: FakeBotApi, database: Database
) -> None:
    user = bot_api.user()
    async with edge(bot_api, database, EchoDialogue(database)) as running:
        running.channel._polling._hold = 0.2  # type: ignore[assignment]
        await user.types("before")
        await user.sees("echo before")
        await bot_api.until(lambda: not bot_api.updates.pending)
        await asyncio.sleep(0.3)
        bot_api.updates.restart_ids(7)
        await user.types("after")
        await user.sees("echo after")


async def test_order_within_a_chat_and_no_chat_waits_for_another(
    bot_api: FakeBotApi, database: Database
) -> None:
    slow, quick = bot_api.user(), bot_api.user()
    gate = asyncio.Event()
    dialogue = EchoDialogue(database)

    async def wait(message: UserMessage) -> None:
        if message.chat_id == slow.chat_id:
            await gate.wait()

    dialogue.before_commit = wait
    async with edge(bot_api, database, dialogue, chat_per_second=100):
        for number in range(5):
            await slow.types(f"slow {number}")
        for number in range(5):
            await quick.types(f"quick {number}")
        await quick.sees("echo quick 4")
        await quick.types("late")
        await quick.sees("echo late")
        polls = len(bot_api.called("getUpdates"))
        await asyncio.sleep(0.5)
        assert len(bot_api.called("getUpdates")) - polls < 4
        assert bot_api.updates.pending[0]["message"]["text"] == "slow 0"
        gate.set()
        await slow.sees("echo slow 4")
    order = [text for text in dialogue.handled if text.startswith("slow")]
    assert order == [f"slow {number}" for number in range(5)]
    assert dialogue.duplicates == 0


async def test_a_passing_fault_is_tried_again(bot_api: FakeBotApi, database: Database) -> None:
    user, dialogue = bot_api.user(), EchoDialogue(database)
    faults = [RuntimeError("once")]

    async def stumble(message: UserMessage) -> None:
        if faults:
            raise faults.pop()

    dialogue.before_commit = stumble
    async with edge(bot_api, database, dialogue) as running:
        running.channel._receiving._pauses = (0.01, 0.01)
        await user.types("one")
        await user.sees("echo one")


async def test_a_lasting_fault_is_passed_over_with_a_number(
    bot_api: FakeBotApi, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    user, dialogue = bot_api.user(), EchoDialogue(database)

    async def stumble(message: UserMessage) -> None:
        if message.text == "bad" or message.data:
            raise RuntimeError(message.text)

    dialogue.before_commit = stumble
    async with edge(bot_api, database, dialogue) as running:
        running.channel._receiving._pauses = (0.01,)
        await user.types("bad")
        told = await user.sees("告诉客服编号")
        await user.types("good")
        await user.sees("echo good")
        await user.taps("again")
        await user.sees("告诉客服编号")
        await bot_api.until(lambda: user.toasts == [""])
    assert "/agent" in told.text
    assert bot_api.updates.pending == []


async def test_an_outage_of_the_database_loses_nothing(
    bot_api: FakeBotApi, database: Database
) -> None:
    user, dialogue = bot_api.user(), EchoDialogue(database)
    is_away = [True] * 8

    async def away(message: UserMessage) -> None:
        if is_away:
            is_away.pop()
            raise psycopg.OperationalError("the connection is lost")

    dialogue.before_commit = away
    async with edge(bot_api, database, dialogue) as running:
        running.channel._receiving._outage_pause = 0.01
        await user.types("patience")
        await user.sees("echo patience")


async def test_files_photos_albums_and_what_cannot_be_used(
    bot_api: FakeBotApi, database: Database
) -> None:
    user = bot_api.user()
    async with edge(bot_api, database, EchoDialogue(database), chat_per_second=100):
        await user.uploads(b"x" * 5000, name="证明.pdf", media_type="application/pdf")
        await user.sees("证明.pdf 5000")
        await user.uploads(b"y" * 3000, as_photo=True)
        await user.sees("photo.jpg 3000 photo")
        await user.uploads_album([b"a" * 200, b"b" * 300, b"c" * 400])
        await user.sees("photo.jpg 200 photo")
        await user.sees("photo.jpg 300 photo")
        await user.sees("photo.jpg 400 photo")
        for kind in ("sticker", "voice", "video", "animation", "location", "contact", "poll"):
            await user.sends(kind)
            await user.sees(f"echo {kind}")
        await user.types("a")
        await user.edits("b")
        await user.sees("echo edited")


async def test_a_group_is_answered_only_where_it_calls(
    bot_api: FakeBotApi, database: Database
) -> None:
    group, user = bot_api.group(), bot_api.user()
    dialogue = EchoDialogue(database)
    async with edge(bot_api, database, dialogue, chat_per_second=100):
        await user.types("hello")
        await user.sees("echo hello")
        await group.types("just talking")
        await group.types("/start@AnotherBot")
        await group.types("/start")
        await group.sees("echo group")
        await group.types("@registrationbot 怎么办")
        await group.sees("echo group")
        await user.types("/status@RegistrationBot now")
        await user.sees("echo /status now")
    assert dialogue.handled == ["hello", "group", "group", "/status now"]


async def test_blocking_makes_the_conversation_unreachable(
    bot_api: FakeBotApi, database: Database
) -> None:
    user = bot_api.user()

    async def reachable() -> bool:
        async with database.raw() as connection:
            cursor = await connection.execute("SELECT reachable FROM conversations")
            row = await cursor.fetchone()
        return bool(row and row["reachable"])

    async with edge(bot_api, database, EchoDialogue(database)):
        await user.types("hello")
        await user.sees("echo hello")
        await user.blocks()
        await bot_api.until(lambda: not bot_api.updates.pending)
        assert not await reachable()
        await user.unblocks()
        await user.types("back")
        await user.sees("echo back")
        assert await reachable()


async def test_a_wrong_token_or_a_silent_api_is_said_and_survived(
    bot_api: FakeBotApi, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = Edge(bot_api, database, EchoDialogue(database), token="1:wrong")
    assert not await refused.channel.start()
    await refused.channel.close()

    address = bot_api.url
    await bot_api.stop()
    user = bot_api.user()
    async with edge(bot_api, database, EchoDialogue(database), api_url=address) as running:
        await asyncio.sleep(0.2)
        assert running.channel.username == ""
        await bot_api.start(int(address.rsplit(":", 1)[1]))
        await user.types("hello")
        await user.sees("echo hello")
    said = capsys.readouterr().out
    assert "TELEGRAM_TOKEN" in said
    assert "TELEGRAM_API_URL" in said
    assert "wrong" not in said
    assert bot_api.token not in said


async def test_nothing_typed_is_logged(
    bot_api: FakeBotApi, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    user = bot_api.user()

    async def broken(message: UserMessage) -> list[BotMessage]:
        raise ValueError(message.text)

    async with edge(bot_api, database, EchoDialogue(database, broken)) as running:
        running.channel._receiving._pauses = ()
        await user.types("110101199003074477")
        await user.sees("编号")
    assert "110101199003074477" not in capsys.readouterr().out
