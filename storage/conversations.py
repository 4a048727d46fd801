"""A turn's two statements: READ, then ONE autocommit write that dedupes and checks versions."""

from dataclasses import dataclass, field
from typing import Any

from psycopg import errors
from psycopg.types.json import Jsonb

from flows.tracker import Tracker
from storage.database import Database


class Conflict(Exception):
    """Somebody else wrote the conversation or the tracker meanwhile: read again and redo."""


class DuplicateUpdate(Exception):
    """The update was committed before."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A chat on a channel, whom it belongs to and what it last showed; `id` 0: not stored yet."""

    channel: str
    chat_id: str
    id: int = 0
    person_id: str = ""
    tracker_id: str = ""
    state: dict[str, Any] = field(default_factory=dict)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to be put into the outbox, as JSON; `replaces` is the channel's message id."""

    message: dict[str, Any]
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """All that one turn changes; written whole or not at all."""

    update_id: str
    heard: dict[str, Any]
    """What the person did, for the chat's history."""
    conversation: Conversation
    tracker: Tracker | None = None
    """The tracker to store, carrying the version it was read with."""
    dropped: tuple[str, ...] = ()
    """Ids of trackers that end with this turn."""
    outgoing: tuple[Outgoing, ...] = ()
    seen: tuple[int, ...] = ()
    """Ids of the person's messages (manual 2.5) that are read from now on."""


READ = """
SELECT c.id, c.person_id, c.tracker_id, c.state, c.version, t.data, t.version AS tracker_version,
       EXISTS (SELECT FROM inbox i WHERE i.channel = %(channel)s AND i.update_id = %(update_id)s)
       AS handled
FROM (SELECT 1) AS always
LEFT JOIN conversations c ON c.channel = %(channel)s AND c.chat_id = %(chat_id)s
LEFT JOIN trackers t ON t.id = c.tracker_id AND t.person_id = c.person_id
"""

# Every part hangs on `talked`; where it or the tracker was changed meanwhile, the last SELECT
# raises, and the whole statement leaves no trace.
WRITE = """
WITH talked AS (
    INSERT INTO conversations AS c (channel, chat_id, person_id, tracker_id, state, version)
    VALUES (%(channel)s, %(chat_id)s, %(person_id)s, %(tracker_id)s, %(state)s, 1)
    ON CONFLICT (channel, chat_id) DO UPDATE
    SET person_id = excluded.person_id, tracker_id = excluded.tracker_id,
        state = excluded.state, version = c.version + 1, reachable = true, updated_at = now()
    WHERE c.version = %(version)s
    RETURNING id
), received AS (
    INSERT INTO inbox (channel, update_id, conversation_id, content)
    SELECT %(channel)s, %(update_id)s, id, %(heard)s FROM talked
    RETURNING seq
), tracked AS (
    INSERT INTO trackers AS t (id, person_id, flow, subject, data, version)
    SELECT r.id, r.person_id, r.flow, r.subject, r.data, 1
    FROM talked, jsonb_to_recordset(%(trackers)s)
         AS r(id text, person_id text, flow text, subject text, data jsonb, version int)
    -- A tracker that ended meanwhile is not brought back to life by an answer to it.
    WHERE %(tracker_version)s = 0 OR EXISTS (SELECT FROM trackers e WHERE e.id = r.id)
    ON CONFLICT (id) DO UPDATE
    SET data = excluded.data, subject = excluded.subject, version = t.version + 1,
        updated_at = now()
    WHERE t.version = %(tracker_version)s
    RETURNING id
), gone AS (
    DELETE FROM trackers USING talked WHERE trackers.id = ANY(%(dropped)s)
    RETURNING trackers.id
), seen AS (
    UPDATE notifications n SET read_at = now() FROM talked
    WHERE n.id = ANY(%(seen)s) AND n.person_id = %(person_id)s AND n.read_at IS NULL
), sent AS (
    INSERT INTO outbox (conversation_id, message, replaces, status)
    SELECT talked.id, m.value -> 'message', m.value ->> 'replaces', %(status)s
    FROM talked, received,
         jsonb_array_elements(%(outgoing)s) WITH ORDINALITY AS m(value, place)
    ORDER BY m.place
    RETURNING id
)
SELECT talked.id,
       (SELECT seq FROM received) AS seq,
       (SELECT array_agg(sent.id ORDER BY sent.id) FROM sent) AS sent,
       (SELECT count(*) FROM gone) AS gone,
       CASE WHEN (SELECT count(*) FROM tracked) = jsonb_array_length(%(trackers)s)
            THEN true ELSE refuse_conflict() END AS agreed
FROM (SELECT 1) AS always LEFT JOIN talked ON true
WHERE CASE WHEN talked.id IS NOT NULL THEN true ELSE refuse_conflict() END
"""

