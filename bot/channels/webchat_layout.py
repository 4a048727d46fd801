"""Where a message's buttons stand on the page: beside their line, in rows, or quietly below."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.buttons import StepTap, read_tap
from bot.channels.messages import BotMessage, Button

_CONTROLS = frozenset({"!back", "!save", "!cancel"})
_EDIT = "改 "


@dataclass(frozen=True, slots=True)
class Line:
    """Some lines of text or, with a button, the one line that the button changes."""

    text: str
    button: Button | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A message as the page shows it."""

    lines: tuple[Line, ...]
    rows: tuple[tuple[Button, ...], ...]
    controls: tuple[Button, ...]
    """Back, save and cancel: at hand at every step, and no answer to any."""
    is_step: bool
    """It asks a form's step, so an older one is of no use once a newer one has been asked."""


def layout(message: BotMessage) -> Layout:
    """Sort the message's buttons."""
    texts = message.text.split("\n")
    beside: dict[int, Button] = {}
    rows: list[tuple[Button, ...]] = []
    controls: list[Button] = []
    taps = [read_tap(button.data) for row in message.buttons for button in row]
    for row in message.buttons:
        kept = []
        for button in row:
            line = _line_of(button, texts)
            if line is not None and line not in beside:
                beside[line] = button
            elif _value(button) in _CONTROLS:
                controls.append(button)
            else:
                kept.append(button)
        if kept:
            rows.append(tuple(kept))
    labels = {button.label for row in rows for button in row}
    return Layout(
        tuple(_lines(texts, beside)),
        tuple(rows),
        # An option that says the same does the same; twice would only make people wonder.
        tuple(button for button in controls if button.label not in labels),
        any(isinstance(tap, StepTap) for tap in taps),
    )


def _value(button: Button) -> str:
    tap = read_tap(button.data)
    return tap.value if isinstance(tap, StepTap) else ""


def _line_of(button: Button, texts: Sequence[str]) -> int | None:
    """The line that 改 belongs to: a review's `label：value`."""
    if not _value(button).startswith("edit.") or not button.label.startswith(_EDIT):
        return None
    begins = f"{button.label.removeprefix(_EDIT)}："
    # From the end: what a form asks stands below what it was given.
    return next((i for i in reversed(range(len(texts))) if texts[i].startswith(begins)), None)


def _lines(texts: Sequence[str], beside: dict[int, Button]) -> list[Line]:
    lines: list[Line] = []
    plain: list[str] = []
    for index, text in enumerate([*texts, ""]):
        button = beside.get(index)
        if button is None and index < len(texts):
            plain.append(text)
            continue
        if joined := "\n".join(plain).strip("\n"):
            lines.append(Line(joined))
        plain = []
        if button is not None:
            lines.append(Line(text, button))
    return lines
