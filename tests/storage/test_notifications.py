"""我的消息: unread first, and every row keeps its place while pages are being read."""

from datetime import datetime, timedelta

import pytest

from storage.conversations import Change, Conversation, Conversations, DuplicateUpdate
from storage.database import Database
from storage.notifications import Notification, Notifications
from tests.people import NOW


@pytest.fixture
def store(database: Database) -> Notifications:
    return Notifications(database)


async def arrive(database: Database, first: int, last: int, person: str = "p1") -> None:
    async with database.raw() as connection:
        for number in range(first, last + 1):
            await connection.execute(
                "INSERT INTO notifications (person_id, event_key, application_id, text, at)"
                " VALUES (%s, %s, 'A1', %s, %s)",
                (person, f"{person}:{number}", str(number), NOW + timedelta(minutes=number)),
            )


class Reader:
    """Shows pages in a chat; what a turn shows is read once the turn is committed."""

    def __init__(self, database: Database, store: Notifications, person: str = "p1") -> None:
        self.conversations, self.store, self.person = Conversations(database), store, person
        self.turns = 0

    async def reads(self, *shown: Notification) -> None:
        self.turns += 1
        snapshot = await self.conversations.read("web", self.person, str(self.turns))
        await self.conversations.write(
            Change(
                str(self.turns),
                {"kind": "tap"},
                Conversation(
                    "web",
                    self.person,
                    person_id=self.person,
                    version=snapshot.conversation.version,
                ),
                seen=tuple(each.id for each in shown),
            )
        )

    async def leafs(self, *, only_unread: bool = False, limit: int = 4) -> list[str]:
        began: datetime | None = None
        after, told = 0, []
        while page := await self.store.page(
            self.person, only_unread=only_unread, began=began, after=after, limit=limit
        ):
            await self.reads(*page)
            told += [each.text for each in page]
            began, after = page[-1].began, page[-1].id
        return told


def numbers(first: int, last: int) -> list[str]:
    return [str(number) for number in range(first, last - 1, -1)]


async def test_reading_a_page_does_not_make_the_next_one_skip(
    database: Database, store: Notifications
) -> None:
    reader = Reader(database, store)
    await arrive(database, 1, 13)
    assert await reader.leafs() == numbers(13, 1)
    assert (await store.unread("p1")).count == 0
    await arrive(database, 14, 19)
    assert await reader.leafs(only_unread=True) == numbers(19, 14)
    await arrive(database, 20, 21)
    assert await reader.leafs() == numbers(21, 1)


async def test_unread_stands_before_what_is_newer_and_read(
    database: Database, store: Notifications
) -> None:
    reader = Reader(database, store)
    await arrive(database, 1, 2)
    newest, oldest = await store.page("p1")
    await reader.reads(newest)
    assert [each.text for each in await store.page("p1")] == ["1", "2"]
    assert (await store.unread("p1")).count == 1
    assert oldest.application_id == "A1"


async def test_what_arrives_while_leafing_stays_unread(
    database: Database, store: Notifications
) -> None:
    reader = Reader(database, store)
    await arrive(database, 1, 6)
    first = await store.page("p1", limit=4)
    await reader.reads(*first)
    await arrive(database, 7, 7)
    rest = await store.page("p1", began=first[-1].began, after=first[-1].id)
    assert [each.text for each in rest] == ["2", "1"]
    await reader.reads(*rest)
    assert [each.text for each in await store.page("p1", only_unread=True)] == ["7"]


async def test_all_that_was_there_can_be_read_at_once(
    database: Database, store: Notifications
) -> None:
    await arrive(database, 1, 3)
    last = (await store.unread("p1")).last
    await arrive(database, 4, 4)
    assert len(await store.unread_up_to("p1", last)) == 3
    assert await store.unread_up_to("p2", last) == []


async def test_other_peoples_messages_are_neither_shown_nor_read(
    database: Database, store: Notifications
) -> None:
    await arrive(database, 1, 2)
    theirs = await store.page("p1")
    await Reader(database, store, "p2").reads(*theirs)
    assert (await store.unread("p1")).count == 2
    assert await store.page("p2", began=theirs[0].began, after=theirs[0].id) == []


async def test_a_turn_that_is_not_written_reads_nothing(
    database: Database, store: Notifications
) -> None:
    reader = Reader(database, store)
    await arrive(database, 1, 1)
    await reader.reads()
    shown = await store.page("p1")
    reader.turns -= 1
    with pytest.raises(DuplicateUpdate):
        await reader.reads(*shown)
    assert (await store.unread("p1")).count == 1
