"""One process that takes images in, as seen from here: started when needed, ended at any time."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import BinaryIO, cast

import flows
from flows.images.outcome import Treatment
from flows.images.taken import Kind
from flows.images.wire import Outcome, receive_outcome, send_request

_ROOT = str(Path(flows.__file__).parents[1])
_COMMAND = (sys.executable, "-P", "-m", "flows.images.worker")
# Never our own settings: tokens and addresses are not for a process that opens strangers' files.
_NEEDED = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR")
_ENVIRONMENT = {
    "PYTHONPATH": _ROOT,
    "PYTHONDONTWRITEBYTECODE": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    # What a picture took is given back after it.
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "262144",
    "MALLOC_TRIM_THRESHOLD_": "262144",
}
_KILLED = (-signal.SIGKILL, -signal.SIGTERM)


class WorkerEnded(Exception):
    """The process ended over an image; its exit code, negative for a signal."""

    def __init__(self, exit_code: int) -> None:
        super().__init__(f"exit code {exit_code}")
        self.exit_code = exit_code

    @property
    def was_killed(self) -> bool:
        """Whether somebody else ended it, so that the image may be innocent."""
        return self.exit_code in _KILLED


class ImageWorker:
    """One image at a time, from any thread; `kill` may come from another."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._is_killed = False
        self._lock = Lock()

    @property
    def process_id(self) -> int | None:
        """Of the process, once the first image has started it."""
        return self._process.pid if self._process else None

    def ask(self, kind: Kind, content: bytes, treatment: Treatment) -> Outcome:
        """Blocks; raises `WorkerEnded`, and `WorkerBug`."""
        process = self._started()
        requests, outcomes = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)
        try:
            send_request(requests, kind, content, treatment)
            return receive_outcome(outcomes)
        except (OSError, EOFError):
            self.end()
            raise WorkerEnded(process.returncode) from None

    def kill(self) -> None:
        """Make an `ask` in another thread end, and no other begin."""
        with self._lock:
            self._is_killed = True
            if self._process is not None:
                self._process.kill()

    def end(self) -> None:
        """The process is gone when this returns; not while another thread asks."""
        self.kill()
        if self._process is not None:
            with suppress(OSError):
                # Also closes the pipes; what is left in them was for nobody.
                self._process.communicate()

    def _started(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._is_killed:
                raise WorkerEnded(-signal.SIGKILL)
            if self._process is None:
                kept = {name: os.environ[name] for name in _NEEDED if name in os.environ}
                self._process = subprocess.Popen(
                    _COMMAND,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env=kept | _ENVIRONMENT,
                )
            return self._process
