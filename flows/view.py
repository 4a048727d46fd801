"""What conditions, checks, options and rules may look at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flows.model import Facts

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class View:
    """The answers so far, the registry's facts and the moment; an unanswered slot is empty."""

    slots: Mapping[str, str]
    facts: Facts
    now: datetime

    def __getitem__(self, slot: str) -> str:
        return self.slots.get(slot, "")

    @property
    def today(self) -> date:
        """The calendar day where the authority is."""
        return self.now.astimezone(SHANGHAI).date()


Condition = Callable[[View], bool]


@dataclass(frozen=True, slots=True)
class SlotIs:
    """True once the slot holds one of the values."""

    slot: str
    values: tuple[str, ...]

    def __call__(self, view: View) -> bool:
        """Whether the answer is one of them."""
        return view[self.slot] in self.values


def slot_is(slot: str, *values: str) -> SlotIs:
    """A condition on one answer that can be read and drawn."""
    return SlotIs(slot, values)


def always(_: View) -> bool:
    """No condition."""
    return True


def social_insurance_abnormal(view: View) -> bool:
    """The registry's 社保 check found something (manual 3.1.1)."""
    return view.facts.social_insurance.abnormal
