"""An upload on its way to a step: fetched, taken in beside the event loop, kept by its hash."""

from dataclasses import dataclass

import structlog

from bot.channels.faults import describe
from bot.channels.messages import Upload, UploadUnavailable
from bot.services import Services
from flows.answers import Sent, Unusable
from flows.images.outcome import ChoiceWanted, ImageRefused, Treatment
from flows.images.texts import accepted_text, choice_text
from flows.steps import Image, Images

UPLOAD_LIMIT = 20_000_000
"""Bytes; what Telegram's Bot API lets a bot fetch, so that both channels take the same."""

MAY_BE_ENLARGED = frozenset({"proof_unclear", "proof_plain"})
"""Refusals after which a proof can be used larger than it came, if the person wants it."""

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
    return await _judged(step, content, services)


async def enlarged(step: Image, sha256: str, services: Services) -> TakenIn:
    """A refused proof once more, made larger on request."""
    try:
        content = await services.files.get(sha256)
    except FileNotFoundError:
        return TakenIn(Unusable("upload_lost"))
    return await _judged(step, content, services, enlarge=True)


async def _judged(
    step: Image | Images, content: bytes, services: Services, *, enlarge: bool = False
) -> TakenIn:
    try:
        taken = await services.workshop.take(step.kind, content, Treatment(enlarge=enlarge))
    except ImageRefused as refused:
        facts = {name: str(fact) for name, fact in refused.facts.items()}
        is_kept = refused.code in MAY_BE_ENLARGED and isinstance(step, Image) and not enlarge
        original = await _kept(content, services) if is_kept else ""
        return TakenIn(Unusable(refused.code, facts, original or ""))
    if isinstance(taken, ChoiceWanted):
        return TakenIn(Unusable("upload_choice"), note=choice_text(taken))
    sha256 = await _kept(taken.content, services)
    if sha256 is None:
        return TakenIn(Unusable("disk_full"))
    return TakenIn(Sent(sha256, step.kind), note=accepted_text(step.kind, taken))


async def _kept(content: bytes, services: Services) -> str | None:
    try:
        return await services.files.put(content)
    except OSError as error:
        log.error("upload.not_kept", **describe(error))
        return None


def human(size: int) -> str:
    """Bytes as people read them: 3.2 MB, 86 KB."""
    if size >= 1_000_000:
        return f"{size / 1_000_000:.1f} MB"
    return f"{max(1, round(size / 1000))} KB"
