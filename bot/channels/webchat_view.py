"""A chat's entries as HTML and as JSON."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from bot.channels.messages import BotMessage, Button, Delivery
from bot.channels.webchat_layout import layout
from bot.channels.webchat_pages import render
from storage.thread import Entry

_SCHEMES = frozenset({"http", "https", "tel", "mailto"})


def link(button: Button) -> str:
    """Where a button with a `url` leads; empty for one that leads nowhere we would send people."""
    if button.url.startswith("/") and not button.url.startswith("//"):
        mark = "&" if "?" in button.url else "?"
        return f"{button.url}{mark}channel=web"
    return button.url if urlsplit(button.url).scheme in _SCHEMES else ""


def delivered(deliveries: Sequence[Delivery], chat: str) -> list[Entry]:
    """A turn's rows for this chat as entries."""
    now = datetime.now(UTC)
    return [
        Entry(
            delivery.id,
            int(delivery.replaces) if delivery.replaces.isdecimal() else delivery.id,
            now,
            message=delivery.message.model_dump(mode="json"),
        )
        for delivery in deliveries
        if delivery.channel == "web" and delivery.chat_id == chat
    ]


def as_html(entries: Sequence[Entry]) -> str:
    """The entries as `<article>`s."""
    return render("entries.html", entries=[_values(entry) for entry in entries])


def _values(entry: Entry) -> dict[str, Any]:
    shown: dict[str, Any] = {"id": entry.id, "place": entry.place, "at": entry.at}
    if entry.message is None:
        return shown | {"said": _said(entry), "action": action_of(entry), "bot": None}
    message = BotMessage.model_validate(entry.message)
    return shown | {"bot": message, "layout": layout(message), "link": link}


def _said(entry: Entry) -> dict[str, str]:
    content = entry.content or {}
    said = {name: str(content.get(name, "")) for name in ("kind", "text", "picture")}
    # The page draws its own mark for a file.
    return said | {"text": said["text"].removeprefix("📎").strip()}


def as_json(entry: Entry) -> dict[str, Any]:
    """The entry as plain data: `place` is what a tap on it names."""
    shown = {"id": entry.id, "place": entry.place, "at": entry.at.isoformat()}
    if entry.message is None:
        return shown | {"author": "person", "action": action_of(entry)} | _said(entry)
    message = BotMessage.model_validate(entry.message)
    data = message.model_dump(mode="json")
    for row, buttons in zip(data["buttons"], message.buttons, strict=True):
        for values, button in zip(row, buttons, strict=True):
            values["url"] = link(button)
    replaces = str(entry.place) if entry.place != entry.id else ""
    return shown | {"author": "bot", "replaces": replaces} | data


def action_of(entry: Entry) -> str:
    """The id that the page gave to what the person did."""
    return entry.update_id.partition(":")[2]


def composer(entries: Sequence[Entry]) -> tuple[str, str]:
    """What the newest message expects, and its example for the composer."""
    newest = max(
        (entry for entry in entries if entry.message), key=lambda entry: entry.id, default=None
    )
    if newest is None or newest.message is None:
        return "text", ""
    message = BotMessage.model_validate(newest.message)
    return message.expects, message.placeholder
