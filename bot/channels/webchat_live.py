"""Live push to open pages: woken by this process's commits, and by a look for other replicas'."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import structlog

from storage.thread import Entry, Thread

log = structlog.get_logger()

HEARTBEAT = 15.0
"""Seconds after which a silent stream says what time it is."""
KNOWN = 1000
"""Entries that a stream remembers to have sent; more than a chat has in the half minute that is
read again."""


class Stream:
    """One open page's connection."""

    def __init__(self) -> None:
        self.woken = asyncio.Event()
        self.has_moved = False


class Live:
    """Knows which chats have an open page and wakes their streams."""

    def __init__(self, thread: Thread, *, poll_seconds: float = 3.0) -> None:
        self._thread = thread
        self._poll_seconds = poll_seconds
        self._open: dict[str, set[Stream]] = {}
        self._looking: asyncio.Task[None] | None = None
        self.is_closed = False

    def wake(self, chat: str) -> None:
        """Something of this chat has been committed."""
        for stream in self._open.get(chat, ()):
            stream.woken.set()

    def move(self, chat: str) -> None:
        """The chat goes on elsewhere: its open pages are to be loaded again."""
        for stream in self._open.get(chat, ()):
            stream.has_moved = True
            stream.woken.set()

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        self.is_closed = True
        for chat in list(self._open):
            self.wake(chat)

    @contextmanager
    def listening(self, chat: str) -> Iterator[Stream]:
        """A stream that is woken whenever the chat may have something new."""
        stream = Stream()
        self._open.setdefault(chat, set()).add(stream)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        try:
            yield stream
        finally:
            self._open[chat].discard(stream)
            if not self._open[chat]:
                del self._open[chat]

    async def _look(self) -> None:
        """One statement for all open chats, however many streams there are."""
        known: dict[str, tuple[int, ...]] = {}
        # It ends by itself with the last page: a statement cut short would cost its connection.
        while self._open and not self.is_closed:
            try:
                tails = await self._thread.tails(list(self._open))
            except Exception as error:
                log.warning("thread_unreadable", error=type(error).__name__)
            else:
                for chat, tail in tails.items():
                    if known.get(chat) != tail:
                        self.wake(chat)
                known = tails
            await asyncio.sleep(self._poll_seconds)


async def events(
    live: Live, thread: Thread, chat: str, after: int, show: Callable[[Entry], str]
) -> AsyncIterator[str]:
    """Server-sent events: `entry` with what `show` makes of it, `now` with the server's clock, and
    `moved` at last where the page is to be loaded again.
    """
    sent: deque[int] = deque(maxlen=KNOWN)
    yield "retry: 2000\n" + _event("now", datetime.now(UTC).isoformat())
    with live.listening(chat) as stream:
        while not live.is_closed:
            if stream.has_moved:
                yield _event("moved", "-")
                return
            stream.woken.clear()
            try:
                # A page that closes must not cut a statement short and cost its connection.
                entries = await asyncio.shield(thread.since(chat, after, sent))
            except Exception as error:
                # The browser comes back by itself and goes on where it was.
                log.warning("thread_unreadable", error=type(error).__name__)
                return
            for entry in entries:
                sent.append(entry.id)
                after = max(after, entry.id)
                yield _event("entry", show(entry), after)
            try:
                await asyncio.wait_for(stream.woken.wait(), HEARTBEAT)
            except TimeoutError:
                yield _event("now", datetime.now(UTC).isoformat())


def _event(kind: str, data: str, id_: int | None = None) -> str:
    head = f"id: {id_}\n" if id_ is not None else ""
    lines = "".join(f"data: {line}\n" for line in data.splitlines())
    return f"{head}event: {kind}\n{lines}\n"
