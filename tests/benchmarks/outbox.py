"""Sending: rows handed over in the process beside rows claimed one by one."""

import asyncio
import time

from bot.channels.messages import BotMessage, Delivery
from bot.jobs.outbox_sender import OutboxSender
from storage.database import Database
from storage.outbox import Mark, Outbox
from tests.benchmarks.measure import Row

CHATS = 50


async def fill(database: Database, rows: int, age: str) -> list[Delivery]:
    """Waiting rows over a few chats, last touched `age` ago."""
    message = BotMessage(text="您的申请状态有变化。")
    async with database.raw() as connection:
        await connection.execute("TRUNCATE outbox, inbox, conversations CASCADE")
        await connection.execute(
            "INSERT INTO conversations (channel, chat_id)"
            " SELECT 'telegram', n::text FROM generate_series(1, %s) n",
            (CHATS,),
        )
        found = await connection.execute(
            "INSERT INTO outbox (conversation_id, message, due_at)"
            " SELECT c.id, %s::jsonb, now() - %s::interval"
            " FROM conversations c, generate_series(1, %s) n RETURNING id, conversation_id",
            (message.model_dump_json(), age, rows // CHATS),
        )
        return [
            Delivery(
                id=row["id"],
                conversation_id=row["conversation_id"],
                channel="telegram",
                chat_id="x",
                message=message,
            )
            for row in await found.fetchall()
        ]


async def handed_over(database: Database, rows: int) -> float:
    """Seconds from the hand-over until every row is marked as sent."""
    deliveries = await fill(database, rows, "0 s")
    outbox = Outbox(database)

    async def deliver(_: Delivery) -> str:
        return "1"

    sender = OutboxSender(outbox, {"telegram": deliver}, per_second=1e9, chat_per_second=1e9)
    running = asyncio.create_task(sender.run())
    began = time.perf_counter()
    sender.hand_over(deliveries)
    while await outbox.waiting():  # noqa: ASYNC110 - the table tells when all is done
        await asyncio.sleep(0.005)
    took = time.perf_counter() - began
    await sender.stop()
    await running
    return took


async def claimed(database: Database, rows: int) -> float:
    """Seconds for the same rows, each claimed, sent and marked by itself."""
    await fill(database, rows, "1 h")
    outbox = Outbox(database)
    began = time.perf_counter()
    while found := await outbox.claim(["telegram"], 3600, limit=1):
        await outbox.mark([Mark(row.id, "sent", 1, "1") for row in found])
    return time.perf_counter() - began


async def outbox(database: Database, rows: int = 1000) -> list[Row]:
    """Both on the same rows, in one run."""
    quick, slow = await handed_over(database, rows), await claimed(database, rows)
    beside = f"claimed one by one {slow / rows * 1e6:.0f} µs (× {quick / slow:.2f})"
    return [Row("one row sent by hand-over", f"{quick / rows * 1e6:.0f} µs", beside)]
