"""An upload on its way to a step: fetched, taken in beside the event loop, kept by its hash."""

import asyncio
from dataclasses import dataclass

import structlog

from bot.channels.faults import describe
from bot.channels.messages import Upload, UploadUnavailable
from bot.services import Services
from flows.answers import Sent, Unusable
from flows.images.intake import take
from flows.images.outcome import ImageRefused
from flows.images.texts import accepted_text
from flows.steps import Image, Images

UPLOAD_LIMIT = 20_000_000
"""Bytes; what Telegram's Bot API lets a bot fetch, so that both channels take the same."""

AT_ONCE = asyncio.Semaphore(2)
"""The worst picture takes nearly a gigabyte while it is judged."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What to tell the engine, and what to tell the person about it."""

    given: Sent | Unusable
    note: str = ""


async def take_in(step: Image | Images, upload: Upload, services: Services) -> TakenIn:
    """The accepted image, or the reason why it cannot be used."""
    if upload.size > UPLOAD_LIMIT:
        facts = {"size": human(upload.size), "limit": human(UPLOAD_LIMIT)}
        return TakenIn(Unusable("upload_too_large", facts))
    try:
        content = await upload.read()
    except UploadUnavailable as error:
        log.warning("upload.lost", **describe(error))
        return TakenIn(Unusable("upload_lost"))
    try:
        async with AT_ONCE:
            taken = await asyncio.to_thread(take, step.kind, content)
    except ImageRefused as refused:
        return TakenIn(
            Unusable(refused.code, {name: str(fact) for name, fact in refused.facts.items()})
        )
    try:
        sha256 = await services.files.put(taken.content)
    except OSError as error:
        log.error("upload.not_kept", **describe(error))
        return TakenIn(Unusable("disk_full"))
    return TakenIn(Sent(sha256, step.kind), note=accepted_text(step.kind, taken))


def human(size: int) -> str:
    """Bytes as people read them: 3.2 MB, 86 KB."""
    if size >= 1_000_000:
        return f"{size / 1_000_000:.1f} MB"
    return f"{max(1, round(size / 1000))} KB"
