"""When an album is over: Telegram sends its parts as messages of their own and never says."""

import asyncio
from collections.abc import Callable

Over = Callable[[str, str, str], None]
"""Chat, album, and the update that it was last seen in."""


class Albums:
    """Calls `over` once no further part of an album has come for a while."""

    def __init__(self, over: Over, *, quiet_seconds: float = 1.2) -> None:
        self._over = over
        self._quiet_seconds = quiet_seconds
        self._waiting: dict[tuple[str, str], asyncio.TimerHandle] = {}

    def seen(self, chat: str, album: str, update_id: str) -> None:
        """A part has been handled; the wait begins anew."""
        if before := self._waiting.pop((chat, album), None):
            before.cancel()
        loop = asyncio.get_running_loop()
        self._waiting[chat, album] = loop.call_later(
            self._quiet_seconds, self._end, chat, album, update_id
        )

    def stop(self) -> None:
        """Forget those that wait: the chats' states name them, and the next start ends them."""
        for timer in self._waiting.values():
            timer.cancel()
        self._waiting.clear()

    def _end(self, chat: str, album: str, update_id: str) -> None:
        del self._waiting[chat, album]
        self._over(chat, album, update_id)
