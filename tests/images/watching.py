"""What is seen of the work on images from outside: memory of a worker, pauses of the loop."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path


def peak_memory(process_id: int) -> int:
    """The most bytes that the process has ever had resident."""
    for line in Path(f"/proc/{process_id}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise AssertionError("no peak is told")


async def longest_pause(
    work: Callable[[], Awaitable[object]], clock: Callable[[], float] = time.perf_counter
) -> float:
    """Seconds by which a task that wants to run every millisecond was late at most.

    By `time.process_time` only what this process did meanwhile counts, not its waiting for a core.
    """
    late = 0.0

    async def tick() -> None:
        nonlocal late
        while True:
            began = clock()
            await asyncio.sleep(0.001)
            late = max(late, clock() - began - 0.001)

    ticking = asyncio.create_task(tick())
    await asyncio.sleep(0.01)
    await work()
    ticking.cancel()
    return late
