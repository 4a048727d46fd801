"""Where a person is in one flow; everything here survives as JSON."""

import secrets
from datetime import datetime

from flows.candidates import Candidate
from flows.model import Entity, Evidence, Facts
from flows.steps import Option
from flows.view import View

ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_id() -> str:
    """A short id for button data: 8 characters, a trillion possibilities."""
    return "".join(secrets.choice(ID_ALPHABET) for _ in range(8))


class LetterShown(Entity):
    """Which text was put before the person, and when (engine rule 6)."""

    letter: str
    version: str
    sha256: str
    at: datetime


class Proposal(Entity):
    """What a photographed paper seems to answer; never an answer before the person's yes."""

    key: str
    """What its button names it by; nothing personal, and another one for another photo."""
    value: str
    told: str
    """The question that the person answers."""
    shown: str = ""
    """SHA-256 of the place in the photo."""


class Tracker(Entity):
    """A person's place in a flow: answers, the step being asked, and what it takes to resume."""

    id: str
    person_id: str
    flow: str
    subject: str = ""
    facts: Facts
    opened_at: datetime
    step: str = ""
    slots: dict[str, str] = {}
    partial: str = ""
    """Unfinished input of the present step: ticks made, or images gathered so far."""
    offers: tuple[Option, ...] = ()
    """What the last search of the present step found."""
    candidates: tuple[Candidate, ...] = ()
    """Uploads at the present step that wait for the person's word."""
    originals: tuple[str, ...] = ()
    """SHA-256s in the store of originals, to be dropped when the form has ended."""
    proposals: dict[str, Proposal] = {}
    """By slot, from papers that were photographed instead of typed."""
    letters: dict[str, LetterShown] = {}
    evidence: dict[str, Evidence] = {}
    rejections: int = 0
    last_tap: str = ""
    """`step|value` of the tap that led here; the same tap again is a double tap."""
    waiting_since: datetime | None = None
    """Set while a hand-over waits for a registry that is away."""
    version: int = 0
    """Of the stored row this was read from; 0: not stored yet."""

    def view(self, now: datetime) -> View:
        """What conditions and checks may see."""
        return View(self.slots, self.facts, now)
