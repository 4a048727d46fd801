"""Where images are worked on: in processes of their own, so that none can stall or end the bot."""

import asyncio
import weakref
from concurrent.futures import ThreadPoolExecutor

import structlog

from bot.image_worker import ImageWorker, WorkerEnded
from flows.images.limits import SECONDS
from flows.images.outcome import PLAIN, ChoiceWanted, ImageRefused, Treatment
from flows.images.taken import BYTES_AT_MOST, Kind, TakenImage
from flows.images.wire import Outcome, WorkerBug

IDLE_SECONDS = 60.0
"""After that the workers' memory is given back; the next one starts in half a second."""

log = structlog.get_logger()


class Workshop:
    """Takes images in, a few at a time."""

    def __init__(
        self, at_once: int = 2, seconds: float = SECONDS, idle_seconds: float = IDLE_SECONDS
    ) -> None:
        self._at_once = asyncio.Semaphore(at_once)
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="image")
        self._seconds = seconds
        self._idle_seconds = idle_seconds
        self._idle: list[ImageWorker] = []
        self._busy: set[ImageWorker] = set()
        self._resting: asyncio.TimerHandle | None = None
        self._is_closed = False
        # Where nobody closes it, and at the end of the interpreter.
        weakref.finalize(self, _end_all, self._idle)

    @property
    def process_ids(self) -> tuple[int, ...]:
        """Of the workers that are running now."""
        workers = (*self._idle, *self._busy)
        return tuple(worker.process_id for worker in workers if worker.process_id)

    async def take(
        self, kind: Kind, content: bytes, treatment: Treatment = PLAIN
    ) -> TakenImage | ChoiceWanted:
        """Judge and convert one upload; raises `ImageRefused`, and `WorkerBug` for a bug."""
        if len(content) > BYTES_AT_MOST:
            raise ImageRefused("too_large", most=BYTES_AT_MOST // 1024**2)
        async with self._at_once:
            try:
                outcome = await self._asked(kind, content, treatment)
            except WorkerEnded as ended:
                if not ended.was_killed:
                    raise ImageRefused("too_demanding") from None
                outcome = await self._asked_again(kind, content, treatment)
        if isinstance(outcome, ImageRefused):
            raise outcome
        return outcome

    async def close(self) -> None:
        """End all workers; nothing is taken in afterwards."""
        self._is_closed = True
        if self._resting is not None:
            self._resting.cancel()
        for worker in self._busy:
            worker.kill()
        await asyncio.to_thread(_end_all, self._idle)
        self._threads.shutdown(wait=False)

    async def _asked_again(self, kind: Kind, content: bytes, treatment: Treatment) -> Outcome:
        """Somebody killed the worker, perhaps for another's memory: once more, in a new one."""
        try:
            return await self._asked(kind, content, treatment)
        except WorkerEnded:
            raise ImageRefused("too_demanding") from None

    async def _asked(self, kind: Kind, content: bytes, treatment: Treatment) -> Outcome:
        if self._is_closed:
            # As for every other task that the end of the process finds at work.
            raise asyncio.CancelledError
        worker = self._idle.pop() if self._idle else ImageWorker()
        self._busy.add(worker)
        loop = asyncio.get_running_loop()
        asked = loop.run_in_executor(self._threads, worker.ask, kind, content, treatment)
        try:
            await asyncio.wait({asked}, timeout=self._seconds)
        finally:
            if not asked.done():
                worker.kill()
                asked.add_done_callback(_ignored)
            self._busy.discard(worker)
        if not asked.done():
            log.warning("workshop.too_slow", kind=kind, size=len(content))
            # The next image finds the memory free.
            await asyncio.wait({asked})
            raise ImageRefused("too_demanding")
        try:
            outcome = asked.result()
        except WorkerEnded as ended:
            log.warning("workshop.worker_ended", kind=kind, exit_code=ended.exit_code)
            raise
        except WorkerBug:
            self._rest(worker)
            raise
        self._rest(worker)
        return outcome

    def _rest(self, worker: ImageWorker) -> None:
        self._idle.append(worker)
        if self._resting is not None:
            self._resting.cancel()
        loop = asyncio.get_running_loop()
        self._resting = loop.call_later(
            self._idle_seconds, loop.run_in_executor, self._threads, _end_all, self._idle
        )


def _end_all(workers: list[ImageWorker]) -> None:
    while workers:
        workers.pop().end()


def _ignored(asked: asyncio.Future[Outcome]) -> None:
    """Nobody waits for it any more; its end is no news."""
    if not asked.cancelled():
        asked.exception()
