"""One message's working table: what was found, what is to be said, what is to change."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.channels.messages import BotMessage, Button, UserMessage
from flows.tracker import Tracker
from storage.answer_counts import Asked
from storage.conversations import Change, Conversation, Outgoing, Snapshot

Rows = tuple[tuple[Button, ...], ...]


@dataclass
class Exchange:
    """Collects a turn; nothing is sent or stored before its `change` is committed."""

    message: UserMessage
    snapshot: Snapshot
    now: datetime
    person_id: str = ""
    tracker: Tracker | None = None
    state: dict[str, Any] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    unneeded: list[str] = field(default_factory=list)
    """SHA-256s of originals whose form ends with this turn."""
    outgoing: list[BotMessage] = field(default_factory=list)
    seen: list[int] = field(default_factory=list)
    """Ids of messages (manual 2.5) that this turn shows, which makes them read."""
    answered: list[Asked] = field(default_factory=list)
    """Entries that this turn answers, to be counted once it is committed."""
    heard: dict[str, Any] = field(default_factory=dict)
    redeemed: str = ""
    """Whom a one-time code has logged in: it cannot be redeemed again when the turn is redone."""
    asked: str = ""
    """The place whose form the chat was just asked whether to cancel; empty otherwise."""
    reads_papers: bool = False
    """True where a photo may be sent instead of typing what stands on a paper."""
    toast: str = ""
    logged_out: bool = False

    @classmethod
    def of(cls, message: UserMessage, snapshot: Snapshot, now: datetime) -> "Exchange":
        """An exchange that changes nothing yet."""
        conversation = snapshot.conversation
        state = dict(conversation.state)
        return cls(
            message,
            snapshot,
            now,
            person_id=conversation.person_id,
            tracker=snapshot.tracker,
            asked=state.pop("asks_cancel", ""),
            state=state,
        )

    def say(self, text: str, buttons: Rows = (), *, title: str = "") -> None:
        """Add a plain message."""
        self.outgoing.append(BotMessage(text=text, buttons=buttons, title=title))

    def show(self, *messages: BotMessage) -> None:
        """Add messages."""
        self.outgoing.extend(messages)

    def drop(self, tracker: Tracker) -> None:
        """End a tracker with this turn."""
        self.dropped.append(tracker.id)
        self.unneeded.extend(tracker.originals)
        if self.tracker is not None and self.tracker.id == tracker.id:
            self.tracker = None
            self.state.pop("shown", None)
            self.state["ended"] = [tracker.id, self.message.data]

    def change(self) -> Change:
        """All of it, as one write."""
        conversation = self.snapshot.conversation
        return Change(
            update_id=self.message.update_id,
            heard=self.heard,
            conversation=Conversation(
                conversation.channel,
                conversation.chat_id,
                conversation.id,
                self.person_id,
                self.tracker.id if self.tracker else "",
                self.state,
                conversation.version,
            ),
            tracker=self.tracker if self.tracker != self.snapshot.tracker else None,
            dropped=tuple(self.dropped),
            outgoing=tuple(
                Outgoing(
                    message.model_dump(mode="json"),
                    self.message.tapped if message.replaces_tapped else "",
                )
                for message in self.outgoing
            ),
            seen=tuple(self.seen),
        )
