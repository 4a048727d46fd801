"""Long lists in pages: the next page begins where the last one ended, whatever came or went."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.exchange import Rows
from bot.pages.numbers import base36, from_base36, number_in

ROOM = 3600
"""Characters of a page's records, so that title and notes still fit into one message."""


@dataclass(frozen=True, slots=True)
class Record:
    """One thing in a list: its words, and its buttons once its mark (`3 `, or empty) is known."""

    id: str
    at: datetime
    text: str
    buttons: Callable[[str], Rows]

    @property
    def place(self) -> tuple[int, str]:
        """Where it stands, the latest first; it stays there whatever happens to others."""
        return int(self.at.timestamp()), self.id


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a list."""

    text: str
    rows: Rows
    next: str
    """The word that finds the next page; empty after the last."""


def leaf(records: Iterable[Record], after: str, size: int) -> Leaf:
    """The page behind the place `after`, a `next` of before; anything else is the beginning."""
    ordered = sorted(records, key=lambda record: record.place, reverse=True)
    count, place = _read(after)
    left = [record for record in ordered if place is not None and record.place < place]
    if not left:
        count, left = 0, ordered
    shown = left[: fitting([record.text for record in left[:size]])]
    is_marked = count > 0 or len(left) > 1
    marks = [f"{count + n} " if is_marked else "" for n in range(1, len(shown) + 1)]
    texts = [
        f"{mark}· {record.text}" if mark else record.text
        for mark, record in zip(marks, shown, strict=True)
    ]
    rows = tuple(
        row for mark, record in zip(marks, shown, strict=True) for row in record.buttons(mark)
    )
    is_more = len(shown) < len(left)
    return Leaf("\n\n".join(texts), rows, _word(count + len(shown), shown[-1]) if is_more else "")


def fitting(texts: Sequence[str], room: int = ROOM) -> int:
    """How many of the texts go into one message; at least one, which is cut up if need be."""
    count = used = 0
    for text in texts:
        used += len(text) + 8
        if used > room and count:
            break
        count += 1
    return count


def _word(count: int, last: Record) -> str:
    seconds, record_id = last.place
    return f"{count}.{base36(seconds)}.{record_id}"


def _read(word: str) -> tuple[int, tuple[int, str] | None]:
    count, _, place = word.partition(".")
    seconds, _, record_id = place.partition(".")
    if not seconds or not record_id:
        return 0, None
    return number_in(count, at_most=10_000), (from_base36(seconds), record_id)
