"""CPU of a plain turn: the two statements beside the same turn on four through SQLAlchemy."""

import time
from pathlib import Path

from sqlalchemy import insert, select, update

from bot.app import compose
from bot.channels.messages import UserMessage
from bot.dialogue import ChatDialogue
from bot.settings import Settings
from storage import tables
from storage.conversations import Change, Conversation, Conversations, Snapshot, Written
from storage.database import Database
from tests.benchmarks.measure import Row


class FourStatements(Conversations):
    """What a turn usually is: look, note what came, update, note what goes, in a transaction."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._engine = database.engine

    async def read(self, channel: str, chat_id: str, update_id: str) -> Snapshot:
        chats = tables.conversations.c
        wanted = select(tables.conversations).where(
            chats.channel == channel, chats.chat_id == chat_id
        )
        async with self._engine.begin() as connection:
            row = (await connection.execute(wanted)).mappings().one_or_none()
            if row is None:
                values = {"channel": channel, "chat_id": chat_id, "state": {}}
                made = insert(tables.conversations).values(values).returning(tables.conversations)
                row = (await connection.execute(made)).mappings().one()
        conversation = Conversation(
            channel, chat_id, row["id"], row["person_id"] or "", "", row["state"], row["version"]
        )
        return Snapshot(conversation, None, handled=False)

    async def write(self, change: Change) -> Written:
        conversation, chats = change.conversation, tables.conversations.c
        async with self._engine.begin() as connection:
            heard = insert(tables.inbox).values(
                channel=conversation.channel,
                update_id=change.update_id,
                conversation_id=conversation.id,
                content=change.heard,
            )
            seq = await connection.scalar(heard.returning(tables.inbox.c.seq))
            await connection.execute(
                update(tables.conversations)
                .where(chats.id == conversation.id, chats.version == conversation.version)
                .values(state=conversation.state, version=conversation.version + 1)
            )
            rows = [
                {"conversation_id": conversation.id, "message": o.message} for o in change.outgoing
            ]
            sent = insert(tables.outbox).values(rows).returning(tables.outbox.c.id)
            ids = (await connection.scalars(sent)).all()
        return Written(conversation.id, seq or 0, tuple(ids))


async def turn_cpu(database: Database, folder: Path, turns: int = 1000) -> list[Row]:
    """CPU of this process for each turn; blocks of both in turns."""
    settings = Settings(_env_file=None, rasa=False, data_dir=folder)
    assistant = await compose(settings, database)
    two = assistant.dialogue
    four = ChatDialogue(FourStatements(database), two.routing, two.services)
    spent = {"two": 0.0, "four": 0.0}
    block = max(1, turns // 10)
    for number in range(11):
        for name, dialogue in (("two", two), ("four", four)):
            began = time.process_time()
            for turn in range(block):
                chat = f"{name}{turn % 20}"
                id_ = f"{name}-{number}-{turn}"
                await dialogue.handle(UserMessage("telegram", chat, id_, text="/help"))
            if number:  # the first block warms up
                spent[name] += time.process_time() - began
    mine, orm = (spent[name] / (10 * block) * 1e6 for name in ("two", "four"))
    beside = f"four SQLAlchemy statements {orm:.0f} µs (× {mine / orm:.2f})"
    return [Row("CPU of a plain turn, READ and ONE", f"{mine:.0f} µs", beside, "")]
