"""Each status change becomes one line of 我的消息 and one push, whoever looks and whenever."""

import asyncio
from collections.abc import Iterable
from datetime import timedelta

import pytest

from bot.channels.messages import Delivery
from bot.jobs.status_poller import StatusPoller
from flows.model import Actor, ApplicationStatus, StatusEvent
from flows.ports import Registry, RegistryUnavailable
from storage.conversations import Change, Conversation, Conversations
from storage.database import Database
from storage.notifications import Notifications
from tests.people import NOW


def event(cursor: int, status: str = "reported", actor: str = "enterprise") -> StatusEvent:
    return StatusEvent(
        cursor=cursor,
        application_id="A1",
        person_id="p1",
        kind="initial",
        speciality="AY",
        status=ApplicationStatus(status),
        actor=Actor(actor),
        at=NOW + timedelta(minutes=cursor),
    )


class Changes:
    """A registry that knows nothing but its changes, and may be away."""

    def __init__(self, *events: StatusEvent) -> None:
        self.events = list(events)
        self.away = False
        self.asked_while_away = 0

    async def changes(self, after: int, limit: int = 200) -> list[StatusEvent]:
        if self.away:
            self.asked_while_away += 1
            raise RegistryUnavailable
        return [one for one in self.events if one.cursor > after][:limit]


def poller(database: Database, changes: Changes, handed: list[Delivery]) -> StatusPoller:
    registry: Registry = changes  # type: ignore[assignment]

    def hand_over(deliveries: Iterable[Delivery]) -> None:
        handed.extend(deliveries)

    return StatusPoller(registry, Notifications(database), hand_over, seconds=0.01)


@pytest.fixture
async def chats(database: Database) -> None:
    """The person on Telegram and on the web; somebody else; a chat that cannot be reached."""
    conversations = Conversations(database)
    for channel, chat_id, person in (
        ("telegram", "1", "p1"),
        ("web", "w", "p1"),
        ("telegram", "2", "p2"),
        ("telegram", "3", "p1"),
    ):
        await conversations.write(
            Change(
                f"u{chat_id}", {"kind": "other"}, Conversation(channel, chat_id, person_id=person)
            )
        )
    async with database.raw() as connection:
        await connection.execute("UPDATE conversations SET reachable = false WHERE chat_id = '3'")


async def test_a_change_is_pushed_once_to_each_of_the_persons_chats(
    database: Database, chats: None
) -> None:
    handed: list[Delivery] = []
    looking = poller(database, Changes(event(1)), handed)
    assert await looking.look() == 1
    assert await looking.look() == 0
    assert sorted((one.channel, one.chat_id) for one in handed) == [
        ("telegram", "1"),
        ("web", "w"),
    ]
    assert handed[0].message.title == "企业已上报"
    assert "注册土木工程师（岩土）初始注册" in handed[0].message.text


async def test_two_replicas_push_once(database: Database, chats: None) -> None:
    handed: list[Delivery] = []
    changes = Changes(*(event(n) for n in range(1, 30)))
    replicas = [poller(database, changes, handed) for _ in range(3)]
    await asyncio.gather(*(one.look() for one in replicas))
    await asyncio.gather(*(one.look() for one in replicas))
    assert len(handed) == 29 * 2
    assert len(await Notifications(database).page("p1", limit=100)) == 29


async def test_what_the_person_did_is_kept_but_not_pushed(database: Database, chats: None) -> None:
    handed: list[Delivery] = []
    await poller(database, Changes(event(1, "submitted", "person")), handed).look()
    assert handed == []
    assert [n.text for n in await Notifications(database).page("p1")] == [
        "注册土木工程师（岩土）初始注册：个人已上报"
    ]


async def test_an_outage_is_waited_for_and_nothing_is_missed(
    database: Database, chats: None
) -> None:
    handed: list[Delivery] = []
    changes = Changes(event(1))
    changes.away = True
    looking = poller(database, changes, handed)
    running = asyncio.create_task(looking.run())
    async with asyncio.timeout(30):
        while not changes.asked_while_away:  # noqa: ASYNC110 - the poller offers no event
            await asyncio.sleep(0.01)
    assert handed == []
    changes.away = False
    async with asyncio.timeout(30):
        while len(handed) < 2:  # noqa: ASYNC110 - the poller offers no event
            await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
