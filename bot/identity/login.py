"""What a login needs: accounts to check against, and patience with wrong passwords."""

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Protocol


class DemoAccount(Protocol):
    """An account that the demo portal tells everybody about, and what its person is up to."""

    @property
    def username(self) -> str:
        """What is typed as the user name."""
        ...

    @property
    def password(self) -> str:
        """What is typed as the password."""
        ...

    @property
    def name(self) -> str:
        """The made-up person's name."""
        ...

    @property
    def about(self) -> str:
        """One line on what this person can try out."""
        ...


class Accounts(Protocol):
    """The portal's accounts; both calls may raise `flows.ports.RegistryUnavailable`."""

    async def verify(self, username: str, password: str) -> str | None:
        """The person's id, or None for a wrong name or password."""
        ...

    async def demo_accounts(self) -> Sequence[DemoAccount]:
        """What the page lists; nothing where real people log in."""
        ...


class Throttle:
    """Counts failures by key; too many within `seconds` close it for the rest of them.

    In memory: a restart forgets, a replica counts for itself, and that is enough against
    guessing, which the slow password hash already makes expensive.
    """

    def __init__(
        self,
        limit: int,
        seconds: float,
        *,
        room: int = 10_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limit = limit
        self._seconds = seconds
        self._room = room
        self._clock = clock
        self._failures: OrderedDict[str, list[float]] = OrderedDict()

    def wait(self, key: str) -> float:
        """Seconds until `key` may try again; 0 means now."""
        recent = self._recent(key)
        return recent[0] + self._seconds - self._clock() if len(recent) >= self._limit else 0.0

    def failed(self, key: str) -> None:
        """Count a failure."""
        self._failures[key] = [*self._recent(key), self._clock()][-self._limit :]
        self._failures.move_to_end(key)
        while len(self._failures) > self._room:
            self._failures.popitem(last=False)

    def forget(self, key: str) -> None:
        """It was them after all."""
        self._failures.pop(key, None)

    def _recent(self, key: str) -> list[float]:
        since = self._clock() - self._seconds
        return [moment for moment in self._failures.get(key, ()) if moment > since]
