"""Pictures drawn beside the event loop and kept in the file store."""

import asyncio
from collections.abc import Callable
from typing import ParamSpec

import structlog

from bot.channels.faults import describe
from bot.services import Services

AT_ONCE = asyncio.Semaphore(2)
"""Everybody may ask for a picture at the same moment; the others wait for their turn."""

log = structlog.get_logger()
P = ParamSpec("P")


async def drawn(
    services: Services, draw: Callable[P, bytes], *args: P.args, **kwargs: P.kwargs
) -> tuple[str, ...]:
    """The picture's SHA-256 alone in a tuple; empty where the disk is full, as words go on."""
    async with AT_ONCE:
        content = await asyncio.to_thread(draw, *args, **kwargs)
    try:
        return (await services.files.put(content),)
    except OSError as error:
        log.error("picture.not_kept", **describe(error))
        return ()
