"""The Rasa side service: installed, trained, started, watched and ended without ever blocking.

A lock file, which the system frees, keeps two processes from training into one folder.
"""

import asyncio
import contextlib
import secrets
import time
from pathlib import Path

import structlog

from nlu import environment, models, training
from nlu.client import RasaClient
from nlu.folder_lock import folder_lock
from nlu.program import RasaFailed, RasaProgram
from nlu.sidecar_state import Listener, Phase, SidecarState, state_now

WATCH_SECONDS = 5.0
MISSES = 6
"""Health checks missed in a row after which a process that hangs is replaced."""
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 300.0
_STEADY_SECONDS = 60.0

log = structlog.get_logger()


class RasaSidecar:
    """One Rasa on loopback behind a random token; `client` is aimed at it while it is up."""

    def __init__(
        self, data_dir: Path, port: int = 0, token: str = "", project: Path = training.PROJECT
    ) -> None:
        self.data_dir = data_dir.resolve()
        self.models = self.data_dir / "models"
        self.project = project.resolve()
        self._port = port
        self.token = token or secrets.token_hex(32)
        self._program = RasaProgram(self.data_dir, self.project, self.token)
        self._task: asyncio.Task[None] | None = None
        self._listeners: list[Listener] = []
        self._is_ready = asyncio.Event()
        self.url = ""
        self.state: SidecarState = state_now(Phase.OFF)
        self.client = RasaClient(token=self.token)

    @property
    def process_id(self) -> int | None:
        """Of the process that is running now: installer, trainer or server."""
        return self._program.process.pid if self._program.process else None

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
        await self._program.end()
        await self.client.close()
        self._become(Phase.OFF)

    async def serve_again(self) -> None:
        """Replace the server that is running by a fresh one, with the model that is chosen now."""
        await self._program.end()

    async def _run(self) -> None:
        wait = _FIRST_WAIT
        while True:
            began = time.monotonic()
            try:
                await self._install()
                await self._serve(await self._trained_model())
            except (RasaFailed, OSError) as failure:
                reason = str(failure) if isinstance(failure, RasaFailed) else "system"
                self._become(Phase.FAILED, reason)
                if reason == "start":
                    await asyncio.to_thread(models.back_to_the_first, self.models, self.project)
            except Exception:
                log.exception("rasa_sidecar_bug")
                self._become(Phase.FAILED, "bug")
            finally:
                self.url = ""
                self.client.connect("")
                await self._program.end()
            steady = time.monotonic() - began > _STEADY_SECONDS and not self.state.reason
            wait = _FIRST_WAIT if steady else min(wait * 2, _LONGEST_WAIT)
            await asyncio.sleep(wait)

    async def _install(self) -> None:
        if uv := environment.find_uv():
            self._become(Phase.INSTALLING)
            await self._program.install(uv)
        elif not environment.interpreter(self.project).exists():
            raise RasaFailed("no_uv")

    async def _trained_model(self) -> Path:
        kept = await asyncio.to_thread(models.chosen, self.models, self.project)
        model = kept.path(self.models)
        if model.exists():
            return model
        self._become(Phase.TRAINING)
        self.models.mkdir(parents=True, exist_ok=True)
        async with folder_lock(self.models):
            if not model.exists():
                work = self.models / f"{kept.model}.work"
                await asyncio.to_thread(training.prepare, work, self.project)
                await self._program.train(work, model)
                await asyncio.to_thread(training.remove_old, self.models)
        return model

    async def _serve(self, model: Path) -> None:
        self._become(Phase.STARTING)
        self.url = await self._program.serve(model, self._port)
        self.client.connect(self.url)
        self._become(Phase.READY)
        assert self._program.process is not None, "it serves"
        await self._watch(self._program.process)
        log.warning("rasa_lost")
        self._become(Phase.STARTING)

    async def _watch(self, process: asyncio.subprocess.Process) -> None:
        misses = 0
        while misses < MISSES:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(WATCH_SECONDS):
                    await process.wait()
                    return
            misses = 0 if await self.client.is_ready() else misses + 1

    def _become(self, phase: Phase, reason: str = "") -> None:
        self.state = state_now(phase, reason)
        self._is_ready.set() if phase is Phase.READY else self._is_ready.clear()
        log.info("rasa_state", phase=str(phase), reason=reason)
        for listener in self._listeners:
            listener(self.state)
