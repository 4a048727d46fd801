"""When people hear of a registration's end: the system's half year, the Regulation's 30 days."""

from dataclasses import dataclass
from datetime import date, timedelta

from flows.terms import renewal_opens

DAYS_BEFORE = (90, 60, 30, 14, 7)
REGULATION_DAYS = 30
"""Architects handle the formalities within these days before the end (注册建筑师条例 17)."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day on which the end is spoken of; `id` is `opens`, the days left, or `ended`."""

    id: str
    day: date


def milestones(valid_until: date) -> tuple[Milestone, ...]:
    """All of them, the first first."""
    before = (Milestone(str(days), valid_until - timedelta(days)) for days in DAYS_BEFORE)
    ended = Milestone("ended", valid_until + timedelta(1))
    return (Milestone("opens", renewal_opens(valid_until)), *before, ended)


def reached(valid_until: date, today: date) -> Milestone | None:
    """The latest one that has come; None before the first."""
    return next((one for one in reversed(milestones(valid_until)) if one.day <= today), None)


def upcoming(valid_until: date, today: date) -> Milestone | None:
    """The next one before the end; None once the last of them has come."""
    ahead = (one for one in milestones(valid_until) if one.day > today and one.id != "ended")
    return next(ahead, None)


def regulation_opens(valid_until: date) -> date:
    """The first of the days in which the Regulation wants the formalities done."""
    return valid_until - timedelta(REGULATION_DAYS)
