"""A `BotMessage` as Telegram's texts: bold title, seconds left, links, pieces that fit."""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.channels.messages import TEXT_LIMIT, BotMessage

CAPTION_LIMIT = 1024

# Room for the line with the seconds, so that its changing length never moves a piece's end.
_LINE_ROOM = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """One text that fits into one message."""

    text: str
    bold: int = 0
    """UTF-16 units in bold at its beginning."""

    def as_text(self) -> dict[str, Any]:
        """The parameters of a text message."""
        return {"text": self.text, "link_preview_options": {"is_disabled": True}} | self._entities(
            "entities"
        )

    def as_caption(self) -> dict[str, Any]:
        """The parameters of a picture's caption; nothing for an empty one."""
        return {"caption": self.text} | self._entities("caption_entities") if self.text else {}

    @property
    def is_caption(self) -> bool:
        """True where it fits under a picture."""
        return units(self.text) <= CAPTION_LIMIT

    def _entities(self, name: str) -> dict[str, Any]:
        return {name: [{"type": "bold", "offset": 0, "length": self.bold}]} if self.bold else {}


def pieces(message: BotMessage, links: tuple[str, ...], now: datetime) -> list[Piece]:
    """The whole message in order; empty where it has no words."""
    whole = "\n".join(part for part in (message.title, message.text) if part)
    if links:
        whole += "\n\n" + "\n".join(links)
    line = countdown_line(message.countdown_until, now)
    texts = split(whole.strip("\n"), TEXT_LIMIT - _LINE_ROOM if line else TEXT_LIMIT)
    if line:
        texts = [*texts[:-1], f"{texts[-1]}\n\n{line}" if texts else line]
    bold = min(units(message.title), units(texts[0])) if texts else 0
    return [Piece(text, bold if number == 0 else 0) for number, text in enumerate(texts)]


def countdown_line(until: datetime | None, now: datetime) -> str:
    """The seconds left in words, or that the time is over; empty without a reading time."""
    if until is None:
        return ""
    left = math.ceil((until - now).total_seconds())
    return f"⏳ 还需阅读 {left} 秒" if left > 0 else "✓ 阅读时间已满，可以作出选择"


def units(text: str) -> int:
    """Length as Telegram counts it, in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def split(text: str, limit: int) -> list[str]:
    """Parts of at most `limit` units, cut at line ends wherever a line fits."""
    parts = []
    while units(text) > limit:
        end = _cut(text, limit)
        parts.append(text[:end].rstrip("\n"))
        text = text[end:].lstrip("\n")
    return [*parts, text] if text else parts


def _cut(text: str, limit: int) -> int:
    """How many characters make up `limit` units at most, back to the last line end in them."""
    end, used = 0, 0
    for character in text:
        used += units(character)
        if used > limit:
            break
        end += 1
    line_end = text.rfind("\n", 1, end + 1)
    return line_end if line_end > 0 else end
