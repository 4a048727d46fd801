"""Rasa's own commands as child processes: installed, trained, served, one at a time."""

import asyncio
import json
import os
import shutil
import socket
import time
from pathlib import Path
from typing import Any

from nlu import child, environment
from nlu.client import RasaClient, RasaUnavailable

START_SECONDS = 240.0


class RasaFailed(Exception):
    """A step failed; the message is its code: `no_uv`, `install`, `training`, `start` ..."""


class RasaProgram:
    """One child of ours in Rasa's environment at a time: installer, trainer or server.

    A kill -9 of ours leaves nothing behind: each watches its parent (`rasa/leash.py`).
    """

    def __init__(self, data_dir: Path, project: Path, token: str, *, steps_back: bool = False):
        """`steps_back` leaves the processor to whatever serves people at the same time."""
        self._data_dir = data_dir
        self._project = project
        self._token = token
        nice = shutil.which("nice") if steps_back else None
        self._before = [nice, "-n", "10"] if nice else []
        self.process: asyncio.subprocess.Process | None = None

    async def install(self, uv: list[str]) -> None:
        """Make or mend Rasa's environment; raises `RasaFailed`."""
        self._data_dir.mkdir(parents=True, exist_ok=True)
        # The project's folder, where the file that names the Python versions is in reach.
        command = [*uv, "sync", "--project", str(self._project)]
        if await self._finish(command, self._project):
            raise RasaFailed("install")

    async def train(self, work: Path, model: Path) -> None:
        """Train on what `training.prepare` has put into `work`; raises `RasaFailed`."""
        command = ["train", "nlu", "--nlu", "data", "--config", "config.yml"]
        command += ["--domain", "domain.yml", "--out", "out", "--fixed-model-name", "model"]
        if await self._finish(self._rasa(command), work):
            raise RasaFailed("training")
        (work / "out" / "model.tar.gz").replace(model)

    async def cross_validate(self, work: Path, folds: int) -> dict[str, Any]:
        """Rasa's report of intents, each line read by a model that has not seen it.

        By intent and in sum: precision, recall, f1-score, support, confused_with. Takes a
        training a fold; `training.prepare` has filled `work`. Raises `RasaFailed`.
        """
        command = ["test", "nlu", "--nlu", "data", "--config", "config.yml", "--no-plot"]
        command += ["--cross-validation", "--folds", str(folds), "--out", "results"]
        if await self._finish(self._rasa(command), work):
            raise RasaFailed("cross_validation")
        report = (work / "results" / "intent_report.json").read_text(encoding="utf-8")
        found: dict[str, Any] = json.loads(report)
        return found

    async def serve(self, model: Path, port: int = 0) -> str:
        """Start a server and answer its address once it reads sentences; raises `RasaFailed`."""
        port = port or _free_port()
        command = ["run", "--enable-api", "-i", "127.0.0.1", "-p", str(port), "-m", str(model)]
        token = {"RASA_AUTH_TOKEN": self._token}
        self.process = await self._spawn(self._rasa(command), model.parent, token)
        url = f"http://127.0.0.1:{port}"
        if not await self._comes_up(self.process, url):
            raise RasaFailed("start")
        return url

    async def end(self) -> None:
        """End the child that is running, if there is one."""
        process, self.process = self.process, None
        if process is not None:
            await child.end(process)

    async def _comes_up(self, process: asyncio.subprocess.Process, url: str) -> bool:
        deadline = time.monotonic() + START_SECONDS
        async with RasaClient(url, self._token) as probe:
            while process.returncode is None and time.monotonic() < deadline:
                if await probe.is_ready() and await reads(probe):
                    return True
                await asyncio.sleep(0.5)
        return False

    def _rasa(self, arguments: list[str]) -> list[str]:
        python = environment.interpreter(self._project)
        leash = [str(python), str(self._project / "leash.py"), str(os.getpid())]
        return [*self._before, *leash, *arguments]

    async def _spawn(
        self, command: list[str], cwd: Path, secret: dict[str, str] | None = None
    ) -> asyncio.subprocess.Process:
        variables = environment.variables(self._project) | (secret or {})
        rasa_log = self._data_dir / "rasa.log"
        return await child.spawn(command, cwd=cwd, log=rasa_log, environment=variables)

    async def _finish(self, command: list[str], cwd: Path) -> int:
        self.process = await self._spawn(command, cwd)
        code = await self.process.wait()
        self.process = None
        return code


async def reads(client: RasaClient) -> bool:
    """One sentence as a warm-up: the first one loads the dictionary, which can take seconds."""
    try:
        await client.parse("您好")
    except RasaUnavailable:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
