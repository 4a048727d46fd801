"""Our own tables: conversations, trackers, inbox, outbox, notifications, entries, codes."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    Sequence,
    Table,
    Text,
    Time,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Inbox and outbox rows number themselves from one sequence: merged, they are the chat's history.
thread_seq = Sequence("thread_seq", metadata=metadata)


def _moment(name: str, **options: object) -> Column[object]:
    return Column(name, DateTime(timezone=True), **options)  # type: ignore[arg-type]


conversations = Table(
    "conversations",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("channel", Text, nullable=False),
    Column("chat_id", Text, nullable=False),
    Column("person_id", Text, index=True),
    Column("tracker_id", Text),
    Column("state", JSONB, nullable=False, server_default=text("'{}'")),
    Column("reachable", Boolean, nullable=False, server_default=text("true")),
    Column("version", Integer, nullable=False, server_default=text("0")),
    _moment("created_at", nullable=False, server_default=func.now()),
    _moment("updated_at", nullable=False, server_default=func.now()),
    UniqueConstraint("channel", "chat_id"),
)

# `subject` tells apart what one person may do several times at once in one flow.
trackers = Table(
    "trackers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", Text, nullable=False),
    Column("flow", Text, nullable=False),
    Column("subject", Text, nullable=False, server_default=text("''")),
    Column("data", JSONB, nullable=False),
    Column("version", Integer, nullable=False),
    _moment("updated_at", nullable=False, server_default=func.now()),
    # Checked at the statement's end: one statement drops a draft and stores its successor.
    UniqueConstraint("person_id", "flow", "subject", deferrable=True, initially="IMMEDIATE"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("update_id", Text, primary_key=True),
    Column("seq", BigInteger, thread_seq, server_default=thread_seq.next_value(), nullable=False),
    Column("conversation_id", BigInteger, ForeignKey("conversations.id"), nullable=False),
    Column("content", JSONB, nullable=False),
    _moment("received_at", nullable=False, server_default=func.now()),
    Index("ix_inbox_thread", "conversation_id", "seq"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger, thread_seq, server_default=thread_seq.next_value(), primary_key=True),
    Column("conversation_id", BigInteger, ForeignKey("conversations.id"), nullable=False),
    Column("message", JSONB, nullable=False),
    Column("replaces", Text, nullable=False, server_default=text("''")),
    Column("event_key", Text),
    Column("status", Text, nullable=False, server_default=text("'waiting'")),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("delivered_as", Text, nullable=False, server_default=text("''")),
    Column("error", Text, nullable=False, server_default=text("''")),
    _moment("due_at", nullable=False, server_default=func.now()),
    _moment("refresh_at"),
    _moment("created_at", nullable=False, server_default=func.now()),
    UniqueConstraint("conversation_id", "event_key"),
    Index("ix_outbox_thread", "conversation_id", "id"),
    Index("ix_outbox_waiting", "due_at", postgresql_where=text("status = 'waiting'")),
    Index("ix_outbox_refresh", "refresh_at", postgresql_where=text("refresh_at IS NOT NULL")),
)

# 我的消息 (manual 2.5): one row per status change and person.
notifications = Table(
    "notifications",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("person_id", Text, nullable=False),
    Column("event_key", Text, nullable=False, unique=True),
    Column("application_id", Text),
    Column("text", Text, nullable=False),
    _moment("at", nullable=False),
    _moment("read_at"),
    Index("ix_notifications_person", "person_id", "at"),
)

login_codes = Table(
    "login_codes",
    metadata,
    Column("code_sha256", Text, primary_key=True),
    Column("person_id", Text, nullable=False),
    _moment("expires_at", nullable=False),
    _moment("used_at"),
)

# Nobody's hours are quiet at one end only; people without a row have made no choice.
preferences = Table(
    "preferences",
    metadata,
    Column("person_id", Text, primary_key=True),
    Column("reminders", Boolean, nullable=False, server_default=text("true")),
    Column("quiet_from", Time),
    Column("quiet_until", Time),
    _moment("updated_at", nullable=False, server_default=func.now()),
    CheckConstraint("(quiet_from IS NULL) = (quiet_until IS NULL)"),
)

calendar_links = Table(
    "calendar_links",
    metadata,
    Column("token_sha256", Text, primary_key=True),
    Column("person_id", Text, nullable=False),
    _moment("expires_at", nullable=False),
)

# Every version is kept; the newest one of an id overrides the entry that came with the program.
knowledge_entries = Table(
    "knowledge_entries",
    metadata,
    Column("seq", BigInteger, Identity(), nullable=False),
    Column("id", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("author", Text, nullable=False),
    _moment("created_at", nullable=False, server_default=func.now()),
    Column("entry", JSONB, nullable=False),
    Column("is_retired", Boolean, nullable=False, server_default=text("false")),
    CheckConstraint("version > 0"),
    Index("ix_knowledge_entries_seq", "seq", unique=True),
)

cursors = Table(
    "cursors",
    metadata,
    Column("name", Text, primary_key=True),
    Column("position", BigInteger, nullable=False),
)

secrets = Table(
    "secrets",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
