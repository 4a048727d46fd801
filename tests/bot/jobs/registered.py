"""Made-up holders of registrations, each with chats, and the jobs that speak to them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from psycopg.types.json import Jsonb

from bot.channels.messages import Delivery
from bot.jobs.reminders import Reminders
from bot.jobs.stalls import Stalls
from bot.jobs.telling import Telling
from flows.model import Submission
from flows.view import SHANGHAI
from storage.conversations import Change, Conversation, Conversations
from storage.database import Database
from storage.notifications import Notifications
from storage.preferences import Preferences
from storage.registry.embedded import EmbeddedRegistry
from storage.registry.office import Office
from tests.people import BASIC, EMPLOYMENT, PERSON

END = date(2027, 3, 1)


def at(day: str, hour: int = 9, minute: int = 0) -> datetime:
    """A moment in Shanghai."""
    return datetime.fromisoformat(day).replace(hour=hour, minute=minute, tzinfo=SHANGHAI)


@dataclass
class Holders:
    """People in the embedded registry, and what they have been told."""

    database: Database
    handed: list[Delivery] = field(default_factory=list)

    @property
    def telling(self) -> Telling:
        """What a replica speaks through."""

        def hand_over(deliveries: Iterable[Delivery]) -> None:
            self.handed.extend(deliveries)

        return Telling(Notifications(self.database), self.preferences, hand_over)

    @property
    def preferences(self) -> Preferences:
        return Preferences(self.database)

    def reminders(self) -> Reminders:
        """One replica's job, whose clock is not asked."""
        return Reminders(EmbeddedRegistry(self.database), self.telling, lambda: at("2000-01-01"))

    def stalls(self, workdays: int = 5) -> Stalls:
        return Stalls(
            EmbeddedRegistry(self.database), self.telling, lambda: at("2000-01-01"), workdays
        )

    @property
    def titles(self) -> list[str]:
        """What was pushed, in order."""
        return [delivery.message.title for delivery in self.handed]

    async def lines(self, person_id: str = "p1") -> list[str]:
        """我的消息, the latest first."""
        return [one.text for one in await Notifications(self.database).page(person_id, limit=99)]

    async def add(self, person_id: str, *chats: str) -> None:
        """Somebody whose 个人信息 is complete, in these chats: `telegram:1`."""
        async with self.database.raw() as connection:
            await connection.execute(
                "INSERT INTO registry.people (id, name, sex, id_type, id_number, born_on, mobile,"
                " basic, employment, portrait, signature)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, 'a', 'b')",
                (
                    person_id,
                    *PERSON.model_dump(exclude={"id"}).values(),
                    Jsonb(BASIC.model_dump(mode="json")),
                    Jsonb(EMPLOYMENT.model_dump(mode="json")),
                ),
            )
        for chat in chats:
            await self.opens(person_id, chat)

    async def opens(self, person_id: str, chat: str) -> None:
        """A chat of theirs."""
        channel, _, chat_id = chat.partition(":")
        await Conversations(self.database).write(
            Change(f"u{chat_id}", {"kind": "other"}, Conversation(channel, chat_id, 0, person_id))
        )

    async def registers(
        self, person_id: str, speciality: str = "S", valid_until: date = END
    ) -> None:
        """A registration with that end."""
        async with self.database.raw() as connection:
            await connection.execute(
                "INSERT INTO registry.registrations (person_id, speciality, certificate_number,"
                " seal_number, enterprise_name, credit_code, valid_until)"
                " VALUES (%s, %s, %s, '1100000-S001', %s, %s, %s)",
                (
                    person_id,
                    speciality,
                    f"{person_id}{speciality}",
                    EMPLOYMENT.enterprise_name,
                    EMPLOYMENT.credit_code,
                    valid_until,
                ),
            )

    async def files(
        self, day: datetime, kind: str = "renewal", speciality: str = "S", person_id: str = "p1"
    ) -> str:
        """An application of that day; answers its id."""
        registry = EmbeddedRegistry(self.database, lambda: day)
        key = f"{person_id}-{kind}-{speciality}-{day.isoformat()}"
        filed = await registry.submit(
            Submission(key=key, person_id=person_id, kind=kind, speciality=speciality, answers={})
        )
        return filed.id

    def office(self, day: datetime) -> Office:
        """The enterprise and the authority on that day."""
        return Office(self.database, lambda: day)
