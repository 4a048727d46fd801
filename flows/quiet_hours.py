"""The hours in which nothing is said unasked."""

from dataclasses import dataclass
from datetime import datetime, time

from flows.view import SHANGHAI


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `begins` to before `ends`, in Shanghai; over midnight where it ends first."""

    begins: time
    ends: time

    def covers(self, moment: datetime) -> bool:
        """True while nothing is to be said."""
        at = moment.astimezone(SHANGHAI).time()
        if self.begins <= self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends

    def __str__(self) -> str:
        return "-".join(f"{at.hour}:{at:%M}" for at in (self.begins, self.ends))


USUAL = QuietHours(time(21), time(8))
EARLY = QuietHours(time(22), time(7))
