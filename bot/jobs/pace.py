"""A rate with a small burst: 30 a second over all chats, 1 a second in one."""


class Pace:
    """Counts in seconds of any steady clock; remembers one number."""

    def __init__(self, per_second: float, burst: int) -> None:
        self._gap = 1 / per_second
        self._ahead = self._gap * (burst - 1)
        self._planned = 0.0

    def ready_at(self) -> float:
        """The moment from which one more is allowed."""
        return self._planned - self._ahead

    def take(self, now: float) -> None:
        """Count one at `now`."""
        self._planned = max(self._planned, now) + self._gap
