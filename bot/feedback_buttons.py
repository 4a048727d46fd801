"""The 👍 and 👎 below an answer: which answer they mean, in a button's few bytes."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.buttons import menu_button
from bot.channels.messages import BotMessage, Button
from bot.refusing import AGENT_ROW
from bot.services import Services
from knowledge.corpus import Entry

HELPFUL, UNHELPFUL = "good", "bad"
"""Verbs of the two buttons."""
OLDEST = timedelta(days=366)
"""Age of an answer up to which its buttons count."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_TARGET = re.compile(r"([a-z][a-z0-9-]{2,39})\.([0-9]{1,6})\.([0-9a-z]{1,7})")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that was given: the entry, its version, and when."""

    entry_id: str
    version: int
    at: datetime


def with_feedback(
    message: BotMessage, entry: Entry, services: Services, now: datetime
) -> BotMessage:
    """The answer with both buttons, which name the entry's version and the second of `now`."""
    target = f"{entry.id}.{services.knowledge.edition.version(entry.id)}.{_written(now)}"
    judged: tuple[Button, ...] = (
        menu_button("👍", HELPFUL, target),
        menu_button("👎", UNHELPFUL, target),
    )
    *above, last = message.buttons
    others = tuple(button for button in last if button not in AGENT_ROW)
    rows = (*above, *((others,) if others else ()), (*judged, *AGENT_ROW))
    return message.model_copy(update={"buttons": rows})


def read_answer(target: str, now: datetime) -> Answer | None:
    """What a button names; None where it is none of ours or too old."""
    found = _TARGET.fullmatch(target)
    if found is None:
        return None
    seconds = int(found[3], 36)
    if not 0 <= now.timestamp() - seconds <= OLDEST.total_seconds():
        return None
    return Answer(found[1], int(found[2]), datetime.fromtimestamp(seconds, UTC))


def _written(at: datetime) -> str:
    seconds, digits = int(at.timestamp()), ""
    while seconds:
        seconds, digit = divmod(seconds, 36)
        digits = _DIGITS[digit] + digits
    return digits
