"""The assistant as a process of its own, to be killed and started again."""

import asyncio
import contextlib
import os
import secrets
import signal
import socket
import sys
from pathlib import Path

import aiohttp


def free_port() -> int:
    """A port that nobody listens on, and that the system gives to nobody who asks for any."""
    while True:
        port = 10_000 + secrets.randbelow(20_000)
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


class AssistantProcess:
    """`assistant run` with its own settings; `kill` is kill -9."""

    def __init__(self, data_dir: Path, **options: str) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.data_dir = data_dir
        self.options = {"PORT": str(self.port), "RASA": "false", "POLL_SECONDS": "0.2"} | options
        self.process: asyncio.subprocess.Process | None = None
        self.log = data_dir / "assistant.log"

    async def start(self, seconds: float = 90) -> None:
        """Start it and wait until it is healthy."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        environment = os.environ | {"DATA_DIR": str(self.data_dir)} | self.options
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                str(Path(sys.executable).parent / "assistant"),
                "run",
                env=environment,
                stdout=log,
                stderr=log,
            )
        try:
            async with asyncio.timeout(seconds):
                while not await self._is_healthy():
                    assert self.process.returncode is None, self.log.read_text("utf-8")
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(f"not healthy:\n{self.log.read_text('utf-8')}") from None

    async def kill(self) -> None:
        """kill -9."""
        assert self.process is not None, "not started"
        self.process.kill()
        await self.process.wait()

    async def stop(self) -> int:
        """Ask it to stop; answers its exit code."""
        if self.process is None or self.process.returncode is not None:
            return 0
        self.process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self.process.wait(), 60)

    async def _is_healthy(self) -> bool:
        try:
            async with (
                aiohttp.ClientSession() as http,
                http.get(f"{self.address}/healthz") as answer,
            ):
                return answer.status == 200
        except aiohttp.ClientError:
            return False
