"""The sender: ordered, paced, patient with faults, and nothing is lost when it dies."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from bot.channels.delivering import RetryLater, Undeliverable, Unreachable
from bot.channels.messages import BotMessage, Delivery
from bot.jobs.outbox_sender import OutboxSender
from storage.database import Database
from storage.outbox import Outbox
from tests.telegram.echo import edge, push, settled
from tests.telegram.fake_bot_api import FakeBotApi


class Recorder:
    """A channel that keeps what it delivers and fails as it is told."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.times: dict[str, float] = {}
        self.failing: Callable[[str], Awaitable[None]] | None = None
        self.at_once = 0
        self.most_at_once = 0

    async def deliver(self, delivery: Delivery) -> str:
        text = delivery.message.text
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            if self.failing is not None:
                await self.failing(text)
            await asyncio.sleep(0)
        finally:
            self.at_once -= 1
        self.sent.append(text)
        self.times[text] = time.monotonic()
        return f"id-{text}"


@asynccontextmanager
async def sending(
    database: Database, recorder: Recorder, **options: Any
) -> AsyncIterator[OutboxSender]:
    quick = {"tick": 0.05, "lease": 0.3, "chat_per_second": 200, "per_second": 1000}
    sender = OutboxSender(Outbox(database), {"telegram": recorder.deliver}, **(quick | options))
    task = asyncio.create_task(sender.run())
    try:
        yield sender
    finally:
        await sender.stop(1)
        await task


async def has_sent(recorder: Recorder, *texts: str) -> None:
    """Wait until exactly these went out."""
    async with asyncio.timeout(30):
        while recorder.sent != list(texts):  # noqa: ASYNC110 - the sender has no event for it
            await asyncio.sleep(0.01)


def said(*texts: str) -> list[BotMessage]:
    return [BotMessage(text=text) for text in texts]


async def test_fresh_rows_go_out_in_order_and_are_marked(database: Database) -> None:
    recorder = Recorder()
    fresh = await push(database, "1", *said(*map(str, range(20))))
    async with sending(database, recorder) as sender:
        sender.hand_over(reversed(fresh))
        found = await settled(database)
    assert recorder.sent == [str(number) for number in range(20)]
    assert {row["status"] for row in found} == {"sent"}
    assert found[3]["delivered_as"] == "id-3"
    assert found[3]["attempts"] == 1


async def test_rows_that_nobody_holds_are_claimed(database: Database) -> None:
    recorder = Recorder()
    await push(database, "1", *said("a", "b"))
    await push(database, "2", *said("c"))
    async with sending(database, recorder):
        await settled(database)
    assert sorted(recorder.sent) == ["a", "b", "c"]
    assert recorder.sent.index("a") < recorder.sent.index("b")


async def test_a_fresh_row_never_overtakes_one_left_behind(database: Database) -> None:
    recorder = Recorder()
    await push(database, "1", *said("left behind"))
    fresh = await push(database, "1", *said("fresh"))
    async with sending(database, recorder) as sender:
        sender.hand_over(fresh)
        await settled(database)
    assert recorder.sent == ["left behind", "fresh"]


async def test_two_senders_share_the_rows_and_double_none(database: Database) -> None:
    one, two = Recorder(), Recorder()
    for chat in range(9):
        await push(database, str(chat), *said(*(f"{chat}-{number}" for number in range(5))))
    async with database.raw() as connection:
        await connection.execute("UPDATE outbox SET due_at = now() - interval '1 hour'")
    async with sending(database, one, lease=60), sending(database, two, lease=60):
        await settled(database)
    sent = one.sent + two.sent
    assert len(sent) == len(set(sent)) == 45
    order = sorted(one.times.items() | two.times.items(), key=lambda each: each[1])
    for chat in range(9):
        mine = [text for text, _ in order if text.startswith(f"{chat}-")]
        assert mine == sorted(mine)


async def test_a_limited_chat_delays_no_other(database: Database) -> None:
    recorder = Recorder()
    limited = [True]

    async def fail(text: str) -> None:
        if text.startswith("limited") and limited:
            limited.clear()
            raise RetryLater("429", 0.6)

    recorder.failing = fail
    fresh = await push(database, "1", *said("limited 1", "limited 2"))
    fresh += await push(database, "2", *said("free 1", "free 2"))
    async with sending(database, recorder) as sender:
        start = time.monotonic()
        sender.hand_over(fresh)
        found = await settled(database)
    assert recorder.sent == ["free 1", "free 2", "limited 1", "limited 2"]
    assert recorder.times["limited 1"] - start >= 0.6
    assert found[0]["attempts"] == 2


async def test_the_pace_of_a_chat_and_of_all(database: Database) -> None:
    recorder = Recorder()
    fresh = await push(database, "1", *said(*"abcd"))
    async with sending(database, recorder, chat_per_second=1, chat_burst=3) as sender:
        sender.hand_over(fresh)
        await settled(database)
    gaps = [recorder.times[b] - recorder.times[a] for a, b in zip("abc", "bcd", strict=True)]
    assert max(gaps[:2]) < 0.5 < gaps[2]

    recorder = Recorder()
    fresh = [
        each for chat in range(30) for each in await push(database, f"x{chat}", *said(f"{chat}"))
    ]
    async with sending(database, recorder, per_second=50, in_flight=5) as sender:
        sender.hand_over(fresh)
        await settled(database)
    assert max(recorder.times.values()) - min(recorder.times.values()) > 0.45


