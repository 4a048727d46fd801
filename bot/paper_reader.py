"""Reads photographed papers in a process of its own, which exists only while it is needed."""

import asyncio
import multiprocessing
import sys
from importlib.util import find_spec

import structlog
from pebble import ProcessPool

from flows.images.outcome import ImageRefused
from flows.images.papers.paper import Paper, PaperRead

log = structlog.get_logger()

_LIBRARIES = ("rapidocr", "onnxruntime")
_MEMORY_AT_MOST = 1000 * 2**20
"""Bytes of data; the resident size stays below."""


class PaperReader:
    """One worker, started by the first paper and stopped after `idle` seconds without one.

    A paper gets `seconds` at work; one that has waited `patience` in all is given up. Without
    the extra `ocr`, or with `enabled` false, nothing is read and people type.
    """

    def __init__(
        self,
        *,
        enabled: bool = True,
        seconds: float = 20,
        patience: float = 40,
        idle: float = 300,
    ) -> None:
        self.is_available = enabled and all(find_spec(library) for library in _LIBRARIES)
        self._seconds, self._patience, self._idle = seconds, patience, idle
        self._pool: ProcessPool | None = None
        self._waiting = 0
        self._stopping: asyncio.TimerHandle | None = None

    async def read(self, paper: Paper, content: bytes) -> PaperRead | None:
        """What stands on the paper; None where that could not be found out, so people type."""
        if not self.is_available:
            return None
        self._waiting += 1
        try:
            job = self._started().schedule(_read, (paper, content), timeout=self._seconds)
            async with asyncio.timeout(self._patience):
                return await asyncio.wrap_future(job)
        except ImageRefused:
            return None
        except Exception as error:
            # The type alone: a message may quote what stands on the paper.
            log.warning("paper_unread", paper=paper, error=type(error).__name__)
            return None
        finally:
            self._waiting -= 1
            self._stop_later()

    async def close(self) -> None:
        """Stop the worker; papers it still reads are given up."""
        self.is_available = False
        if self._stopping:
            self._stopping.cancel()
        if pool := self._taken():
            await asyncio.to_thread(_stop, pool)

    def _started(self) -> ProcessPool:
        if self._stopping:
            self._stopping.cancel()
            self._stopping = None
        if self._pool and not self._pool.active:
            # A worker that dies while it starts takes its pool with it.
            self._let_go()
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPool(max_workers=1, initializer=_limit_memory, context=context)
        return self._pool

    def _stop_later(self) -> None:
        if self._pool and not self._waiting:
            self._stopping = asyncio.get_running_loop().call_later(self._idle, self._let_go)

    def _let_go(self) -> None:
        if pool := self._taken():
            asyncio.get_running_loop().run_in_executor(None, _stop, pool)

    def _taken(self) -> ProcessPool | None:
        pool, self._pool = self._pool, None
        return pool


def _stop(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - does not exist everywhere

        resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY_AT_MOST, _MEMORY_AT_MOST))


def _read(paper: Paper, content: bytes) -> PaperRead:
    from flows.images.papers.reading import read  # noqa: PLC0415 - only in the worker

    return read(paper, content)
