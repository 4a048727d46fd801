"""The Rasa side service: installed, trained, started, watched and ended without ever blocking.

A kill -9 of ours leaves nothing behind: every Rasa process watches its parent (`rasa/leash.py`),
and a lock file, which the system frees, keeps two processes from training into one folder.
"""

import asyncio
import contextlib
import os
import secrets
import socket
import time
from pathlib import Path

import structlog

from nlu import child, environment, training
from nlu.client import RasaClient, RasaUnavailable
from nlu.folder_lock import folder_lock
from nlu.sidecar_state import Listener, Phase, SidecarState, state_now

START_SECONDS = 240.0
WATCH_SECONDS = 5.0
MISSES = 6
"""Health checks missed in a row after which a process that hangs is replaced."""
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 300.0
_STEADY_SECONDS = 60.0

log = structlog.get_logger()


class SidecarFailed(Exception):
    """A step failed; the message is its code: `no_uv`, `install`, `training`, `start`."""


class RasaSidecar:
    """One Rasa on loopback behind a random token; `client` is aimed at it while it is up."""

    def __init__(
        self, data_dir: Path, port: int = 0, token: str = "", project: Path = training.PROJECT
    ) -> None:
        self._data_dir = data_dir.resolve()
        self._models = self._data_dir / "models"
        self._project = project.resolve()
        self._port = port
        self.token = token or secrets.token_hex(32)
        self._process: asyncio.subprocess.Process | None = None
        self._task: asyncio.Task[None] | None = None
        self._listeners: list[Listener] = []
        self._is_ready = asyncio.Event()
        self.url = ""
        self.state: SidecarState = state_now(Phase.OFF)
        self.client = RasaClient(token=self.token)

    @property
    def process_id(self) -> int | None:
        """Of the process that is running now: installer, trainer or server."""
        return self._process.pid if self._process else None

    def subscribe(self, listener: Listener) -> None:
        """Call `listener` at every change of state, in the event loop."""
        self._listeners.append(listener)

    async def start(self) -> None:
        """Begin in the background; a second call changes nothing."""
        if self._task is None:
            self._task = asyncio.create_task(self._run(), name="rasa-sidecar")

    async def wait_until_ready(self, timeout: float | None = None) -> bool:
        """True as soon as Rasa answers, False after `timeout` seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                await self._is_ready.wait()
        return self._is_ready.is_set()

    async def stop(self) -> None:
        """End every process started here, and close the client."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None
        await self._end_process()
        await self.client.close()
        self._become(Phase.OFF)

    async def _run(self) -> None:
        wait = _FIRST_WAIT
        while True:
            began = time.monotonic()
            try:
                await self._install()
                await self._serve(await self._trained_model())
            except (SidecarFailed, OSError) as failure:
                reason = str(failure) if isinstance(failure, SidecarFailed) else "system"
                self._become(Phase.FAILED, reason)
            except Exception:
                log.exception("rasa_sidecar_bug")
                self._become(Phase.FAILED, "bug")
            finally:
                self.url = ""
                self.client.connect("")
                await self._end_process()
            steady = time.monotonic() - began > _STEADY_SECONDS and not self.state.reason
            wait = _FIRST_WAIT if steady else min(wait * 2, _LONGEST_WAIT)
            await asyncio.sleep(wait)

    async def _install(self) -> None:
        uv = environment.find_uv()
        if not uv:
            if environment.interpreter(self._project).exists():
                return
            raise SidecarFailed("no_uv")
        self._become(Phase.INSTALLING)
        self._data_dir.mkdir(parents=True, exist_ok=True)
        # The project's folder, where the file that names the Python versions is in reach.
        command = [*uv, "sync", "--project", str(self._project)]
        if await self._finish(command, self._project):
            raise SidecarFailed("install")

    async def _trained_model(self) -> Path:
        name = await asyncio.to_thread(training.fingerprint, self._project)
        model = self._models / f"{name}.tar.gz"
        if model.exists():
            return model
        self._become(Phase.TRAINING)
        self._models.mkdir(parents=True, exist_ok=True)
        async with folder_lock(self._models):
            if not model.exists():
                await self._train(name, model)
        return model

    async def _train(self, name: str, model: Path) -> None:
        work = self._models / f"{name}.work"
        await asyncio.to_thread(training.prepare, work, self._project)
        command = ["train", "nlu", "--nlu", "data", "--config", "config.yml"]
        command += ["--domain", "domain.yml", "--out", "out", "--fixed-model-name", "model"]
        if await self._finish(self._rasa(command), work):
            raise SidecarFailed("training")
        (work / "out" / "model.tar.gz").replace(model)
        await asyncio.to_thread(training.remove_old, self._models)

    async def _serve(self, model: Path) -> None:
        self._become(Phase.STARTING)
        port = self._port or _free_port()
        command = ["run", "--enable-api", "-i", "127.0.0.1", "-p", str(port), "-m", str(model)]
        token = {"RASA_AUTH_TOKEN": self.token}
        self._process = await self._spawn(self._rasa(command), self._models, token)
        url = f"http://127.0.0.1:{port}"
        if not await self._comes_up(self._process, url):
            raise SidecarFailed("start")
        self.url = url
        self.client.connect(url)
        self._become(Phase.READY)
        await self._watch(self._process)
        log.warning("rasa_lost")
        self._become(Phase.STARTING)

    async def _comes_up(self, process: asyncio.subprocess.Process, url: str) -> bool:
        deadline = time.monotonic() + START_SECONDS
        async with RasaClient(url, self.token) as probe:
            while process.returncode is None and time.monotonic() < deadline:
                if await probe.is_ready() and await _answers(probe):
                    return True
                await asyncio.sleep(0.5)
        return False

    async def _watch(self, process: asyncio.subprocess.Process) -> None:
        misses = 0
        while misses < MISSES:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(WATCH_SECONDS):
                    await process.wait()
                    return
            misses = 0 if await self.client.is_ready() else misses + 1

    def _rasa(self, arguments: list[str]) -> list[str]:
        python = environment.interpreter(self._project)
        return [str(python), str(self._project / "leash.py"), str(os.getpid()), *arguments]

    async def _spawn(
        self, command: list[str], cwd: Path, secret: dict[str, str] | None = None
    ) -> asyncio.subprocess.Process:
        variables = environment.variables(self._project) | (secret or {})
        rasa_log = self._data_dir / "rasa.log"
        return await child.spawn(command, cwd=cwd, log=rasa_log, environment=variables)

    async def _finish(self, command: list[str], cwd: Path) -> int:
        self._process = await self._spawn(command, cwd)
        code = await self._process.wait()
        self._process = None
        return code

    async def _end_process(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            await child.end(process)

    def _become(self, phase: Phase, reason: str = "") -> None:
        self.state = state_now(phase, reason)
        self._is_ready.set() if phase is Phase.READY else self._is_ready.clear()
        log.info("rasa_state", phase=str(phase), reason=reason)
        for listener in self._listeners:
            listener(self.state)


async def _answers(probe: RasaClient) -> bool:
    """One sentence as a warm-up: the first one loads the dictionary, which can take seconds."""
    try:
        await probe.parse("您好")
    except RasaUnavailable:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
