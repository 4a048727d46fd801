"""`assistant run` as a process: what keeps it from starting, its stop, and its database's death."""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import psutil
import pytest

from tests.own_postgres import OwnPostgres, action, open_folder, until
from tests.processes import AssistantProcess, free_port
from tests.web.users import WebUser


def run(data_dir: Path, **options: str) -> subprocess.CompletedProcess[str]:
    """A start that fails."""
    told = {"RASA": "false", "DATA_DIR": str(data_dir), "PORT": str(free_port())} | options
    return subprocess.run(
        [Path(sys.executable).parent / "assistant", "run"],
        env=os.environ | told,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_port_in_use(data_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        refused = run(data_dir, PORT=str(port))
    assert refused.returncode == 1
    assert f"127.0.0.1:{port} is in use by another program" in refused.stderr
    assert "set PORT to a free port" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_database_that_is_away_at_the_start(data_dir: Path) -> None:
    port = free_port()
    refused = run(data_dir, DATABASE_URL=f"postgresql://bot:s3cret@127.0.0.1:{port}/bot")
    assert refused.returncode == 1
    assert f"the database at 127.0.0.1:{port}/bot does not answer" in refused.stderr
    assert "correct DATABASE_URL" in refused.stderr
    assert "s3cret" not in refused.stderr
    assert "Traceback" not in refused.stderr


def test_wrong_options(data_dir: Path) -> None:
    refused = run(data_dir, PORT="0", POLL_SECONDS="never")
    assert refused.returncode == 2
    assert "PORT:" in refused.stderr
    assert "POLL_SECONDS:" in refused.stderr
    assert not data_dir.exists()


def test_a_data_folder_that_cannot_be_written(data_dir: Path, database_address: str) -> None:
    data_dir.write_bytes(b"")
    refused = run(data_dir, DATABASE_URL=database_address)
    assert refused.returncode == 1
    assert f"nothing can be written into the folder {data_dir}" in refused.stderr
    assert "Set DATA_DIR" in refused.stderr


async def test_a_signal_with_an_open_stream(database_address: str, data_dir: Path) -> None:
    assistant = AssistantProcess(data_dir, DATABASE_URL=database_address)
    await assistant.start()
    async with WebUser(assistant.address) as user:
        await user.types("/help")
        assert await assistant.stop() == 0
    assert "graceful shutdown exceeded" not in assistant.log.read_text("utf-8")


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """A data folder with an embedded database."""
    folder = open_folder()
    yield folder / "data"
    for process in psutil.process_iter(["cmdline"]):
        if str(folder) in (process.info["cmdline"] or []):
            process.kill()
    shutil.rmtree(folder, ignore_errors=True)


def postmaster(data_dir: Path) -> psutil.Process:
    return psutil.Process(int((data_dir / "postgres/postmaster.pid").read_text().split()[0]))


@pytest.mark.slow
async def test_the_embedded_database_through_kills(own_folder: Path) -> None:
    assistant = AssistantProcess(own_folder)
    await assistant.start()
    async with WebUser(assistant.address) as user:
        await user.types("怎么撤回")
        kept = user.cookies
        # Only the database dies: it is started again, by itself.
        postmaster(own_folder).kill()
        await until(lambda: says(assistant, 503))
        await until(lambda: says(assistant, 200))
        await user.types("/help")
        await assistant.kill()
        # Both die, as when the power fails.
        server = postmaster(own_folder)
        for process in [server, *server.children()]:
            process.kill()
    await assistant.start()
    async with WebUser(assistant.address) as user:
        user.cookies = kept
        await user.opens()
        assert [entry["text"] for entry in user.entries.values() if entry["author"] != "bot"] == [
            "怎么撤回",
            "/help",
        ]
    assert await assistant.stop() == 0
    left = own_folder / "postgres" / "postmaster.pid"
    assert not await asyncio.to_thread(left.exists), "a clean stop leaves no database behind"


async def says(assistant: AssistantProcess, status: int) -> bool:
    async with (
        aiohttp.ClientSession() as http,
        http.get(f"{assistant.address}/healthz") as answer,
    ):
        return answer.status == status


@pytest.fixture
async def own_postgres() -> AsyncIterator[OwnPostgres]:
    server = await asyncio.to_thread(OwnPostgres)
    yield server
    server.thaw()
    await asyncio.to_thread(server.remove)


async def say(user: WebUser, text: str, id_: str) -> tuple[int, str]:
    """What the page's script does: its own id, and words that a refusal is told in."""
    form = aiohttp.FormData({"id": id_, "text": text}, default_to_multipart=True)
    async with user.http.post(f"{user.address}/chat/say", data=form) as answer:
        return answer.status, await answer.text()


async def visit(address: str) -> None:
    """Somebody new, who is answered."""
    async with WebUser(address) as user:
        await user.types("/help")


@pytest.mark.slow
async def test_a_database_that_goes_away_and_comes_back(
    own_postgres: OwnPostgres, data_dir: Path
) -> None:
    assistant = AssistantProcess(data_dir, DATABASE_URL=own_postgres.address)
    await assistant.start()
    async with WebUser(assistant.address) as user:
        # As many connections as a busy hour has: each of them is broken afterwards.
        await asyncio.gather(*(visit(assistant.address) for _ in range(8)))
        await asyncio.to_thread(own_postgres.stop)
        assert await says(assistant, 503)
        lost = action()
        status, words = await say(user, "怎么撤回", lost)
        assert status == 503, "the page sends it again by itself, under the same id"
        assert "服务暂时不可用，请稍后再试。您已填写的内容都在。" in words
        await asyncio.to_thread(own_postgres.start)
        await until(lambda: says(assistant, 200), 5)
        status, _ = await say(user, "怎么撤回", lost)
        assert status == 200
        await asyncio.gather(*(visit(assistant.address) for _ in range(8)))
        await user.opens()
        assert [e["text"] for e in user.entries.values()].count("怎么撤回") == 1
    assert await assistant.stop() == 0


@pytest.mark.slow
async def test_a_database_that_hangs(own_postgres: OwnPostgres, data_dir: Path) -> None:
    assistant = AssistantProcess(data_dir, DATABASE_URL=own_postgres.address)
    await assistant.start()
    async with WebUser(assistant.address) as user:
        own_postgres.freeze()
        asked = asyncio.create_task(say(user, "怎么撤回", action()))
        began = time.monotonic()
        assert await says(assistant, 503)
        assert time.monotonic() - began < 10, "who asks for health gives up sooner"
        own_postgres.thaw()
        status, _ = await asyncio.wait_for(asked, 60)
        assert status == 200
        await until(lambda: says(assistant, 200), 5)
        await user.opens()
        assert [e["text"] for e in user.entries.values()].count("怎么撤回") == 1
    assert await assistant.stop() == 0
