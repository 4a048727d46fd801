"""What waits to be sent, a lane per conversation, each ordered by outbox id."""

import bisect
import heapq
import itertools
from dataclasses import dataclass, field

from bot.channels.messages import Delivery
from bot.jobs.pace import Pace


@dataclass(slots=True)
class Sending:
    """One delivery in hand, and how often it was tried."""

    delivery: Delivery
    attempts: int = 0


@dataclass(slots=True)
class Lane:
    """One conversation's deliveries; at most one of them is under way."""

    pace: Pace
    rows: list[Sending] = field(default_factory=list)
    not_before: float = 0.0
    is_checked: bool = False
    """True once the database said that nothing older waits elsewhere."""
    is_taken: bool = False
    """True while it stands in the line of those that may send, or is sending."""
    used_at: float = 0.0


class Lanes:
    """All lanes; the one that may send soonest comes first, then the one that waited longest."""

    def __init__(self, *, per_second: float, burst: int, keep: float = 60.0) -> None:
        self._per_second = per_second
        self._burst = burst
        self._keep = keep
        self._lanes: dict[int, Lane] = {}
        self._line: list[tuple[float, int, int]] = []
        self._tickets = itertools.count()

    def add(self, sending: Sending, now: float) -> None:
        """Put a delivery into its conversation's lane, at its place by id."""
        conversation = sending.delivery.conversation_id
        lane = self._lanes.get(conversation)
        if lane is None:
            lane = self._lanes[conversation] = Lane(Pace(self._per_second, self._burst))
        bisect.insort(lane.rows, sending, key=lambda each: each.delivery.id)
        lane.used_at = now
        self._stand(conversation, lane)

    def unchecked(self) -> dict[int, int]:
        """The first id of each conversation not yet known to be free of older rows."""
        return {
            conversation: lane.rows[0].delivery.id
            for conversation, lane in self._lanes.items()
            if lane.rows and not lane.is_checked
        }

    def allow(self, conversation: int) -> None:
        """Nothing older waits elsewhere: this conversation may send."""
        lane = self._lanes.get(conversation)
        if lane is not None:
            lane.is_checked = True
            self._stand(conversation, lane)

    def take(self, now: float) -> Lane | None:
        """The lane whose first row may be sent now; give it back by `back`."""
        if not self._line or self._line[0][0] > now:
            return None
        lane = self._lanes[heapq.heappop(self._line)[2]]
        lane.pace.take(now)
        return lane

    def back(self, conversation: int, lane: Lane, now: float) -> None:
        """Its row is sent, or stays first for another attempt."""
        lane.is_taken = False
        lane.used_at = now
        self._stand(conversation, lane)

    def next_at(self) -> float | None:
        """When the next lane may send; None where nothing waits."""
        return self._line[0][0] if self._line else None

    def is_empty(self) -> bool:
        """True where nothing waits and nothing is under way."""
        return not any(lane.rows for lane in self._lanes.values())

    def forget_idle(self, now: float) -> None:
        """Drop lanes unused for long: another replica may have written there since."""
        idle = [
            conversation
            for conversation, lane in self._lanes.items()
            if not lane.rows and not lane.is_taken and now - lane.used_at > self._keep
        ]
        for conversation in idle:
            del self._lanes[conversation]

    def _stand(self, conversation: int, lane: Lane) -> None:
        if lane.rows and lane.is_checked and not lane.is_taken:
            lane.is_taken = True
            ready = max(lane.not_before, lane.pace.ready_at())
            heapq.heappush(self._line, (ready, next(self._tickets), conversation))
