"""What the fake Bot API knows: users, chats, messages, files, and a bell for every change."""

import asyncio
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


class Refused(Exception):
    """An error answer of the Bot API."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.parameters = parameters


def bad(reason: str) -> Refused:
    return Refused(400, f"Bad Request: {reason}")


@dataclass
class Message:
    """A message as the API tells it, and when it last changed in the order of all changes."""

    json: Json
    is_from_bot: bool
    changed: int
    drawings: int = 1
    pictures: list[bytes] = field(default_factory=list)

    @property
    def id(self) -> int:
        return int(self.json["message_id"])

    @property
    def text(self) -> str:
        return str(self.json.get("text") or self.json.get("caption") or "")

    @property
    def rows(self) -> list[list[Json]]:
        return list(self.json.get("reply_markup", {}).get("inline_keyboard", []))

    @property
    def buttons(self) -> list[str]:
        return [button["text"] for row in self.rows for button in row]


@dataclass
class Chat:
    """One private chat; `messages` by id in order of appearance."""

    id: int
    first_name: str
    type: str = "private"
    is_blocked: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    @property
    def json(self) -> Json:
        named = (
            {"first_name": self.first_name}
            if self.type == "private"
            else {"title": self.first_name}
        )
        return {"id": self.id, "type": self.type, **named}

    @property
    def user(self) -> Json:
        return {"id": abs(self.id), "is_bot": False, "first_name": self.first_name}


class State:
    """Everything the server keeps; `until` waits for a change that makes something true."""

    def __init__(self, token: str, username: str) -> None:
        self.token = token
        self.bot: Json = {
            "id": int(token.split(":")[0]),
            "is_bot": True,
            "first_name": "Assistant",
            "username": username,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": True,
        }
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, bytes] = {}
        self.commands: list[Json] = []
        self.open_taps: dict[str, int] = {}
        self.open_queries: set[str] = set()
        """Inline queries that wait for an answer."""
        self.offered: dict[str, Json] = {}
        """The answers to inline queries, by their ids."""
        self.answers: list[tuple[int, str]] = []
        """Answered taps in order: chat and toast."""
        self.changes = itertools.count(1)
        self._numbers = itertools.count(1)
        self._bell = asyncio.Event()

    def ring(self) -> int:
        """Wake everybody who waits; answers the number of this change."""
        self._bell.set()
        self._bell = asyncio.Event()
        return next(self.changes)

    async def until(self, is_true: Callable[[], Any], seconds: float) -> bool:
        """Wait until `is_true()`; False where that did not come within `seconds`."""
        end = time.monotonic() + seconds
        while not is_true():
            bell = self._bell
            try:
                async with asyncio.timeout(end - time.monotonic()):
                    await bell.wait()
            except TimeoutError:
                return bool(is_true())
        return True

    def keep_file(self, content: bytes) -> str:
        """A new file id for the bytes."""
        file_id = f"file-{next(self._numbers)}"
        self.files[file_id] = content
        return file_id

    def open_tap(self, chat_id: int) -> str:
        query_id = str(next(self._numbers))
        self.open_taps[query_id] = chat_id
        return query_id

    def open_query(self) -> str:
        query_id = str(next(self._numbers))
        self.open_queries.add(query_id)
        return query_id

    def add(self, chat: Chat, *, is_from_bot: bool, **content: Any) -> Message:
        """Put a message into the chat."""
        number = next(chat.ids)
        json: Json = {
            "message_id": number,
            "date": int(time.time()),
            "chat": chat.json,
            "from": {key: self.bot[key] for key in ("id", "is_bot", "first_name", "username")}
            if is_from_bot
            else chat.user,
            **content,
        }
        message = chat.messages[number] = Message(json, is_from_bot, self.ring())
        return message

    def photo_sizes(self, content: bytes) -> list[Json]:
        """The sizes Telegram makes of a photo, smallest first."""
        file_id = self.keep_file(content)
        small = self.keep_file(content[:100])
        return [
            {
                "file_id": small,
                "file_unique_id": f"u{small}",
                "width": 90,
                "height": 60,
                "file_size": min(len(content), 100),
            },
            {
                "file_id": file_id,
                "file_unique_id": f"u{file_id}",
                "width": 1280,
                "height": 853,
                "file_size": len(content),
            },
        ]
