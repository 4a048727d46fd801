"""What a killed embedded server leaves behind, cleared so that the next one can start."""

import time
from pathlib import Path

import psutil

PATIENCE_SECONDS = 10.0
"""A dead server's children end by themselves within moments."""


def clear_left_over(folder: Path) -> None:
    """Remove `postmaster.pid` and its like where the process is gone; waits for its children.

    A process of that number proves nothing: it may be another one, or one that ended and was
    never waited for, as in a container without an init process.
    """
    lock = folder / "postmaster.pid"
    deadline = time.monotonic() + PATIENCE_SECONDS
    while lock.exists() and not _serves(lock):
        # While anybody still writes here, the file must stay: it keeps a second server out.
        if not any(process.info["cwd"] == str(folder) for process in _all()):
            for left in (*_sockets(lock), lock):
                left.unlink(missing_ok=True)
            return
        if time.monotonic() > deadline:
            return
        time.sleep(0.1)


def live_users(users: list[int]) -> list[int]:
    """Those processes that are still there."""
    return [pid for pid in users if psutil.pid_exists(pid)]


def _sockets(lock: Path) -> list[Path]:
    """The lock files of the dead server's sockets: the fifth line names their folder."""
    lines = lock.read_text().splitlines()
    folder = Path(lines[4]) if len(lines) > 4 and lines[4] else lock.parent
    pid = lines[0].strip() if lines else ""
    return [
        path
        for path in folder.glob(".s.PGSQL.*.lock")
        if path.read_text().partition("\n")[0].strip() == pid
    ]


def _all() -> list[psutil.Process]:
    return list(psutil.process_iter(["cwd"]))


def _serves(lock: Path) -> bool:
    try:
        process = psutil.Process(int(lock.read_text().split()[0]))
        is_gone = process.status() in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)
        return not is_gone and "postgres" in process.name()
    except (OSError, ValueError, IndexError, psutil.NoSuchProcess):
        return False
    except psutil.AccessDenied:
        return True
