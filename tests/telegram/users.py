"""A person with Telegram on a phone: types, taps, uploads, and reads the chat as a screen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tests.telegram.bot_api_state import Chat, Json, Message

if TYPE_CHECKING:
    from tests.telegram.fake_bot_api import FakeBotApi

_POINT = {"latitude": 39.9, "longitude": 116.4}
_FILE = {"file_id": "file-of-user", "file_unique_id": "u", "duration": 3, "file_size": 9}
_VIDEO = _FILE | {"width": 9, "height": 9}

CONTENT: dict[str, Json] = {
    "sticker": {
        "sticker": {
            "file_id": "s",
            "file_unique_id": "u",
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
        }
    },
    "voice": {"voice": _FILE},
    "video": {"video": _VIDEO},
    "video_note": {"video_note": _FILE | {"length": 9}},
    "audio": {"audio": _FILE},
    "animation": {"animation": _VIDEO, "document": {"file_id": "d", "file_unique_id": "u"}},
    "location": {"location": _POINT},
    "venue": {"venue": {"location": _POINT, "title": "x", "address": "y"}, "location": _POINT},
    "contact": {"contact": {"phone_number": "1", "first_name": "x"}},
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
    "poll": {
        "poll": {
            "id": "1",
            "question": "x",
            "options": [],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        }
    },
}
"""What `sends` can send, by kind."""


class TelegramUser:
    """One person in one chat; every action answers the update's id."""

    def __init__(self, api: "FakeBotApi", chat: Chat) -> None:
        self._api = api
        self.chat = chat
        self.acted = 0
        """The number of the last change when this person last did something."""

    @property
    def chat_id(self) -> str:
        return str(self.chat.id)

    @property
    def messages(self) -> list[Message]:
        """Everything in the chat, the person's own included, oldest first."""
        return list(self.chat.messages.values())

    @property
    def last(self) -> Message:
        """The bot's lowest message."""
        return [message for message in self.messages if message.is_from_bot][-1]

    @property
    def buttons(self) -> list[str]:
        """Labels of all buttons on the screen, top to bottom."""
        return [label for message in self.messages for label in message.buttons]

    @property
    def toasts(self) -> list[str]:
        """What popped up after taps; empty words where a tap was merely answered."""
        return [toast for chat, toast in self._api.state.answers if chat == self.chat.id]

    @property
    def screen(self) -> str:
        """The chat as text, for reading a failed test."""
        lines = []
        for message in self.messages:
            shown = "".join(f" [{label}]" for label in message.buttons)
            kind = next(
                (key for key in ("photo", "document", *CONTENT) if key in message.json), ""
            )
            picture = f"⟦{kind}⟧ " if kind else ""
            lines.append(f"{'▸' if message.is_from_bot else '◂'} {picture}{message.text}{shown}")
        return "\n".join(lines) or "(nothing yet)"

    async def types(self, text: str) -> int:
        """Send a text; a command is marked as Telegram's apps mark it."""
        content: Json = {"text": text}
        if text.startswith("/"):
            length = len(text.split(maxsplit=1)[0])
            content["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return self._send(**content)

    async def taps(self, label: str, seconds: float = 30) -> int:
        """Tap the lowest button with these words, waiting for it to appear."""
        message, button = await self._button(label, seconds)
        assert "callback_data" in button, f"[{label}] opens a page: use link()"
        self.acted = self._api.state.ring()
        return self._api.updates.add(
            callback_query={
                "id": self._api.state.open_tap(self.chat.id),
                "from": self.chat.user,
                "chat_instance": "1",
                "data": button["callback_data"],
                "message": message.json,
            }
        )

    async def link(self, label: str, seconds: float = 30) -> str:
        """The address behind a button."""
        _, button = await self._button(label, seconds)
        return str(button["url"])

    async def uploads(
        self,
        content: bytes,
        *,
        as_photo: bool = False,
        name: str = "picture.jpg",
        media_type: str = "image/jpeg",
        **more: Any,
    ) -> int:
        """Send a file as it is, or as a photo, which Telegram's apps recompress."""
        if as_photo:
            return self._send(photo=self._api.state.photo_sizes(content), **more)
        file_id = self._api.state.keep_file(content)
        document = {
            "file_id": file_id,
            "file_unique_id": f"u{file_id}",
            "file_name": name,
            "mime_type": media_type,
            "file_size": len(content),
        }
        return self._send(document=document, **more)

    async def uploads_album(self, contents: Sequence[bytes]) -> list[int]:
        """Several photos at once, with a caption on the first."""
        return [
            await self.uploads(
                content,
                as_photo=True,
                media_group_id="77",
                **({"caption": "两张"} if number == 0 else {}),
            )
            for number, content in enumerate(contents)
        ]

    async def sends(self, kind: str) -> int:
        """Send something that is neither text nor file: sticker, voice, location ..."""
        return self._send(**CONTENT[kind])

    async def edits(self, text: str) -> int:
        """Change the person's own last text."""
        message = [each for each in self.messages if not each.is_from_bot][-1]
        message.json |= {"text": text, "edit_date": message.json["date"]}
        self.acted = self._api.state.ring()
        return self._api.updates.add(edited_message=dict(message.json))

    async def asks_inline(self, words: str, *, seconds: float = 30) -> Json:
        """Type `@bot words` in some chat; answers what the bot offers there."""
        query_id = await self.types_inline(words)
        offered = self._api.state.offered
        assert await self._api.state.until(lambda: query_id in offered, seconds), "no offers"
        return offered[query_id]

    async def types_inline(self, words: str) -> str:
        """Type and do not wait; answers the query's id."""
        query_id = self._api.state.open_query()
        query = {"id": query_id, "from": self.chat.user, "query": words, "offset": ""}
        self._api.updates.add(inline_query=query)
        return query_id

    async def blocks(self) -> int:
        """Block the bot."""
        self.chat.is_blocked = True
        return self._membership("member", "kicked")

    async def unblocks(self) -> int:
        """Let the bot write again."""
        self.chat.is_blocked = False
        return self._membership("kicked", "member")

    async def sees(self, words: str, seconds: float = 30) -> Message:
        """Wait for a message with these words, new or redrawn since this person's last action."""

        def found() -> Message | None:
            fresh = [
                message
                for message in self.messages
                if message.is_from_bot and message.changed > self.acted and words in message.text
            ]
            return fresh[-1] if fresh else None

        await self._api.state.until(found, seconds)
        message = found()
        assert message is not None, f"nothing says {words!r} within {seconds} s:\n{self.screen}"
        return message

    async def _button(self, label: str, seconds: float) -> tuple[Message, Json]:
        def found() -> tuple[Message, Json] | None:
            for message in reversed(self.messages):
                buttons = [button for row in message.rows for button in row]
                for is_meant in (label.__eq__, lambda text: label in text):
                    for button in buttons:
                        if is_meant(button["text"]) is True:
                            return message, button
            return None

        await self._api.state.until(found, seconds)
        hit = found()
        assert hit is not None, f"no button [{label}] within {seconds} s:\n{self.screen}"
        return hit

    def _send(self, **content: Any) -> int:
        message = self._api.state.add(self.chat, is_from_bot=False, **content)
        self.acted = message.changed
        return self._api.updates.add(message=message.json)

    def _membership(self, before: str, after: str) -> int:
        member = {"user": self._api.state.bot, "until_date": 0}
        return self._api.updates.add(
            my_chat_member={
                "chat": self.chat.json,
                "from": self.chat.user,
                "date": 1_700_000_000,
                "old_chat_member": member | {"status": before},
                "new_chat_member": member | {"status": after},
            }
        )
