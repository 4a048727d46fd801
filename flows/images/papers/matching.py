"""Where words stand in a text that was read with a mistake here and there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Match:
    """A part of a text, and how many characters of it are wrong, missing or too many."""

    start: int
    end: int
    distance: int


def nearest(wanted: str, text: str, most: int) -> Match | None:
    """The first part of `text` with the fewest mistakes, or None where all have over `most`."""
    if (exact := text.find(wanted)) >= 0:
        return Match(exact, exact + len(wanted), 0)
    # Of each prefix of `wanted`: mistakes, and where the part that ends here begins.
    column = [(length, 0) for length in range(len(wanted) + 1)]
    best: Match | None = None
    for end, char in enumerate(text, start=1):
        before, column = column, [(0, end)]
        for length, expected in enumerate(wanted, start=1):
            mistakes, start = before[length - 1]
            column.append(
                min(
                    (mistakes + (char != expected), start),
                    (before[length][0] + 1, before[length][1]),
                    (column[-1][0] + 1, column[-1][1]),
                )
            )
        mistakes, start = column[-1]
        if mistakes <= most and (best is None or mistakes < best.distance):
            best = Match(start, end, mistakes)
    return best
