"""Child processes of ours: own group, output to a log, ended without leftovers (POSIX)."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Mapping
from pathlib import Path

GRACE_SECONDS = 5.0


async def spawn(
    command: list[str], *, cwd: Path, log: Path, environment: Mapping[str, str]
) -> asyncio.subprocess.Process:
    """Start `command` in a process group of its own, so that Ctrl-C is ours to pass on."""
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        return await asyncio.create_subprocess_exec(
            *command,
            cwd=cwd,
            env=dict(environment),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=descriptor,
            stderr=descriptor,
            start_new_session=True,
        )
    finally:
        os.close(descriptor)


async def end(process: asyncio.subprocess.Process) -> None:
    """End its whole group: politely first, then not; harmless when it has ended already."""
    if process.returncode is None:
        _signal_group(process.pid, signal.SIGTERM)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(GRACE_SECONDS):
                await process.wait()
    if process.returncode is None:
        _signal_group(process.pid, signal.SIGKILL)
        await process.wait()


def _signal_group(leader: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, number)
