"""Handing a finished tracker to the registry: judged again, then saved or submitted."""

from dataclasses import dataclass
from datetime import datetime

from flows.answers import images_in
from flows.judging import Flaw, first_flaw
from flows.model import Application, Facts, Submission
from flows.ports import Registry
from flows.steps import Flow, Image, Images, Reading, Review, Step
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
    fresh = tracker.model_copy(update={"facts": _before(facts, tracker)})
    if flaw := first_flaw(flow, fresh, now):
        return HandedOver(_reopened(flow, fresh, flaw), flaw=flaw)
    evidence = tuple(fresh.evidence.values())
    if flow.submit == "profile":
        await registry.save_profile(fresh.person_id, profile_update(fresh.slots, evidence))
        return HandedOver(fresh)
    if flow.submit == "withdrawal":
        withdrawn = await registry.withdraw(fresh.slots["application"], fresh.person_id)
        return HandedOver(fresh, application=withdrawn)
    application = await registry.submit(
        Submission(
            key=fresh.id,
            person_id=fresh.person_id,
            kind=flow.id,
            speciality=fresh.slots.get("speciality", ""),
            answers={
                step.slot: fresh.slots[step.slot]
                for step in flow.steps
                if _is_answer(step) and fresh.slots.get(step.slot)
            },
            files=_files(flow, fresh),
            evidence=evidence,
        )
    )
    return HandedOver(fresh, application=application)


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


def _before(facts: Facts, tracker: Tracker) -> Facts:
    """The facts without what an interrupted hand-over of this very tracker has made already."""
    others = tuple(a for a in facts.applications if a.submission_key != tracker.id)
    return facts.model_copy(update={"applications": others})


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
