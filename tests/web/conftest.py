"""A real server around the scripted dialogue, and a real browser."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI

from bot.channels import webchat_routes
from bot.channels.webchat import WebChat
from bot.identity import portal
from bot.web import create_app
from storage.database import Database
from storage.files import DiskFiles
from storage.login_codes import LoginCodes
from tests.browser_fixture import browser
from tests.web.scripted import Script
from tests.web.users import WebUser

__all__ = ["browser"]


@dataclass(frozen=True)
class Account:
    username: str
    password: str
    name: str
    about: str


PEOPLE = (
    Account("wangming", "demo-2026", "王小明", "岩土刚考过，还没有注册，可以走一遍初始注册"),
    Account("liyan", "demo-2026", "李燕", "注册快到期，可以办延续注册"),
    Account("zhaoqiang", "demo-2026", "赵强", "一级注册建筑师，换了单位，可以办变更注册"),
)


class Portal:
    """Three accounts; the person's id is `person-` and the name."""

    async def verify(self, username: str, password: str) -> str | None:
        known = {(one.username, one.password) for one in PEOPLE}
        return f"person-{username}" if (username, password) in known else None

    async def demo_accounts(self) -> tuple[Account, ...]:
        return PEOPLE


@dataclass
class Site:
    """A running server and what stands behind it."""

    address: str
    chat: WebChat
    script: Script
    database: Database


async def serve(app: FastAPI, stop: Callable[[], None]) -> AsyncIterator[str]:
    """Run the app on a free port until the generator is closed."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none"))
    task = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started:  # noqa: ASYNC110 - uvicorn offers no event to wait for
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    stop()
    server.should_exit = True
    await task
    listener.close()


def build(
    database: Database, data_dir: Path, *, poll_seconds: float = 0.2
) -> tuple[FastAPI, WebChat, Script]:
    files = DiskFiles(data_dir / "files")
    script = Script(database, files)
    chat = WebChat(script, database, is_secure=False, poll_seconds=poll_seconds)

    async def is_up() -> str:
        return "up" if await database.is_alive() else "down"

    async def starts() -> str:
        return "starting"

    app = create_app(
        address="http://127.0.0.1",
        routers=[
            webchat_routes.router(chat, files, notice="演示环境：人物、单位和申请都是虚构的。"),
            portal.router(
                chat, Portal(), LoginCodes(database), telegram_username=lambda: "demo_bot"
            ),
        ],
        checks={"database": is_up, "rasa": starts, "registry": is_up},
    )
    return app, chat, script


@pytest.fixture
async def site(database: Database, data_dir: Path) -> AsyncIterator[Site]:
    app, chat, script = build(database, data_dir)
    async for address in serve(app, chat.live.close):
        yield Site(address, chat, script, database)


@pytest.fixture
async def replica(site: Site, data_dir: Path) -> AsyncIterator[Site]:
    """A second process's worth of the same site on the same database."""
    app, chat, script = build(site.database, data_dir)
    async for address in serve(app, chat.live.close):
        yield Site(address, chat, script, site.database)


@pytest.fixture
async def user(site: Site) -> AsyncIterator[WebUser]:
    async with WebUser(site.address) as opened:
        yield opened
