"""A better model for the one that is served, or none: trained, measured, exchanged, put back."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Protocol

import structlog

from nlu.client import ORDERS

log = structlog.get_logger()


class Outcome(StrEnum):
    """How one retraining ended."""

    UNCHANGED = "unchanged"
    """There is nothing to learn that the model in use, or a declined one, had not learnt."""
    WORSE = "worse"
    SWAPPED = "swapped"
    PUT_BACK = "put_back"
    """It did not load; the old one is served as before."""


@dataclass(frozen=True, slots=True)
class Score:
    """Shares (0..1) of held-out lines that were read as they should be."""

    lines: int
    intents: float
    orders: float
    refusals: float

    def is_worse_than(self, other: "Score") -> bool:
        """True where any of the three figures fell."""
        return (
            self.intents < other.intents
            or self.orders < other.orders
            or self.refusals < other.refusals
        )


def score(read: Mapping[str, Iterable[str]]) -> Score:
    """Score what each intent's lines were `read` as, line by line."""
    pairs = [(intent, found) for intent, many in read.items() for found in many]
    orders = [one for one in pairs if one[0].startswith(ORDERS) or one[0] == "ask_agent"]
    refusals = [one for one in pairs if one[0] == "out_of_scope"]
    return Score(len(pairs), _right(pairs), _right(orders), _right(refusals))


def _right(pairs: list[tuple[str, str]]) -> float:
    return sum(wanted == found for wanted, found in pairs) / len(pairs) if pairs else 1.0


class Bench(Protocol):
    """What a retraining works on; `nlu/workbench.py` is the one with real processes."""

    async def train(self) -> str | None:
        """Train a candidate and answer its name; None where there is nothing new to learn."""
        ...

    async def score(self, candidate: str = "") -> Score:
        """Measure a candidate in a server of its own; without a name: the model in use."""
        ...

    async def load(self, candidate: str = "") -> bool:
        """Have the server in use take a candidate, or again the model in use; True: it reads."""
        ...

    async def keep(self, candidate: str) -> None:
        """From now on this is the model in use, also after a restart."""
        ...

    async def decline(self, candidate: str) -> None:
        """Never come back to this one."""
        ...

    async def start_again(self) -> None:
        """A fresh server with the model in use."""
        ...


async def retrain(bench: Bench) -> Outcome:
    """Exchange the model in use for a new one that is not worse; raises `RasaFailed`.

    Every step is a log event with its numbers.
    """
    candidate = await bench.train()
    if candidate is None:
        return _ended(Outcome.UNCHANGED)
    old, new = await bench.score(), await bench.score(candidate)
    is_worse = new.is_worse_than(old)
    figures = {
        f"{name}_{figure}": round(value, 4)
        for name, found in (("old", old), ("new", new))
        for figure, value in asdict(found).items()
    }
    log.info("rasa_retraining.measured", candidate=candidate, is_worse=is_worse, **figures)
    if is_worse:
        await bench.decline(candidate)
        return _ended(Outcome.WORSE, candidate)
    if await bench.load(candidate):
        await bench.keep(candidate)
        return _ended(Outcome.SWAPPED, candidate)
    await bench.decline(candidate)
    if not await bench.load():
        log.warning("rasa_retraining.starts_again")
        await bench.start_again()
    return _ended(Outcome.PUT_BACK, candidate)


def _ended(outcome: Outcome, candidate: str = "") -> Outcome:
    tell = log.warning if outcome is Outcome.PUT_BACK else log.info
    tell("rasa_retraining.ended", outcome=str(outcome), candidate=candidate)
    return outcome
