"""What a choice offers now, and how an option travels in a button."""

import hashlib

from flows.steps import Choice, Option
from flows.view import View

LONGEST_TAP_VALUE = 28
"""Bytes left of a button's 64 after the tracker's id and the longest step name."""


def options_of(step: Choice, view: View) -> tuple[Option, ...]:
    """The options on offer now."""
    return step.options(view) if callable(step.options) else step.options


def tap_value(value: str) -> str:
    """An option's value as button data: itself, or a short name for it where it is too long."""
    if len(value.encode()) <= LONGEST_TAP_VALUE and "|" not in value:
        return value
    return f"#{hashlib.sha256(value.encode()).hexdigest()[:12]}"
