"""The running product: its parts, and the jobs that run while it is open."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import structlog
from fastapi import FastAPI

from bot.channels.faults import describe
from bot.channels.telegram import TelegramChannel
from bot.channels.webchat import WebChat
from bot.dialogue import ChatDialogue
from bot.jobs.outbox_sender import OutboxSender
from bot.jobs.reminders import Reminders
from bot.jobs.stalls import Stalls
from bot.jobs.status_poller import StatusPoller
from bot.services import Services
from bot.settings import Settings
from nlu.client import RasaClient
from nlu.sidecar import RasaSidecar
from storage.database import Database
from storage.registry.remote import RemoteRegistry

log = structlog.get_logger()
Job = Callable[[], Coroutine[Any, Any, None]]


@dataclass
class Assistant:
    """The running product: its parts, and the jobs that run while it is open."""

    settings: Settings
    database: Database
    services: Services
    dialogue: ChatDialogue
    sender: OutboxSender
    poller: StatusPoller
    reminders: Reminders
    stalls: Stalls
    web: FastAPI
    webchat: WebChat
    telegram: TelegramChannel | None
    sidecar: RasaSidecar | None
    rasa: RasaClient | None
    remote: RemoteRegistry | None
    jobs: dict[str, Job] = field(default_factory=dict)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Run every job; on leaving, stop receiving first and sending last."""
        if self.sidecar is not None:
            await self.sidecar.start()
        running = [
            asyncio.create_task(_guarded(name, job), name=name) for name, job in self.jobs.items()
        ]
        try:
            yield
        finally:
            self.webchat.live.close()
            if self.telegram is not None:
                await self.telegram.stop()
            await self.sender.stop()
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            if self.telegram is not None:
                await self.telegram.close()
            if self.sidecar is not None:
                await self.sidecar.stop()
            elif self.rasa is not None:
                await self.rasa.close()
            if self.remote is not None:
                await self.remote.close()
            await self.services.finding.close()
            await self.services.popularity.close()
            await self.services.workshop.close()
            await self.services.paper_reader.close()
            await self.database.close()


async def _guarded(name: str, job: Job) -> None:
    """A job that ends by an error is a bug: it is logged and begun again."""
    while True:
        try:
            await job()
            return
        except Exception as error:
            log.error("job.ended", job=name, **describe(error))
            await asyncio.sleep(5)
