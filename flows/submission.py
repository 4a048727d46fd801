"""Handing a finished tracker to the registry: judged again, then saved or submitted."""

from dataclasses import dataclass
from datetime import datetime

from flows.image_answers import images_in
from flows.judging import Flaw, first_flaw
from flows.model import Application, ApplicationStatus, Submission
from flows.ports import Registry, RegistryRefused
from flows.steps import Flow, Image, Images, Reading, Rejected, Review, Step
from flows.stored_profile import profile_update
from flows.tracker import Tracker


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What became of it: a flaw with the reopened tracker, or the application made."""

    tracker: Tracker
    flaw: Flaw | None = None
    application: Application | None = None


async def submit(flow: Flow, tracker: Tracker, registry: Registry, now: datetime) -> HandedOver:
    """Judge everything on fresh facts, then hand over; raises as `flows.ports.Registry` does.

    The tracker's id is the key: after a kill in the middle the same hand-over is repeated and the
    registry answers what it answered before.
    """
    facts = await registry.facts(tracker.person_id)
    fresh = tracker.model_copy(update={"facts": facts})
    if (taken := await _taken_before(flow, fresh, registry)) is not None:
        return HandedOver(fresh, application=taken)
    if flaw := first_flaw(flow, fresh, now) or _moved_meanwhile(flow, tracker, fresh):
        return HandedOver(_reopened(flow, fresh, flaw), flaw=flaw)
    if flow.submit == "profile":
        evidence = tuple(fresh.evidence.values())
        await registry.save_profile(fresh.person_id, profile_update(fresh.slots, evidence))
        return HandedOver(fresh)
    if flow.submit == "withdrawal":
        withdrawn = await registry.withdraw(fresh.slots["application"], fresh.person_id)
        return HandedOver(fresh, application=withdrawn)
    return HandedOver(fresh, application=await registry.submit(_submission(flow, fresh)))


def _submission(flow: Flow, tracker: Tracker) -> Submission:
    return Submission(
        key=tracker.id,
        person_id=tracker.person_id,
        kind=flow.id,
        speciality=tracker.slots.get("speciality", ""),
        answers={
            step.slot: tracker.slots[step.slot]
            for step in flow.steps
            if _is_answer(step) and tracker.slots.get(step.slot)
        },
        files=_files(flow, tracker),
        evidence=tuple(tracker.evidence.values()),
    )


async def _taken_before(flow: Flow, tracker: Tracker, registry: Registry) -> Application | None:
    """What an interrupted hand-over of this very tracker has made already."""
    mine = [a for a in tracker.facts.applications if a.submission_key == tracker.id]
    if mine:
        return mine[0]
    subject = _subject_application(tracker)
    if flow.submit == "withdrawal" and subject is not None:
        # Whoever asked: it is what the person wants, and asking again changes nothing.
        is_asked = subject.status in (ApplicationStatus.WITHDRAWING, ApplicationStatus.WITHDRAWN)
        return subject if is_asked else None
    if flow.id == "correction" and subject and subject.status is not ApplicationStatus.CORRECTING:
        try:
            return await registry.submit(_submission(flow, tracker))
        except RegistryRefused:  # it was somebody else's move
            return None
    return None


def _moved_meanwhile(flow: Flow, before: Tracker, now: Tracker) -> Flaw | None:
    """A withdrawal that was agreed to on another status is asked for again."""
    if flow.submit != "withdrawal":
        return None
    shown, found = _subject_application(before), _subject_application(now)
    if shown is None or found is None or shown.status is found.status:
        return None
    return Flaw(before.step, rejected=Rejected("application_moved"))


def _subject_application(tracker: Tracker) -> Application | None:
    wanted = tracker.slots.get("application", "")
    return next((a for a in tracker.facts.applications if a.id == wanted), None)


def _files(flow: Flow, tracker: Tracker) -> dict[str, str]:
    """Each image by its slot; several of one slot as `SLOT.1`, `SLOT.2` ..."""
    found: dict[str, str] = {}
    for step in flow.steps:
        value = tracker.slots.get(step.slot, "")
        if isinstance(step, Image) and value:
            found[step.slot] = value
        elif isinstance(step, Images):
            for number, sha256 in enumerate(images_in(value), start=1):
                found[f"{step.slot}.{number}"] = sha256
    return found


def _is_answer(step: Step) -> bool:
    return not isinstance(step, Image | Images | Review)


def _reopened(flow: Flow, tracker: Tracker, flaw: Flaw) -> Tracker:
    """The tracker at the step that can mend the flaw; a letter is put before the person anew."""
    if not flaw.step:
        return tracker
    anew = isinstance(flow.step(flaw.step), Reading)
    gone = {flaw.step, "review"} if anew else {"review"}
    return tracker.model_copy(
        update={
            "step": "" if anew else flaw.step,
            "slots": {slot: value for slot, value in tracker.slots.items() if slot not in gone},
            "letters": {s: shown for s, shown in tracker.letters.items() if s not in gone},
        }
    )
