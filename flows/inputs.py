"""What people give a step, and what an answer settles."""

from dataclasses import dataclass, field

from flows import checks
from flows.candidates import Candidate
from flows.model import Evidence
from flows.steps import Option


@dataclass(frozen=True, slots=True)
class Typed:
    """Words the person wrote."""

    text: str


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button of the step's message."""

    step: str
    value: str


@dataclass(frozen=True, slots=True)
class Sent:
    """An image that was taken in; `kind` is what it was taken in as."""

    sha256: str
    kind: str


@dataclass(frozen=True, slots=True)
class Found:
    """What the directory holds for the words that were typed at a `Search`."""

    words: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Unusable:
    """An upload that could not be taken in, and why."""

    code: str
    facts: dict[str, str] = field(default_factory=dict)
    candidates: tuple[Candidate, ...] = ()
    """What waits now: the refused one among them where something can still be made of it."""


@dataclass(frozen=True, slots=True)
class Offered:
    """Uploads to be looked at before one is used; all that wait now."""

    candidates: tuple[Candidate, ...]


Given = Typed | Tapped | Sent | Offered | Found | Unusable


@dataclass(frozen=True, slots=True)
class Judged:
    """What an answer settles; with no `value` the step stays open."""

    value: str = ""
    fills: dict[str, str] = field(default_factory=dict)
    partial: str = ""
    offers: tuple[Option, ...] = ()
    evidence: Evidence | None = None
    seconds_left: int = 0
    declined: bool = False
    go_back: bool = False
    extra: str = ""
    edit: str = ""
    candidates: tuple[Candidate, ...] | None = None
    """Uploads that wait from now on; None: nothing changes about them."""


def word_of(given: Given) -> str:
    """Typed words, or a tap's value; empty for the rest."""
    match given:
        case Typed(text=text):
            return checks.clean(text)
        case Tapped(value=value):
            return value
        case _:
            return ""


def means(given: Given, value: str, *said: str) -> bool:
    """True for the button with `value`, or for its words typed; a typed `value` means nothing."""
    if isinstance(given, Tapped):
        return given.value == value
    return isinstance(given, Typed) and word_of(given) in said
