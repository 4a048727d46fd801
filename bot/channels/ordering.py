"""Work in order within a chat, side by side across chats; a flooding chat slows only itself."""

import asyncio
import functools
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Work = Callable[[], Awaitable[T]]


class ChatIsFull(Exception):
    """This chat has as much waiting as it may; offer the work again later."""


class PerChat(Generic[T]):
    """One queue a chat; chats that have work take turns for `at_once` places."""

    def __init__(self, *, at_once: int = 32, per_chat: int = 100) -> None:
        self._at_once = at_once
        self._per_chat = per_chat
        self._waiting: dict[str, deque[tuple[Work[T], asyncio.Future[T]]]] = {}
        self._turns: deque[str] = deque()
        self._running: set[asyncio.Task[None]] = set()
        self._is_stopped = False

    def submit(self, chat: str, work: Work[T]) -> asyncio.Future[T]:
        """Queue the work and answer its outcome to come; raises `ChatIsFull`."""
        if self._is_stopped:
            raise ChatIsFull
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        queue = self._waiting.get(chat)
        if queue is None:
            queue = self._waiting[chat] = deque()
            self._turns.append(chat)
        elif len(queue) >= self._per_chat:
            raise ChatIsFull
        queue.append((work, done))
        self._fill()
        return done

    async def stop(self, seconds: float) -> None:
        """Begin nothing more; give what runs `seconds` to finish, then cancel it."""
        self._is_stopped = True
        self._turns.clear()
        for queue in self._waiting.values():
            for _, done in queue:
                done.cancel()
        self._waiting.clear()
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _fill(self) -> None:
        while self._turns and len(self._running) < self._at_once:
            chat = self._turns.popleft()
            work, done = self._waiting[chat].popleft()
            task = asyncio.create_task(_settle(work, done))
            self._running.add(task)
            task.add_done_callback(functools.partial(self._next, chat))

    def _next(self, chat: str, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        queue = self._waiting.get(chat)
        if queue:
            # To the end: a chat with a hundred messages has one turn in a round like the others.
            self._turns.append(chat)
        elif queue is not None:
            del self._waiting[chat]
        self._fill()


async def _settle(work: Work[T], done: "asyncio.Future[T]") -> None:
    try:
        outcome = await work()
    except asyncio.CancelledError:
        done.cancel()
        raise
    except Exception as error:
        if not done.done():
            done.set_exception(error)
    else:
        if not done.done():
            done.set_result(outcome)


class Background:
    """Work that nobody waits for, kept alive until it is done."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, Any]) -> None:
        """Run it beside everything else; it must deal with its own errors."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self, seconds: float) -> None:
        """Give it `seconds` to finish, then cancel the rest."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
