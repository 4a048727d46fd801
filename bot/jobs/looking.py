"""The rhythm of jobs that look for something to do: again and again, slower through an outage."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.channels.faults import describe
from flows.ports import RegistryUnavailable
from storage.faults import is_outage

log = structlog.get_logger()
LONGEST_PAUSE = 60.0


async def keep_looking(name: str, look: Callable[[], Awaitable[object]], seconds: float) -> None:
    """Look every `seconds` until cancelled; an outage only lengthens the pause."""
    failures = 0
    while True:
        try:
            await look()
            failures = 0
        except RegistryUnavailable:
            failures += 1
            log.warning("job.registry_away", job=name, failures=failures)
        except Exception as error:
            failures += 1
            tell = log.warning if is_outage(error) else log.error
            tell("job.failed", job=name, failures=failures, **describe(error))
        longest = max(LONGEST_PAUSE, seconds)
        await asyncio.sleep(min(longest, seconds * 2 ** min(failures, 6)))
