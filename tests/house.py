"""The whole product in a test: real database, real HTTP, a clock that can be moved on."""

import asyncio
import random
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
import uvicorn
from PIL import Image, ImageDraw
from pillow_heif import from_pillow
from pydantic import SecretStr

from bot.app import compose
from bot.assistant import Assistant
from bot.settings import Settings
from flows.model import Submission
from flows.ports import Registry
from nlu.parse import Parser
from storage.database import Database
from storage.registry.demo_people import DEMO_PASSWORD
from storage.registry.office import Office
from tests.demo_people import load_if_missing
from tests.images.portraits import Standing, photo
from tests.telegram.fake_bot_api import FakeBotApi
from tests.telegram.users import TelegramUser
from tests.web.users import WebUser


@dataclass
class Clock:
    """The server's clock, which a test may move on."""

    ahead: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def moves_on(self, seconds: float) -> None:
        self.ahead += timedelta(seconds=seconds)


@dataclass
class House:
    """A running assistant and what stands around it."""

    assistant: Assistant
    address: str
    clock: Clock
    office: Office
    bot_api: FakeBotApi | None

    def web_user(self) -> WebUser:
        return WebUser(self.address)

    def telegram_user(self) -> TelegramUser:
        assert self.bot_api is not None, "this house has no Telegram"
        return self.bot_api.user()

    async def log_in_on_telegram(self, user: TelegramUser, username: str) -> None:
        """Log in on the portal's page and follow its one-time link back into the chat."""
        await user.types(f"/start {await portal_code(self.address, username)}")

    async def file(self, username: str, kind: str, speciality: str) -> None:
        """An application that a demo person made at some other time."""
        await self.assistant.services.registry.submit(
            Submission(
                key=f"{username}-{kind}-{speciality}",
                person_id=f"demo-{username}",
                kind=kind,
                speciality=speciality,
                answers={"speciality": speciality, "certificate_number": "2023010110000009"},
            )
        )

    async def application_of(self, username: str) -> Any:
        """The person's newest application."""
        facts = await self.assistant.services.registry.facts(f"demo-{username}")
        return max(facts.applications, key=lambda application: application.filed_at)


async def portal_code(address: str, username: str) -> str:
    """The code that the portal shows after a login for Telegram."""
    fields = {"username": username, "password": DEMO_PASSWORD, "channel": "telegram"}
    async with (
        aiohttp.ClientSession(headers={"Accept": "text/html"}) as http,
        http.post(f"{address}/login", data=fields) as page,
    ):
        text = await page.text()
        assert page.status == 200, text
    return text.split("?start=")[1].split('"')[0]


@asynccontextmanager
async def house(
    database: Database,
    data_dir: Path,
    *,
    bot_api: FakeBotApi | None = None,
    registry: Registry | None = None,
    parser: Parser | None = None,
    is_webhook: bool = False,
    **options: Any,
) -> AsyncIterator[House]:
    """Serve on a free port until the test is over."""
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    settings = Settings(
        _env_file=None,
        port=port,
        data_dir=data_dir,
        rasa=False,
        ocr=False,
        poll_seconds=0.1,
        telegram_token=SecretStr(bot_api.token if bot_api else ""),
        telegram_api_url=bot_api.url if bot_api else "https://api.telegram.org",
        telegram_webhook_url=f"http://127.0.0.1:{port}/telegram/webhook" if is_webhook else "",
        **options,
    )
    await load_if_missing(settings, database)
    clock = Clock()
    assistant = await compose(
        settings,
        database,
        registry=registry,
        parser=parser,
        clock=clock,
        chat_per_second=100,
    )
    # They speak unasked, by the calendar: tests call their `look` themselves.
    for name in ("reminders", "stalls"):
        del assistant.jobs[name]
    server = uvicorn.Server(
        uvicorn.Config(
            assistant.web,
            log_level="warning",
            ws="none",
            timeout_keep_alive=60,
            timeout_graceful_shutdown=1,
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        assert not serving.done(), "the server ended at its start"
        await asyncio.sleep(0.01)
    try:
        yield House(assistant, f"http://127.0.0.1:{port}", clock, Office(database), bot_api)
    finally:
        assistant.webchat.live.close()
        server.should_exit = True
        await serving
        listening.close()


@cache
def portrait(width: int = 600, height: int = 840, *, seed: int = 0) -> bytes:
    """A drawn person before a plain wall, as a phone's JPEG would come; another one by `seed`."""
    one = Standing(seed, height * 0.34, (width / 2, height * 0.42))
    return _encoded(photo([one], (width, height)), "JPEG")


def signature(width: int = 810, height: int = 324) -> bytes:
    """Black strokes on white."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for start in range(100, width - 200, 120):
        draw.line(
            [(start, 60), (start + 90, 250), (start + 30, 250), (start + 110, 80)],
            fill="black",
            width=12,
        )
    return _encoded(image, "PNG")


@cache
def proof(width: int = 1500, height: int = 2000, *, seed: int = 1) -> bytes:
    """A page of lines on grainy paper, as a phone's JPEG would come; another one by `seed`."""
    grain = random.Random(seed).randbytes(width * height // 16)
    paper = Image.frombytes("L", (width // 4, height // 4), grain).point(lambda p: 215 + p // 8)
    image = paper.resize((width, height), Image.Resampling.BICUBIC).convert("RGB")
    draw = ImageDraw.Draw(image)
    for line, y in enumerate(range(160, height - 160, 60)):
        for x in range(140, width - 180 - (line * seed * 37) % 500, 44):
            draw.rectangle([x, y, x + 28, y + 34], outline=(30, 30, 40), width=4)
    return _encoded(image, "JPEG")


def _encoded(image: Image.Image, kind: str) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


def document(pages: int) -> bytes:
    """A PDF of scanned pages."""
    images = [Image.open(BytesIO(proof(seed=seed))) for seed in range(1, pages + 1)]
    content = BytesIO()
    images[0].save(content, "PDF", save_all=True, append_images=images[1:], resolution=180)
    return content.getvalue()


def heic() -> bytes:
    """A page as an iPhone's camera keeps it."""
    content = BytesIO()
    from_pillow(Image.open(BytesIO(proof()))).save(content, quality=80)
    return content.getvalue()
