"""What the outbox's statements promise, without a sender around them."""

import psycopg
from sqlalchemy import exc

from bot.channels.messages import BotMessage, Button
from storage.database import Database
from storage.embedded_server import DatabaseUnavailable
from storage.faults import is_outage
from storage.outbox import Mark, Outbox
from tests.telegram.echo import conversation_id, push, rows

BUTTONS = ((Button(label="x", data="x"),),)


async def test_a_claim_is_a_lease(database: Database) -> None:
    outbox = Outbox(database)
    await push(database, "1", BotMessage(text="a"), BotMessage(text="b"))
    await push(database, "w", BotMessage(text="web"), channel="web")
    claimed = await outbox.claim(["telegram"], 0)
    assert [row.message["text"] for row in claimed] == ["a", "b"]
    assert claimed[0].chat_id == "1"
    assert await outbox.claim(["telegram"], 10) == []
    await outbox.release([claimed[0].id])
    assert [row.id for row in await outbox.claim(["telegram"], 10)] == [claimed[0].id]
    assert [row.channel for row in await outbox.claim(["web"], 0)] == ["web"]


async def test_no_claim_passes_what_somebody_has_in_hand(database: Database) -> None:
    outbox = Outbox(database)
    first, second = await push(database, "1", BotMessage(text="a"), BotMessage(text="b"))
    (other,) = await push(database, "2", BotMessage(text="c"))
    await outbox.release([second.id, other.id])
    assert [row.id for row in await outbox.claim(["telegram"], 10)] == [other.id]
    await outbox.mark([Mark(first.id, "waiting", 1, error="502", pause=60)])
    assert await outbox.claim(["telegram"], 10) == [], "the older one is to be tried again first"
    await outbox.mark([Mark(first.id, "sent", 2, "1")])
    assert [row.id for row in await outbox.claim(["telegram"], 10)] == [second.id]


async def test_marks_of_many_rows_at_once(database: Database) -> None:
    outbox = Outbox(database)
    sent, dead, later = [
        each.id for each in await push(database, "1", *(BotMessage(text=x) for x in "abc"))
    ]
    await outbox.mark(
        [
            Mark(sent, "sent", 1, "77", refresh=10),
            Mark(dead, "dead", 1, error="refused"),
            Mark(later, "waiting", 2, error="502", pause=60),
        ]
    )
    found = await rows(database)
    assert [row["status"] for row in found] == ["sent", "dead", "waiting"]
    assert (found[0]["delivered_as"], found[1]["error"], found[2]["attempts"]) == (
        "77",
        "refused",
        2,
    )
    assert found[0]["refresh_at"] is not None
    assert await outbox.claim(["telegram"], 0) == []
    assert await outbox.waiting() == 0


async def test_a_late_mark_does_not_revive_the_dead(database: Database) -> None:
    outbox = Outbox(database)
    delivery = (await push(database, "1", BotMessage(text="a")))[0]
    await outbox.chat_unreachable("telegram", "1")
    await outbox.chat_unreachable("telegram", "unknown")
    await outbox.mark([Mark(delivery.id, "waiting", 1, pause=1)])
    assert (await rows(database))[0]["status"] == "dead"


async def test_what_would_overtake(database: Database) -> None:
    outbox = Outbox(database)
    first, second = await push(database, "1", BotMessage(text="a"), BotMessage(text="b"))
    other = (await push(database, "2", BotMessage(text="c")))[0]
    firsts = {second.conversation_id: second.id, other.conversation_id: other.id}
    assert await outbox.overtaking(firsts, [second.id]) == {second.conversation_id}
    assert await outbox.overtaking(firsts, [first.id]) == set()


async def test_a_message_is_shown_until_something_newer_asks(database: Database) -> None:
    outbox = Outbox(database)
    letter = (await push(database, "1", BotMessage(text="letter", buttons=BUTTONS)))[0]
    await outbox.mark([Mark(letter.id, "sent", 1, "5")])
    conversation = letter.conversation_id

    assert await outbox.is_still_shown(conversation, letter.id)
    await push(database, "1", BotMessage(text="a notice"))
    await push(database, "2", BotMessage(text="another chat", buttons=BUTTONS))
    assert await outbox.is_still_shown(conversation, letter.id)
    async with database.raw() as connection:
        await connection.execute(
            "INSERT INTO outbox (conversation_id, message, replaces) VALUES (%s, '{\"buttons\": []}', '5')",
            (conversation,),
        )
    assert not await outbox.is_still_shown(conversation, letter.id)
    assert not await outbox.is_still_shown(conversation, 10**9)


async def test_countdowns_are_taken_once_and_again_later(database: Database) -> None:
    outbox = Outbox(database)
    assert await outbox.next_countdown() is None
    letter = (await push(database, "1", BotMessage(text="letter")))[0]
    await outbox.mark([Mark(letter.id, "sent", 1, "5", refresh=0)])
    assert [row.id for row in await outbox.due_countdowns(10)] == [letter.id]
    assert await outbox.due_countdowns(10) == []
    seconds = await outbox.next_countdown()
    assert seconds is not None
    assert 9 < seconds <= 10
    await outbox.refresh_after(letter.id, None)
    assert await outbox.next_countdown() is None


async def test_an_outage_is_told_from_a_mistake(database: Database) -> None:
    away = psycopg.OperationalError("gone")
    assert is_outage(away)
    assert is_outage(exc.OperationalError("SELECT 1", None, away))
    assert is_outage(DatabaseUnavailable("down"))
    assert not is_outage(psycopg.errors.UniqueViolation("twice"))
    assert not is_outage(ValueError("bug"))
    assert await conversation_id(database, "1") == await conversation_id(database, "1")
