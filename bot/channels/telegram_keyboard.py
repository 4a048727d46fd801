"""Buttons as Telegram's inline keyboard; what it refuses as a button becomes a line of text."""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from bot.channels.messages import Button

_LOCAL = ("localhost", "local", "internal", "lan", "home", "test")


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Rows for `inline_keyboard`, and the links that stand as text under the message."""

    rows: tuple[tuple[dict[str, str], ...], ...] = ()
    links: tuple[str, ...] = ()

    def as_markup(self) -> dict[str, Any]:
        """The `reply_markup` parameter; nothing without rows, which also takes buttons away."""
        return {"reply_markup": {"inline_keyboard": self.rows}} if self.rows else {}


def keyboard(
    buttons: Sequence[Sequence[Button]], address: str, *, no_urls: bool = False
) -> Keyboard:
    """The buttons with our address before our own pages; `no_urls` makes every link a text."""
    rows, links = [], []
    for row in buttons:
        shown = []
        for button in row:
            url = _absolute(button.url, address)
            if url and (no_urls or is_local(url)):
                links.append(f"{button.label}：{url}")
            else:
                shown.append(_button(button, url))
        if shown:
            rows.append(tuple(shown))
    return Keyboard(tuple(rows), tuple(links))


def is_local(url: str) -> bool:
    """True for hosts that Telegram refuses in buttons: its servers know only public names."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return "." not in host or host.rsplit(".", 1)[1] in _LOCAL


def _button(button: Button, url: str) -> dict[str, str]:
    shown = {"text": button.label} | ({"url": url} if url else {"callback_data": button.data})
    return shown if button.kind == "plain" else shown | {"style": button.kind}


def _absolute(url: str, address: str) -> str:
    if not url.startswith("/"):
        return url
    parts = urlsplit(address + url)
    query = f"{parts.query}&channel=telegram" if parts.query else "channel=telegram"
    return urlunsplit(parts._replace(query=query))