# Channels whose rows are delivered by being readable; nothing is sent for them.
READABLE_CHANNELS = frozenset({"web"})


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What READ found for one incoming message."""

    conversation: Conversation
    tracker: Tracker | None
    handled: bool


@dataclass(frozen=True, slots=True)
class Written:
    """Ids that the write gave out: the conversation's, the inbox row's, the outbox rows'."""

    conversation_id: int
    seq: int
    outbox_ids: tuple[int, ...]


class Conversations:
    """Reads and writes chats; the only module with statements on the hot path."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self, channel: str, chat_id: str, update_id: str) -> Snapshot:
        """The chat, its open tracker, and whether the update was handled before."""
        places = {"channel": channel, "chat_id": chat_id, "update_id": update_id}
        async with self._database.raw() as connection:
            cursor = await connection.execute(READ, places)
            row = await cursor.fetchone()
        assert row is not None
        conversation = Conversation(
            channel,
            chat_id,
            row["id"] or 0,
            row["person_id"] or "",
            row["tracker_id"] or "" if row["data"] else "",
            row["state"] or {},
            row["version"] or 0,
        )
        return Snapshot(conversation, _tracker(row), row["handled"])

    async def latest_of(self, person_id: str) -> tuple[str, str] | None:
        """(channel, chat id) where a person was last, to write to them there."""
        async with self._database.raw() as connection:
            cursor = await connection.execute(
                "SELECT channel, chat_id FROM conversations WHERE person_id = %s"
                " ORDER BY reachable DESC, updated_at DESC LIMIT 1",
                (person_id,),
            )
            row = await cursor.fetchone()
        return (row["channel"], row["chat_id"]) if row else None

    async def open_albums(self, channel: str) -> list[tuple[str, str]]:
        """(chat id, album) of albums that a stop has cut off."""
        async with self._database.raw() as connection:
            cursor = await connection.execute(
                "SELECT chat_id, state -> 'album' ->> 0 AS album FROM conversations"
                " WHERE channel = %s AND state ? 'album'",
                (channel,),
            )
            rows = await cursor.fetchall()
        return [(row["chat_id"], row["album"]) for row in rows]

    async def write(self, change: Change) -> Written:
        """Commit the turn; raises `Conflict` or `DuplicateUpdate`, and then nothing is changed."""
        conversation, tracker = change.conversation, change.tracker
        places = {
            "channel": conversation.channel,
            "chat_id": conversation.chat_id,
            "person_id": conversation.person_id or None,
            "tracker_id": conversation.tracker_id or None,
            "state": Jsonb(conversation.state),
            "version": conversation.version,
            "update_id": change.update_id,
            "heard": Jsonb(change.heard),
            "trackers": Jsonb([_record(tracker)] if tracker else []),
            "tracker_version": tracker.version if tracker else 0,
            "dropped": list(change.dropped),
            "seen": list(change.seen),
            "outgoing": Jsonb(
                [{"message": o.message, "replaces": o.replaces} for o in change.outgoing]
            ),
            "status": "sent" if conversation.channel in READABLE_CHANNELS else "waiting",
        }
        try:
            async with self._database.raw() as connection:
                cursor = await connection.execute(WRITE, places)
                row = await cursor.fetchone()
        except errors.SerializationFailure:
            raise Conflict from None
        except errors.UniqueViolation as violation:
            if violation.diag.table_name == "inbox":
                raise DuplicateUpdate from None
            raise Conflict from None
        assert row is not None
        return Written(row["id"], row["seq"], tuple(row["sent"] or ()))


def _record(tracker: Tracker) -> dict[str, Any]:
    return {
        "id": tracker.id,
        "person_id": tracker.person_id,
        "flow": tracker.flow,
        "subject": tracker.subject,
        "data": tracker.model_dump(mode="json", exclude={"version"}),
    }


def _tracker(row: dict[str, Any]) -> Tracker | None:
    if not row["data"]:
        return None
    return Tracker.model_validate({**row["data"], "version": row["tracker_version"]})
