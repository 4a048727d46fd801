"""Sends what the outbox holds: in order per chat, at the channel's pace, through every fault."""

import asyncio
import random
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import structlog
from prometheus_client import Counter, Gauge
from pydantic import ValidationError

from bot.channels.delivering import Deliver, RetryLater, Undeliverable, Unreachable
from bot.channels.faults import describe
from bot.channels.messages import BotMessage, Delivery
from bot.jobs.lanes import Lane, Lanes, Sending
from bot.jobs.outbox_marks import MarkWriter
from bot.jobs.pace import Pace
from storage.outbox import Mark, Outbox, Row

log = structlog.get_logger()

SENT = Counter("outbox_sent", "Deliveries shown to people", ["channel"])
FAILED = Counter("outbox_failed", "Attempts that will be repeated", ["channel"])
DEAD = Counter("outbox_dead", "Deliveries given up", ["channel"])
WAITING = Gauge("outbox_waiting", "Rows that are due and not yet sent")

REFRESH_SECONDS = 10.0


class OutboxSender:
    """Takes fresh deliveries from memory at once; claims rows only where they were left behind."""

    def __init__(
        self,
        outbox: Outbox,
        channels: dict[str, Deliver],
        *,
        counting_down: Iterable[str] = ("telegram",),
        in_flight: int = 8,
        per_second: float = 30.0,
        chat_per_second: float = 1.0,
        chat_burst: int = 3,
        attempts: int = 30,
        longest_pause: float = 120.0,
        lease: float = 10.0,
        tick: float = 3.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._outbox = outbox
        self._channels = channels
        self._counting_down = frozenset(counting_down)
        self._in_flight = in_flight
        self._attempts = attempts
        self._longest_pause = longest_pause
        self._lease = lease
        self._tick = tick
        self._clock = clock
        self._overall = Pace(per_second, burst=in_flight)
        self._lanes = Lanes(per_second=chat_per_second, burst=chat_burst)
        self._mine: set[int] = set()
        self._marks = MarkWriter(outbox, self._mine)
        self._under_way: set[asyncio.Task[None]] = set()
        self._changed = asyncio.Event()
        self._arrived = asyncio.Event()
        self._drained = asyncio.Event()
        self._is_stopping = False
        self._loops: list[asyncio.Task[None]] = []

    def hand_over(self, deliveries: Iterable[Delivery]) -> None:
        """Send these committed rows now; what is missed here is found by the next claim."""
        for delivery in deliveries:
            self._add(Sending(delivery))

    async def run(self) -> None:
        """Send until `stop`, or until cancelled."""
        self._loops = [
            asyncio.create_task(loop())
            for loop in (self._send_loop, self._check_loop, self._marks.run, self._claim_loop)
        ]
        try:
            ended, _ = await asyncio.wait(self._loops, return_when=asyncio.FIRST_EXCEPTION)
        finally:
            for loop in self._loops:
                loop.cancel()
        for loop in ended:
            if not loop.cancelled():
                loop.result()

    async def stop(self, seconds: float = 3.0) -> None:
        """Send what can be sent in `seconds`, then leave the rest to the next claim."""
        self._is_stopping = True
        if self._loops and not self._lanes.is_empty():
            await _wait(self._drained, seconds)
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=seconds)
            for task in late:
                task.cancel()
        try:
            await self._marks.write()
            if self._mine:
                await self._outbox.release(self._mine)
        except Exception as error:
            log.warning("outbox.left_behind", rows=len(self._mine), **describe(error))

    def _add(self, sending: Sending) -> None:
        delivery = sending.delivery
        if delivery.id in self._mine or delivery.channel not in self._channels:
            return
        self._mine.add(delivery.id)
        self._lanes.add(sending, self._clock())
        self._arrived.set()
        self._changed.set()

    async def _send_loop(self) -> None:
        while True:
            self._changed.clear()
            await _wait(self._changed, self._begin())

    def _begin(self) -> float | None:
        """Start what may be sent now; answer the seconds until more may."""
        while len(self._under_way) < self._in_flight:
            now = self._clock()
            if self._overall.ready_at() > now:
                return self._overall.ready_at() - now
            lane = self._lanes.take(now)
            if lane is None:
                upcoming = self._lanes.next_at()
                return None if upcoming is None else upcoming - now
            self._overall.take(now)
            task = asyncio.create_task(self._send(lane))
            self._under_way.add(task)
            task.add_done_callback(self._ended)
        return None

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._changed.set()
        if self._is_stopping and self._lanes.is_empty():
            self._drained.set()

    async def _send(self, lane: Lane) -> None:
        sending = lane.rows[0]
        delivery = sending.delivery
        sending.attempts += 1
        try:
            async with asyncio.timeout(90):
                delivered_as = await self._channels[delivery.channel](delivery)
        except (RetryLater, TimeoutError) as error:
            self._retry(lane, sending, error)
        except Unreachable:
            await self._give_up_conversation(lane, delivery)
        except Undeliverable as error:
            self._dead(lane, sending, str(error))
        except Exception as error:
            log.error("outbox.bug", outbox_id=delivery.id, **describe(error))
            self._dead(lane, sending, type(error).__name__)
        else:
            SENT.labels(delivery.channel).inc()
            self._finish(lane, sending, "sent", delivered_as=delivered_as)
        self._lanes.back(delivery.conversation_id, lane, self._clock())

    def _retry(self, lane: Lane, sending: Sending, error: Exception) -> None:
        named = error.seconds if isinstance(error, RetryLater) else None
        reason = str(error) or "timed out"
        if named is None and sending.attempts >= self._attempts:
            self._dead(lane, sending, f"given up after {sending.attempts} attempts: {reason}")
            return
        FAILED.labels(sending.delivery.channel).inc()
        pause = named
        if pause is None:
            # Half fixed, half by chance, so that chats held up together do not come together.
            longest = min(self._longest_pause, 2.0 ** min(sending.attempts - 1, 10))
            pause = longest * random.uniform(0.5, 1.0)
        lane.not_before = self._clock() + pause
        log.info(
            "outbox.later", outbox_id=sending.delivery.id, seconds=round(pause, 1), why=reason
        )
        self._marks.add(
            Mark(sending.delivery.id, "waiting", sending.attempts, error=reason, pause=pause)
        )

    def _dead(self, lane: Lane, sending: Sending, reason: str) -> None:
        DEAD.labels(sending.delivery.channel).inc()
        log.warning("outbox.dead", outbox_id=sending.delivery.id, why=reason)
        self._finish(lane, sending, "dead", error=reason)

    def _finish(
        self,
        lane: Lane,
        sending: Sending,
        status: str,
        *,
        delivered_as: str = "",
        error: str = "",
    ) -> None:
        # By identity: an older row may have come to the front meanwhile.
        lane.rows = [row for row in lane.rows if row is not sending]
        lane.not_before = 0.0
        delivery = sending.delivery
        if status == "sent":
            refresh = self._refresh(delivery)
            self._marks.add(
                Mark(delivery.id, "sent", sending.attempts, delivered_as, refresh=refresh)
            )
        else:
            self._marks.add(Mark(delivery.id, "dead", sending.attempts, error=error))

    def _refresh(self, delivery: Delivery) -> float | None:
        until = delivery.message.countdown_until
        if until is None or delivery.channel not in self._counting_down:
            return None
        left = (until - datetime.now(UTC)).total_seconds()
        return min(REFRESH_SECONDS, left) if left > 0 else None

    async def _give_up_conversation(self, lane: Lane, delivery: Delivery) -> None:
        log.info("outbox.unreachable", conversation_id=delivery.conversation_id)
        DEAD.labels(delivery.channel).inc(len(lane.rows))
        try:
            await self._outbox.conversation_unreachable(delivery.conversation_id)
        except Exception as error:
            # The rows stay waiting; the next claim meets the same refusal and tries again.
            log.warning("outbox.unreachable_not_kept", **describe(error))
        self._mine.difference_update(row.delivery.id for row in lane.rows)
        lane.rows = []

    async def _check_loop(self) -> None:
        """A conversation new to this process may have older rows that another one left behind."""
        while True:
            self._arrived.clear()
            firsts = self._lanes.unchecked()
            pause = None
            if firsts:
                try:
                    held = await self._outbox.overtaking(firsts, self._mine)
                except Exception as error:
                    log.warning("outbox.not_checked", **describe(error))
                    held = set(firsts)
                for conversation in firsts.keys() - held:
                    self._lanes.allow(conversation)
                self._changed.set()
                pause = 0.5 if held else None
            await _wait(self._arrived, pause)

    async def _claim_loop(self) -> None:
        while True:
            try:
                await self._claim()
            except Exception as error:
                log.warning("outbox.not_claimed", **describe(error))
            await asyncio.sleep(self._tick)

    async def _claim(self) -> None:
        self._lanes.forget_idle(self._clock())
        if self._mine:
            await self._outbox.renew(self._mine, older=self._lease / 3)
        if len(self._mine) < 1000:
            for row in await self._outbox.claim(self._channels, self._lease):
                self._recover(row)
        WAITING.set(await self._outbox.waiting())

    def _recover(self, row: Row) -> None:
        try:
            message = BotMessage.model_validate(row.message)
        except ValidationError:
            self._marks.add(Mark(row.id, "dead", row.attempts, error="unreadable"))
            return
        delivery = Delivery(
            id=row.id,
            conversation_id=row.conversation_id,
            channel=row.channel,
            chat_id=row.chat_id,
            message=message,
            replaces=row.replaces,
        )
        self._add(Sending(delivery, row.attempts))


async def _wait(event: asyncio.Event, seconds: float | None) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
