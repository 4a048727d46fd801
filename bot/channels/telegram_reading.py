"""A raw Telegram update as what a person did; plain JSON, since typed objects cost too much."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from bot.channels.messages import Upload, UserMessage

CHANNEL = "telegram"

UPDATES = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
"""The kinds of update that we ask Telegram for."""

Fetch = Callable[[str, int], Awaitable[bytes]]
"""File id and size to bytes; raises `UploadUnavailable`."""

# In this order: an animation also carries a document, a venue also a location.
_UNSUPPORTED = (
    "sticker",
    "voice",
    "video",
    "video_note",
    "audio",
    "animation",
    "venue",
    "location",
    "contact",
    "poll",
    "dice",
    "game",
    "story",
    "checklist",
    "paid_media",
    "invoice",
    "giveaway",
)


def read_update(update: dict[str, Any], username: str, fetch: Fetch) -> UserMessage | None:
    """What the update asks of the dialogue; None where it asks nothing."""
    update_id = str(update["update_id"])
    if message := update.get("message"):
        done = _of_message(message, username, fetch)
    elif message := update.get("edited_message"):
        # A live location edits itself every few seconds; nobody did that.
        is_done = _is_private(message) and "location" not in message
        done = {"unsupported": "edited"} if is_done else None
    elif query := update.get("callback_query"):
        message = query.get("message")
        done = _of_tap(query)
    else:
        return None
    if done is None or message is None:
        return None
    return UserMessage(CHANNEL, str(message["chat"]["id"]), update_id, **done)


def chat_of(update: dict[str, Any]) -> str:
    """The chat whose order the update keeps; empty where it has none."""
    if query := update.get("inline_query"):
        # It says nothing of the chat; one person's keep their order, and fill no other queue.
        return f"inline:{query['from']['id']}"
    for kind in UPDATES:
        if part := update.get(kind):
            message = part.get("message", {}) if kind == "callback_query" else part
            return str(message.get("chat", {}).get("id", ""))
    return ""


def blocked_chat(update: dict[str, Any]) -> str:
    """The private chat whose person has just blocked the bot, or empty."""
    change = update.get("my_chat_member") or {}
    is_blocked = change.get("new_chat_member", {}).get("status") == "kicked"
    return str(change["chat"]["id"]) if is_blocked and _is_private(change) else ""


def _of_message(message: dict[str, Any], username: str, fetch: Fetch) -> dict[str, Any] | None:
    if not _is_private(message):
        return {"unsupported": "group"} if _is_addressed(message, username) else None
    if text := message.get("text"):
        return {"text": _without_username(text, username)}
    for kind in _UNSUPPORTED:
        if kind in message:
            return {"unsupported": kind}
    album = {"album": group} if (group := message.get("media_group_id")) else {}
    if photo := message.get("photo"):
        largest = max(photo, key=lambda size: size["width"] * size["height"])
        photo = _upload(largest, "photo.jpg", "image/jpeg", fetch, is_photo=True)
        return {"upload": photo, **album}
    if document := message.get("document"):
        name = document.get("file_name") or "file"
        media_type = document.get("mime_type") or "application/octet-stream"
        upload = _upload(document, name, media_type, fetch, is_photo=False)
        return {"upload": upload, **album}
    # What is left are Telegram's own notices: pinned, joined, title changed.
    return None


def _of_tap(query: dict[str, Any]) -> dict[str, Any] | None:
    message, data = query.get("message"), query.get("data")
    if not message or not data or not _is_private(message):
        return None
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    labels = (b["text"] for row in rows for b in row if b.get("callback_data") == data)
    return {"data": data, "tapped": str(message["message_id"]), "label": next(labels, "")}


def _upload(
    file: dict[str, Any], name: str, media_type: str, fetch: Fetch, *, is_photo: bool
) -> Upload:
    file_id, size = file["file_id"], int(file.get("file_size") or 0)

    async def read() -> bytes:
        return await fetch(file_id, size)

    return Upload(name, media_type, size, read, is_recompressed=is_photo)


def _is_private(message: dict[str, Any]) -> bool:
    return bool(message["chat"].get("type") == "private")


def _is_addressed(message: dict[str, Any], username: str) -> bool:
    """In a group: a command that is not another bot's, or our name."""
    text = str(message.get("text") or message.get("caption") or "")
    if username and re.search(rf"@{re.escape(username)}\b", text, re.IGNORECASE):
        return True
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    return first.startswith("/") and "@" not in first


def _without_username(text: str, username: str) -> str:
    """`/status@OurBot now` as `/status now`, which is what other chats send."""
    if not text.startswith("/") or not username:
        return text
    return re.sub(rf"^(/\w+)@{re.escape(username)}\b", r"\1", text, flags=re.IGNORECASE)
