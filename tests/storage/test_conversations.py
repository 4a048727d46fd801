import asyncio
from datetime import UTC, datetime

import pytest

from flows.model import Facts
from flows.tracker import Tracker
from storage.conversations import (
    Change,
    Conflict,
    Conversation,
    Conversations,
    DuplicateUpdate,
    Outgoing,
)
from storage.database import Database
from tests.people import PERSON


def tracker(tracker_id: str, **changes: object) -> Tracker:
    base = Tracker(
        id=tracker_id,
        person_id="p1",
        flow="initial",
        facts=Facts(person=PERSON),
        opened_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return base.model_copy(update=changes)


def change(update_id: str, conversation: Conversation, **more: object) -> Change:
    return Change(update_id, {"kind": "text", "text": "好"}, conversation, **more)  # type: ignore[arg-type]


async def rows(database: Database, table: str) -> int:
    async with database.raw() as connection:
        cursor = await connection.execute(f"SELECT count(*) AS n FROM {table}")
        row = await cursor.fetchone()
    assert row is not None
    return int(row["n"])


@pytest.fixture
def conversations(database: Database) -> Conversations:
    return Conversations(database)


async def test_a_turn_is_written_whole_and_read_back(conversations: Conversations) -> None:
    fresh = await conversations.read("web", "c1", "u1")
    assert not fresh.handled
    assert fresh.conversation == Conversation("web", "c1")
    belongs = Conversation("web", "c1", person_id="p1", tracker_id="t1", state={"shown": "t1:a"})
    written = await conversations.write(
        change(
            "u1",
            belongs,
            tracker=tracker("t1"),
            outgoing=(Outgoing({"text": "一"}), Outgoing({"text": "二"})),
        )
    )
    assert written.seq < written.outbox_ids[0] < written.outbox_ids[1]
    again = await conversations.read("web", "c1", "u1")
    assert again.handled
    assert again.tracker == tracker("t1", version=1)
    assert again.conversation.state == {"shown": "t1:a"}


async def test_the_same_update_twice_changes_nothing(
    conversations: Conversations, database: Database
) -> None:
    await conversations.write(change("u1", Conversation("telegram", "7")))
    chat = (await conversations.read("telegram", "7", "u2")).conversation
    with pytest.raises(DuplicateUpdate):
        await conversations.write(change("u1", chat, outgoing=(Outgoing({"text": "一"}),)))
    assert await rows(database, "outbox") == 0
    assert (await conversations.read("telegram", "7", "u2")).conversation.version == 1


async def test_an_outdated_conversation_is_a_conflict(
    conversations: Conversations, database: Database
) -> None:
    await conversations.write(change("u1", Conversation("telegram", "7")))
    chat = (await conversations.read("telegram", "7", "u2")).conversation
    await conversations.write(change("u2", chat))
    with pytest.raises(Conflict):
        await conversations.write(change("u3", chat, outgoing=(Outgoing({"text": "一"}),)))
    assert await rows(database, "inbox") == 2
    assert await rows(database, "outbox") == 0


async def test_an_outdated_tracker_takes_the_whole_turn_back(
    conversations: Conversations, database: Database
) -> None:
    here = Conversation("telegram", "7", person_id="p1", tracker_id="t1")
    await conversations.write(change("u1", here, tracker=tracker("t1")))
    there = Conversation("web", "w", person_id="p1", tracker_id="t1")
    await conversations.write(change("v1", there, tracker=tracker("t1", version=1, step="b")))
    chat = (await conversations.read("telegram", "7", "u2")).conversation
    with pytest.raises(Conflict):
        await conversations.write(change("u2", chat, tracker=tracker("t1", version=1, step="z")))
    found = await conversations.read("telegram", "7", "u2")
    assert not found.handled
    assert found.tracker is not None
    assert found.tracker.step == "b"


async def test_a_second_draft_of_the_same_flow_is_a_conflict(conversations: Conversations) -> None:
    await conversations.write(change("u1", Conversation("web", "a"), tracker=tracker("t1")))
    with pytest.raises(Conflict):
        await conversations.write(change("u2", Conversation("web", "b"), tracker=tracker("t2")))


async def test_first_messages_at_once_make_one_conversation(
    conversations: Conversations, database: Database
) -> None:
    outcomes = await asyncio.gather(
        *(conversations.write(change(f"u{n}", Conversation("web", "a"))) for n in range(5)),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 4
    assert await rows(database, "conversations") == 1


async def test_a_dropped_tracker_is_gone(conversations: Conversations) -> None:
    chat = Conversation("web", "a", person_id="p1", tracker_id="t1")
    await conversations.write(change("u1", chat, tracker=tracker("t1")))
    chat = (await conversations.read("web", "a", "u2")).conversation
    await conversations.write(change("u2", chat, dropped=("t1",)))
    assert (await conversations.read("web", "a", "u3")).tracker is None
