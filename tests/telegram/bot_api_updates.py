"""The fake Bot API's inbox: long polls with true offsets, a webhook with redelivery."""

import asyncio
import contextlib
from collections import defaultdict
from typing import Any

import aiohttp

from tests.telegram.bot_api_state import Json, Refused, State

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Updates:
    """Updates not yet acknowledged, oldest first."""

    def __init__(self, state: State, first_id: int = 1000) -> None:
        self._state = state
        self._next_id = first_id
        self.pending: list[Json] = []
        self._allowed: list[str] = []
        self.webhook: Json = {}
        self.deliveries: list[tuple[int, int]] = []
        """Webhook attempts: update id and the status answered (0: no answer)."""
        self._session: aiohttp.ClientSession | None = None
        self._poll = 0
        self._senders: dict[str, asyncio.Task[None]] = {}
        self._queues: defaultdict[str, list[Json]] = defaultdict(list)

    def add(self, **content: Any) -> int:
        """Queue an update, e.g. `message={...}`; answers its id."""
        update = {"update_id": self._next_id, **content}
        self._next_id += 1
        if self._allowed and not set(content) & set(self._allowed):
            return int(update["update_id"])
        self.pending.append(update)
        if self.webhook:
            self._queue(update)
        self._state.ring()
        return int(update["update_id"])

    def allow(self, kinds: list[str] | None) -> None:
        """The kinds of update that the bot wants; without a word of it, as it was."""
        if kinds is not None:
            self._allowed = kinds

    def restart_ids(self, first_id: int) -> None:
        """What a quiet week does."""
        self._next_id = first_id

    async def get(self, offset: int = 0, limit: int = 100, timeout: float = 0) -> list[Json]:
        """getUpdates: an offset forgets everything below it."""
        if self.webhook:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        self._poll += 1
        mine = self._poll
        self._state.ring()
        if offset > 0:
            self.pending = [each for each in self.pending if each["update_id"] >= offset]
        elif offset < 0:
            self.pending = self.pending[offset:]
        await self._state.until(lambda: self.pending or self._poll != mine, timeout)
        if self._poll != mine:
            raise Refused(409, "Conflict: terminated by other getUpdates request")
        return self.pending[:limit]

    def set_webhook(self, url: str, secret: str) -> None:
        """Send everything pending there, in order per chat, each until a 2xx."""
        if not url.startswith("http"):
            raise Refused(400, "Bad Request: bad webhook: An HTTPS URL must be provided")
        self.webhook = {"url": url, "secret": secret}
        for update in self.pending:
            self._queue(update)

    def delete_webhook(self) -> None:
        """Back to polling; what is pending stays."""
        self.webhook = {}
        for sender in self._senders.values():
            sender.cancel()
        self._senders.clear()
        self._queues.clear()

    async def stop(self) -> None:
        senders = list(self._senders.values())
        self.delete_webhook()
        await asyncio.gather(*senders, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def _queue(self, update: Json) -> None:
        content = next(value for key, value in update.items() if key != "update_id")
        whose = (content.get("message") or content).get("chat") or content["from"]
        chat = str(whose["id"])
        self._queues[chat].append(update)
        if chat not in self._senders or self._senders[chat].done():
            self._senders[chat] = asyncio.create_task(self._send(chat))

    async def _send(self, chat: str) -> None:
        queue = self._queues[chat]
        if self._session is None:
            self._session = aiohttp.ClientSession()
        while queue:
            if await self._post(self._session, queue[0]):
                done = queue.pop(0)
                with contextlib.suppress(ValueError):
                    self.pending.remove(done)
            else:
                await asyncio.sleep(0.05)
            self._state.ring()

    async def _post(self, session: aiohttp.ClientSession, update: Json) -> bool:
        headers = {SECRET_HEADER: self.webhook["secret"]} if self.webhook["secret"] else {}
        status = 0
        with contextlib.suppress(aiohttp.ClientError, TimeoutError):
            async with session.post(
                self.webhook["url"],
                json=update,
                headers=headers,
                timeout=aiohttp.ClientTimeout(10),
            ) as answer:
                status = answer.status
        self.deliveries.append((update["update_id"], status))
        return 200 <= status < 300
