"""An upload on its way to a step: fetched, worked on, kept; what came of it as a candidate."""

from dataclasses import dataclass, field

import structlog

from bot.channels.faults import describe
from bot.channels.messages import Upload, UploadUnavailable
from bot.services import Services
from flows.candidates import Candidate
from flows.images.intake import TakenImage
from flows.images.outcome import PLAIN, ChoiceWanted, ImageRefused, Treatment
from flows.images.texts import accepted_text, choice_text, refusal_text
from flows.steps import Image, Images

UPLOAD_LIMIT = 20_000_000
"""Bytes; what Telegram's Bot API lets a bot fetch, so that both channels take the same."""

MAY_BE_ENLARGED = frozenset({"proof_unclear", "proof_plain"})
"""Refusals after which a proof can be used larger than it came, if the person wants it."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of an upload: a candidate, or the code and facts of why not, or both."""

    candidate: Candidate | None = None
    code: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    is_doubtful: bool = False
    """True where the person should look at it before it is used."""


async def take_in(step: Image | Images, upload: Upload, services: Services) -> TakenIn:
    """The accepted image, what has to be chosen first, or the reason why it cannot be used."""
    content = await fetched(upload)
    if isinstance(content, TakenIn):
        return content
    return await _judged(step, content, PLAIN, services)


async def fetched(upload: Upload) -> bytes | TakenIn:
    """The bytes, or why there are none."""
    if upload.size > UPLOAD_LIMIT:
        facts = {"size": human(upload.size), "limit": human(UPLOAD_LIMIT)}
        return TakenIn(code="upload_too_large", facts=facts)
    try:
        return await upload.read()
    except UploadUnavailable as error:
        log.warning("upload.lost", **describe(error))
        return TakenIn(code="upload_lost")


async def treat_anew(
    step: Image | Images, candidate: Candidate, treatment: Treatment, services: Services
) -> TakenIn:
    """The same upload with what the person has chosen."""
    try:
        content = await services.originals.get(candidate.original)
    except FileNotFoundError:
        return TakenIn(code="upload_lost")
    return await _judged(step, content, treatment, services)


async def _judged(
    step: Image | Images, content: bytes, treatment: Treatment, services: Services
) -> TakenIn:
    try:
        taken = await services.workshop.take(step.kind, content, treatment)
    except ImageRefused as refused:
        facts = {name: str(fact) for name, fact in refused.facts.items()}
        candidate = None
        if refused.code in MAY_BE_ENLARGED and not treatment.enlarge:
            told = refusal_text(refused)
            candidate = await _candidate(content, treatment, services, wants="enlarge", told=told)
        return TakenIn(candidate, refused.code, facts)
    try:
        if isinstance(taken, ChoiceWanted):
            return await _to_choose(taken, content, treatment, services)
        return await _accepted(step, taken, content, treatment, services)
    except OSError as error:
        log.error("upload.not_kept", **describe(error))
        return TakenIn(code="disk_full")


async def _to_choose(
    wanted: ChoiceWanted, content: bytes, treatment: Treatment, services: Services
) -> TakenIn:
    candidate = await _candidate(
        content,
        treatment,
        services,
        wants=wanted.what,
        choices=wanted.choices,
        shown=(await services.files.put(wanted.sheet),) if wanted.sheet else (),
        told=choice_text(wanted),
    )
    # Without its original there would be nothing to choose from.
    return TakenIn(candidate) if candidate else TakenIn(code="disk_full")


async def _accepted(
    step: Image | Images,
    taken: TakenImage,
    content: bytes,
    treatment: Treatment,
    services: Services,
) -> TakenIn:
    image = await services.files.put(taken.content)
    preview = await services.files.put(taken.preview) if taken.preview else image
    can = {"signature": ("turn",), "portrait": ("turn",)}.get(step.kind, ())
    if "doubt_straightened" in taken.doubts:
        can = (*can, "plain")
    told = accepted_text(step.kind, taken)
    accepted = Candidate(original="", image=image, shown=(preview,), told=told)
    kept = await _candidate(content, treatment, services, can=can)
    if kept is not None:
        accepted = kept.model_copy(
            update={"image": image, "shown": accepted.shown, "told": accepted.told}
        )
    return TakenIn(accepted, is_doubtful=bool(taken.doubts) or step.kind != "proof")


async def _candidate(
    content: bytes,
    treatment: Treatment,
    services: Services,
    *,
    wants: str = "",
    choices: tuple[int, ...] = (),
    shown: tuple[str, ...] = (),
    can: tuple[str, ...] = (),
    told: str = "",
) -> Candidate | None:
    """With its original kept for what may still be asked of it; None where the disk is full."""
    try:
        original = await services.originals.put(content)
    except OSError as error:
        log.error("upload.original_not_kept", **describe(error))
        return None
    return Candidate(
        original=original,
        page=treatment.page,
        quarter_turns=treatment.quarter_turns,
        enlarge=treatment.enlarge,
        as_it_is=treatment.as_it_is,
        wants=wants,
        choices=choices,
        shown=shown,
        can=can,
        told=told,
    )


def human(size: int) -> str:
    """Bytes as people read them: 3.2 MB, 86 KB."""
    if size >= 1_000_000:
        return f"{size / 1_000_000:.1f} MB"
    return f"{max(1, round(size / 1000))} KB"
