"""Spares people the wait for a service that keeps failing."""

import time
from collections.abc import Callable

FAILURES = 3
REST_SECONDS = 10.0


class Breaker:
    """Opens after three failures in a row; after ten seconds it lets one call through to try."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._closed_again_at = 0.0

    def allows(self) -> bool:
        """True when a call may be made; in the half-open state only to the first who asks."""
        if self._failures < FAILURES:
            return True
        if self._clock() < self._closed_again_at:
            return False
        self._closed_again_at = self._clock() + REST_SECONDS
        return True

    def succeeded(self) -> None:
        """Close it."""
        self._failures = 0

    def failed(self) -> None:
        """Count one failure, and open it at the third."""
        self._failures += 1
        if self._failures >= FAILURES:
            self._closed_again_at = self._clock() + REST_SECONDS
