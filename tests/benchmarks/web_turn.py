"""A button's turn over real HTTP at one user, in turns with a bare endpoint; start and memory."""

import asyncio
import contextlib
import os
import secrets
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import psutil

from storage.embedded_server import start_embedded, stop_embedded
from storage.registry.demo_people import DEMO_PASSWORD
from tests.benchmarks.measure import Row, percentile, seconds
from tests.processes import AssistantProcess, free_port
from tests.web.users import WebUser


@contextlib.asynccontextmanager
async def bare_server(database: str) -> AsyncIterator[str]:
    """The bare endpoint as a process of its own on the same database server."""
    port = free_port()
    variables = os.environ | {"BARE_DATABASE": database, "BARE_PORT": str(port)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.benchmarks.bare", env=variables
    )
    url = f"http://127.0.0.1:{port}/echo"
    try:
        async with aiohttp.ClientSession() as http:
            while True:
                with contextlib.suppress(aiohttp.ClientError):
                    async with http.post(url, data={"data": "x"}) as answer:
                        if answer.status == 200:
                            break
                await asyncio.sleep(0.1)
        yield url
    finally:
        process.terminate()
        await process.wait()


async def at_a_checkbox(user: WebUser) -> tuple[dict[str, str], str]:
    """Log in and go on until there are boxes to tick; answers the tap and its message."""
    await user.logs_in("duozhuan", DEMO_PASSWORD)
    while not any("给水排水" in label for label in user.buttons):
        # The demo people's pictures are drawn after the start.
        await asyncio.sleep(0.2)
        await user.types("初始注册")
    await user.taps("给水排水")
    message = await user.sees("符合请打勾")
    return {"data": message["buttons"][0][0]["data"]}, str(message["place"])


async def web_turn(folder: Path, turns: int = 500) -> list[Row]:
    """Time of a first answer after the start, memory, and a turn beside a bare endpoint."""
    assistant = AssistantProcess(folder / "data")
    began = time.perf_counter()
    await assistant.start()
    async with WebUser(assistant.address) as user:
        await user.types("怎么撤回")
        first = time.perf_counter() - began
        database = await asyncio.to_thread(start_embedded, folder / "data")
        tap, place = await at_a_checkbox(user)

        async def ours() -> None:
            values = tap | {"id": secrets.token_hex(16), "tapped": place}
            form = aiohttp.FormData(values, default_to_multipart=True)
            async with user.http.post(f"{assistant.address}/chat/say", data=form) as answer:
                assert answer.status == 200
                assert (await answer.json())["messages"]

        async with bare_server(database) as url:

            async def theirs() -> None:
                form = aiohttp.FormData(tap, default_to_multipart=True)
                async with user.http.post(url, data=form) as answer:
                    assert answer.status == 200
                    await answer.read()

            for _ in range(20):
                await ours()
                await theirs()
            pairs = [(await seconds(ours), await seconds(theirs)) for _ in range(turns)]
        assert assistant.process is not None
        memory = psutil.Process(assistant.process.pid).memory_info().rss / 2**20
    await assistant.stop()
    await asyncio.to_thread(stop_embedded, folder / "data")
    a, b = [[pair[side] * 1000 for pair in pairs] for side in (0, 1)]
    rows = [
        Row("start to first chat answer, fresh folder", f"{first:.1f} s", goal="5 s"),
        Row("memory of the bot process", f"{memory:.0f} MB", goal="250 MB"),
    ]
    for name, share, goal in (("p50", 0.5, "30 ms"), ("p99", 0.99, "100 ms")):
        mine, bare = percentile(a, share), percentile(b, share)
        beside = f"bare FastAPI with one SELECT {bare:.1f} ms (× {mine / bare:.1f})"
        rows.append(Row(f"button turn on the web chat, {name}", f"{mine:.1f} ms", beside, goal))
    return rows
