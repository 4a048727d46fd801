"""Lines side by side, read as one text that still knows which line each character is from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flows.images.papers.lines import Box, Line, around

_REACH = 12.0
"""Type sizes from a label to its value; further away stands something else."""
_APART = 1.5
_SPACED = 4.0


@dataclass(frozen=True, slots=True)
class Row:
    """Texts joined, with a blank where they stand apart; `owners` has a line per character."""

    text: str
    owners: tuple[Line, ...]

    def between(self, start: int, end: int) -> tuple[Line, ...]:
        """The lines of those characters, each once."""
        return tuple(dict.fromkeys(self.owners[start:end]))


def row_from(first: Line, lines: Iterable[Line]) -> Row:
    """What stands to the right of a line, itself included."""
    row = [first]
    for line in sorted(lines, key=lambda line: line.box.left):
        gap = line.box.left - row[-1].box.right
        is_beside = line.box.left > first.box.left and first.box.shares_row(line.box)
        if line is not first and is_beside and gap <= _REACH * first.box.height:
            row.append(line)
    return joined(row)


def below(box: Box, lines: Iterable[Line], reach: float) -> list[Line]:
    """Lines under a box, nearest first, up to `reach` type sizes away."""
    size = box.height
    found = [
        line
        for line in lines
        if box.bottom - 0.4 * size <= line.box.top <= box.bottom + reach * size
        and line.box.left < box.right
        and line.box.right > box.left
    ]
    return sorted(found, key=lambda line: (line.box.top, line.box.left))


def in_reading_order(lines: Sequence[Line]) -> Row:
    """The whole page, row by row; a blank only where numbers of two lines would run together."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.box.top):
        beside = next((row for row in rows[-3:] if row[0].box.shares_row(line.box)), None)
        if beside is None:
            rows.append([line])
        else:
            beside.append(line)
    ordered = [line for row in rows for line in sorted(row, key=lambda line: line.box.left)]
    text, owners = "", list[Line]()
    for line in ordered:
        if text[-1:].isdigit() and line.text[0].isdigit():
            text += " "
            owners.append(line)
        text += line.text
        owners += [line] * len(line.text)
    return Row(text, tuple(owners))


def joined(row: Sequence[Line]) -> Row:
    """Lines of one row from left to right; 姓 名 and 张 三 with wide gaps come together."""
    text, owners = row[0].text, [row[0]] * len(row[0].text)
    for before, line in pairwise(row):
        size = around((before.box, line.box)).height
        gap = (line.box.left - before.box.right) / max(size, 1.0)
        if gap > (_SPACED if len(before.text) == 1 else _APART):
            text += " "
            owners.append(before)
        text += line.text
        owners += [line] * len(line.text)
    return Row(text, tuple(owners))
