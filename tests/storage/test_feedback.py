"""Opinions on answers, on the real database."""

from datetime import UTC, datetime, timedelta

from storage.conversations import Change, Conversation, Conversations
from storage.database import Database
from storage.feedback import Feedback, Opinion, Tally

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


async def talked(database: Database, chat: str) -> int:
    change = Change(f"u-{chat}", {"kind": "other"}, Conversation("web", chat))
    return (await Conversations(database).write(change)).conversation_id


async def test_an_opinion_counts_once_and_may_change(database: Database) -> None:
    store, chat = Feedback(database), await talked(database, "a")
    for _ in range(3):
        await store.give(Opinion(chat, "hotline", 0, AT, is_helpful=True))
    assert await store.tallies() == [Tally("hotline", 0, 1, 0)]
    await store.give(Opinion(chat, "hotline", 0, AT, is_helpful=False))
    assert await store.tallies() == [Tally("hotline", 0, 0, 1)]


async def test_an_older_answers_button_does_not_outdo_a_later_opinion(database: Database) -> None:
    store, chat = Feedback(database), await talked(database, "a")
    await store.give(Opinion(chat, "hotline", 2, AT, is_helpful=True))
    await store.give(Opinion(chat, "hotline", 1, AT - timedelta(days=1), is_helpful=False))
    assert await store.tallies() == [Tally("hotline", 2, 1, 0)]


async def test_versions_and_chats_are_told_apart(database: Database) -> None:
    store = Feedback(database)
    one, other = await talked(database, "a"), await talked(database, "b")
    await store.give(Opinion(one, "hotline", 0, AT, is_helpful=True))
    await store.give(Opinion(other, "hotline", 1, AT, is_helpful=False))
    await store.give(Opinion(other, "complaint", 0, AT, is_helpful=False))
    assert await store.tallies() == [
        Tally("complaint", 0, 0, 1),
        Tally("hotline", 1, 0, 1),
        Tally("hotline", 0, 1, 0),
    ]
