"""Our registry served to another system over real HTTP, and that system's hands as the office."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import aiohttp
import uvicorn
from pydantic import SecretStr

from bot import registry_api
from bot.web import create_app
from flows.model import Application, Submission
from flows.ports import FileStore, RegistryRefused
from storage.database import Database
from storage.registry.connection import china_now
from storage.registry.embedded import EmbeddedRegistry
from storage.registry.office import Office
from storage.registry.wire import PREFIX

TOKEN = "a-token-for-tests-only"


@asynccontextmanager
async def registry_server(
    database: Database,
    files: FileStore,
    now: Callable[[], datetime] = china_now,
    *,
    token: str = TOKEN,
    port: int = 0,
) -> AsyncIterator[str]:
    """Its address, for as long as it is served; port 0 is a free one."""
    listening = socket.create_server(("127.0.0.1", port))
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    routes = registry_api.router(
        EmbeddedRegistry(database, now), Office(database, now), files, SecretStr(token)
    )
    app = create_app(address=address, routers=[routes], checks={}, required=())
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", ws="none", timeout_graceful_shutdown=1)
    )
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        assert not serving.done(), "the server ended at its start"
        await asyncio.sleep(0.001)
    try:
        yield address
    finally:
        server.should_exit = True
        await serving
        listening.close()


@dataclass
class RemoteOffice:
    """`Office` as another system plays it; refusals come back as they went out."""

    address: str
    http: aiohttp.ClientSession

    async def act(self, actor: str, id_: str, act: str, **body: str) -> tuple[int, Any]:
        """Status and answer of one attempt at an act."""
        url = f"{self.address}{PREFIX}/office/{actor}/{id_}/{act}"
        async with self.http.post(url, json=body) as answer:
            return answer.status, await answer.json()

    async def report(self, id_: str) -> Application:
        return await self._done("enterprise", id_, "report")

    async def return_(self, id_: str, reason: str = "") -> Application:
        return await self._done("enterprise", id_, "return", reason=reason)

    async def deliver(self, id_: str) -> Application:
        return await self._done("authority", id_, "deliver")

    async def request_correction(self, id_: str, content: str, reason: str) -> Application:
        wanted = {"content": content, "reason": reason}
        return await self._done("authority", id_, "request-correction", **wanted)

    async def accept(self, id_: str) -> Application:
        return await self._done("authority", id_, "accept")

    async def decline(self, id_: str, reason: str = "") -> Application:
        return await self._done("authority", id_, "decline", reason=reason)

    async def review(self, id_: str) -> Application:
        return await self._done("authority", id_, "review")

    async def publicise(self, id_: str) -> Application:
        return await self._done("authority", id_, "publicise")

    async def approve(self, id_: str) -> Application:
        return await self._done("authority", id_, "approve")

    async def reject(self, id_: str, opinion: str) -> Application:
        return await self._done("authority", id_, "reject", opinion=opinion)

    async def consent(self, id_: str) -> Application:
        return await self._done("enterprise", id_, "consent")

    async def refuse(self, id_: str, reason: str = "") -> Application:
        return await self._done("enterprise", id_, "refuse", reason=reason)

    async def applications(self, *, finished: bool = False) -> list[Application]:
        found = await self._get(f"applications?finished={str(finished).lower()}")
        return [Application.model_validate(one) for one in found]

    async def submission(self, id_: str) -> Submission:
        return Submission.model_validate(await self._get(f"applications/{id_}/submission"))

    async def _done(self, actor: str, id_: str, act: str, **body: str) -> Application:
        status, answer = await self.act(actor, id_, act, **body)
        return Application.model_validate(_taken(status, answer))

    async def _get(self, path: str) -> Any:
        async with self.http.get(f"{self.address}{PREFIX}/office/{path}") as answer:
            return _taken(answer.status, await answer.json())


def _taken(status: int, answer: Any) -> Any:
    if status in (404, 409):
        raise RegistryRefused(answer["code"], **answer["facts"])
    assert status == 200, answer
    return answer


def authorised(token: str = TOKEN) -> aiohttp.ClientSession:
    """A session that sends the token."""
    return aiohttp.ClientSession(headers={"authorization": f"Bearer {token}"})
