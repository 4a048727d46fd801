"""A trained, running Rasa for tests: one a session, its model cached by fingerprint."""

import asyncio
import os
import tempfile
import threading
import time
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from nlu.client import RasaClient
from nlu.sidecar import RasaSidecar
from nlu.sidecar_state import Phase

Answer = TypeVar("Answer")
PATIENCE_SECONDS = 900.0
"""For an installation, a training and a start on a busy machine."""


def cache_folder() -> Path:
    """Where models outlive a test run."""
    folder = Path(tempfile.gettempdir()) / f"registration-assistant-rasa-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


class RunningRasa:
    """The side service in a thread and loop of its own, so that it outlives a test's loop."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.sidecar = RasaSidecar(data_dir)

    def begin(self) -> None:
        self._thread.start()
        self._ask(self.sidecar.start())
        self._ask(self._is_up())

    async def _is_up(self) -> None:
        """Wait for it; a failure is told at once, with the end of Rasa's log."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not await self.sidecar.wait_until_ready(1):
            if self.sidecar.state.phase is Phase.FAILED or time.monotonic() > deadline:
                end = (self.data_dir / "rasa.log").read_text("utf-8", errors="replace")[-2000:]
                raise AssertionError(f"{self.sidecar.state.english}\n{end}")

    def finish(self) -> None:
        self._ask(self.sidecar.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def client(self) -> RasaClient:
        """A client for the caller's loop; the caller closes it."""
        return RasaClient(self.sidecar.url, self.sidecar.token)

    def _ask(self, question: Coroutine[Any, Any, Answer]) -> Answer:
        return asyncio.run_coroutine_threadsafe(question, self._loop).result(PATIENCE_SECONDS + 60)


@pytest.fixture(scope="session")
def rasa() -> Iterator[RunningRasa]:
    """Installed, trained (unless cached) and up; only for tests marked `rasa`."""
    running = RunningRasa(cache_folder())
    try:
        running.begin()
        yield running
    finally:
        running.finish()