async def test_at_most_eight_are_under_way(database: Database) -> None:
    recorder = Recorder()

    async def slow(text: str) -> None:
        await asyncio.sleep(0.05)

    recorder.failing = slow
    fresh = [
        each for chat in range(20) for each in await push(database, f"x{chat}", *said(f"{chat}"))
    ]
    async with sending(database, recorder) as sender:
        sender.hand_over(fresh)
        await settled(database)
    assert recorder.most_at_once == 8


async def test_a_blocked_chat_is_left_alone(database: Database) -> None:
    recorder = Recorder()

    async def fail(text: str) -> None:
        if text.startswith("gone"):
            raise Unreachable("blocked")

    recorder.failing = fail
    fresh = await push(database, "1", *said("gone 1", "gone 2"))
    fresh += await push(database, "2", *said("here"))
    async with sending(database, recorder) as sender:
        sender.hand_over(fresh)
        found = await settled(database)
    assert [row["status"] for row in found] == ["dead", "dead", "sent"]
    assert found[0]["error"] == "unreachable"
    async with database.raw() as connection:
        cursor = await connection.execute("SELECT reachable FROM conversations ORDER BY chat_id")
        assert [row["reachable"] for row in await cursor.fetchall()] == [False, True]


async def test_what_is_refused_is_a_dead_letter_and_the_rest_passes(database: Database) -> None:
    recorder = Recorder()

    async def fail(text: str) -> None:
        if text == "bad":
            raise Undeliverable("BUTTON_DATA_INVALID")
        if text == "bug":
            raise KeyError("somebody's name")

    recorder.failing = fail
    fresh = await push(database, "1", *said("bad", "bug", "good"))
    async with sending(database, recorder) as sender:
        sender.hand_over(fresh)
        found = await settled(database)
    assert [row["status"] for row in found] == ["dead", "dead", "sent"]
    assert [row["error"] for row in found] == ["BUTTON_DATA_INVALID", "KeyError", ""]


async def test_faults_are_tried_again_and_given_up_at_last(database: Database) -> None:
    recorder = Recorder()
    tries: list[str] = []

    async def fail(text: str) -> None:
        tries.append(text)
        if text == "never" or len(tries) < 3:
            raise RetryLater("NetworkError")

    recorder.failing = fail
    fresh = await push(database, "1", *said("at last", "never", "after"))
    async with sending(database, recorder, attempts=4, longest_pause=0.02) as sender:
        sender.hand_over(fresh)
        found = await settled(database)
    assert recorder.sent == ["at last", "after"]
    assert [row["attempts"] for row in found] == [3, 4, 1]
    assert "given up after 4" in found[1]["error"]


async def test_a_planned_row_waits_for_its_time_and_holds_nothing_up(database: Database) -> None:
    recorder = Recorder()
    planned = (await push(database, "1", *said("planned")))[0]
    async with database.raw() as connection:
        await connection.execute(
            "UPDATE outbox SET due_at = now() + interval '1 hour' WHERE id = %s", (planned.id,)
        )
    fresh = await push(database, "1", *said("now"))
    async with sending(database, recorder) as sender:
        sender.hand_over(fresh)
        await has_sent(recorder, "now")
        async with database.raw() as connection:
            await connection.execute(
                "UPDATE outbox SET due_at = now() - interval '1 hour' WHERE id = %s", (planned.id,)
            )
        await settled(database)
    assert recorder.sent == ["now", "planned"]


async def test_a_stop_leaves_the_rest_to_the_next(database: Database) -> None:
    recorder = Recorder()
    fresh = await push(database, "1", *said(*"abcdef"))
    async with sending(database, recorder, chat_per_second=0.01, chat_burst=2, lease=60) as sender:
        sender.hand_over(fresh)
        await has_sent(recorder, "a", "b")
        await sender.stop(0.1)
    assert recorder.sent == ["a", "b"]
    async with sending(database, recorder, lease=60):
        await settled(database)
    assert recorder.sent == list("abcdef")


async def test_a_dead_connection_to_the_database_is_survived(database: Database) -> None:
    recorder = Recorder()
    fresh = await push(database, "1", *said("a"))
    outbox = Outbox(database)
    write, broken = outbox.mark, [True]

    async def mark(marks: Any) -> None:
        if broken:
            broken.clear()
            raise OSError("gone")
        await write(marks)

    outbox.mark = mark  # type: ignore[method-assign]
    sender = OutboxSender(outbox, {"telegram": recorder.deliver}, tick=0.05, lease=0.3)
    task = asyncio.create_task(sender.run())
    sender.hand_over(fresh)
    await settled(database)
    await sender.stop()
    await task
    assert recorder.sent == ["a"]


async def test_over_the_real_edge_faults_pass(bot_api: FakeBotApi, database: Database) -> None:
    user, other = bot_api.user(), bot_api.user()
    bot_api.fail("sendMessage", 502, chat_id=user.chat.id)
    bot_api.fail("sendMessage", drop="before", chat_id=user.chat.id)
    bot_api.fail("sendMessage", 429, retry_after=1, chat_id=user.chat.id)
    fresh = await push(database, user.chat_id, *said("one", "two"))
    fresh += await push(database, other.chat_id, *said("three"))
    async with edge(bot_api, database, None, longest_pause=0.1) as running:
        running.sender.hand_over(fresh)
        three = await other.sees("three")
        await user.sees("two")
    assert three.changed < user.messages[0].changed, "a limited chat held another one up"
    assert [message.text for message in user.messages] == ["one", "two"]
