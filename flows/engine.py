"""The interpreter of flows: (flow, tracker, input, now) -> Turn. Pure; nothing is read or sent."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from flows.answers import judge
from flows.candidates import is_gone
from flows.image_answers import gathered, proposed
from flows.inputs import Given, Judged, Tapped, Unusable
from flows.letters import letter, sha256_of
from flows.model import Facts
from flows.options import options_of
from flows.order import active_steps, is_taken_unasked, step_before
from flows.reading import letter_of, letter_text
from flows.steps import (
    Choice,
    Confirm,
    Flow,
    Image,
    Images,
    Reading,
    Rejected,
    Review,
    Step,
    Ticks,
)
from flows.tracker import LetterShown, Tracker, new_id
from flows.view import View


class Outcome(StrEnum):
    """What one input came to."""

    ASKED = "asked"
    TICKED = "ticked"
    FOUND = "found"
    REJECTED = "rejected"
    EARLY = "early"
    STALE = "stale"
    REPEATED = "repeated"
    ASKS_CANCEL = "asks_cancel"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    SAVED = "saved"
    EXTRA = "extra"
    SUBMIT = "submit"


@dataclass(frozen=True, slots=True)
class Turn:
    """The engine's reply to one input; `tracker.step` is the step now in hand."""

    tracker: Tracker
    outcome: Outcome
    rejected: Rejected | None = None
    taken: tuple[str, ...] = ()
    """Slots settled without asking: named before the flow began, or with one option only."""
    seconds_left: int = 0
    extra: str = ""
    answered: str = ""
    """The slot that this input has settled."""


def begin(
    flow: Flow,
    person_id: str,
    facts: Facts,
    now: datetime,
    *,
    slots: dict[str, str] | None = None,
) -> Turn:
    """Open a flow at its first unanswered step; `slots` are answers known from elsewhere."""
    tracker = Tracker(
        id=new_id(),
        person_id=person_id,
        flow=flow.id,
        facts=facts,
        opened_at=now,
    )
    known = flow.prefill(tracker.view(now)) if flow.prefill else {}
    settled = _with(tracker, slots={**known, **(slots or {})})
    settled = _without_unacceptable(flow, settled, now)
    turn = _go_on(flow, settled, now)
    named = tuple(slot for slot in slots or {} if turn.tracker.slots.get(slot))
    return replace(turn, taken=named + turn.taken)


def resume(flow: Flow, tracker: Tracker, facts: Facts, now: datetime) -> Turn:
    """Ask the step in hand again, on today's facts; whatever was answered stays."""
    known = _drop_inactive(flow, _with(tracker, facts=facts, rejections=0), now)
    fresh = _without_unacceptable(flow, known, now)
    step = flow.step(fresh.step)
    if step is None or not step.when(fresh.view(now)) or fresh.slots != known.slots:
        return _go_on(flow, fresh, now)
    return Turn(_open(flow, fresh, step, now), Outcome.ASKED)


def answer(flow: Flow, tracker: Tracker, given: Given, now: datetime) -> Turn:
    """Apply one input to the step in hand; a tap that moves on is kept, to know its double."""
    turn = _answer(flow, tracker, given, now)
    moved = turn.tracker.step != tracker.step
    if isinstance(given, Tapped) and moved and turn.outcome is Outcome.ASKED:
        tap = f"{given.step}|{given.value}"
        return replace(turn, tracker=_with(turn.tracker, last_tap=tap))
    return turn


def _answer(flow: Flow, tracker: Tracker, given: Given, now: datetime) -> Turn:
    step = flow.step(tracker.step)
    if step is None:
        return _go_on(flow, tracker, now)
    if isinstance(given, Tapped):
        if given.step != step.slot:
            repeated = f"{given.step}|{given.value}" == tracker.last_tap
            return Turn(tracker, Outcome.REPEATED if repeated else Outcome.STALE)
        if given.value.startswith("!"):
            return _steer(flow, tracker, step, given.value, now)
        if given.value.startswith("take."):
            given = proposed(step, tracker, given.value) or given
        elif isinstance(step, Image | Images) and is_gone(tracker.candidates, given.value):
            return Turn(tracker, Outcome.STALE)
    try:
        judged = judge(step, given, tracker, tracker.view(now))
    except Rejected as rejected:
        again = _with(tracker, rejections=tracker.rejections + 1)
        if isinstance(given, Unusable):
            again = _with(again, candidates=given.candidates)
        return Turn(again, Outcome.REJECTED, rejected=rejected)
    return _apply(flow, tracker, step, judged, now)


def back(flow: Flow, tracker: Tracker, now: datetime) -> Turn:
    """Ask the step before; its answer is kept until it is given anew."""
    before = step_before(flow, tracker, now) or flow.step(tracker.step)
    assert before is not None, "a tracker in hand always stands at a step"
    kept = {slot: value for slot, value in tracker.slots.items() if slot != tracker.step}
    reopened = _with(tracker, slots=kept if _is_passing(flow, tracker.step) else tracker.slots)
    if _is_passing(flow, before.slot):
        reopened = _with(reopened, slots={**reopened.slots} | {before.slot: ""})
    return Turn(_open(flow, reopened, before, now), Outcome.ASKED)


def edit(flow: Flow, tracker: Tracker, slot: str, now: datetime) -> Turn:
    """Ask one step anew from the review; everything else stays."""
    step = flow.step(slot)
    if step is None or not step.when(tracker.view(now)):
        return Turn(tracker, Outcome.STALE)
    return Turn(_open(flow, tracker, step, now), Outcome.ASKED)


def _steer(flow: Flow, tracker: Tracker, step: Step, value: str, now: datetime) -> Turn:
    match value:
        case "!back":
            return back(flow, tracker, now)
        case "!keep" if can_keep(step, tracker.view(now)):
            return _go_on(flow, tracker, now)
        case "!cancel":
            return Turn(tracker, Outcome.ASKS_CANCEL)
        case "!drop":
            return Turn(tracker, Outcome.CANCELLED)
        case "!save":
            return Turn(tracker, Outcome.SAVED)
        case "!stay":
            return Turn(tracker, Outcome.ASKED)
        case "!again":
            return Turn(_with(tracker, offers=(), candidates=()), Outcome.ASKED)
    return Turn(tracker, Outcome.STALE)


def can_keep(step: Step, view: View) -> bool:
    """True where the step has an answer that may stay as it is."""
    if isinstance(step, Choice):
        return view[step.slot] in {option.value for option in options_of(step, view)}
    return bool(view[step.slot]) and not isinstance(step, Ticks | Confirm | Review)


def _declined(step: Step) -> Outcome:
    if isinstance(step, Reading):
        return Outcome.SAVED if step.otherwise == "keep" else Outcome.DECLINED
    return Outcome.CANCELLED


def _apply(flow: Flow, tracker: Tracker, step: Step, judged: Judged, now: datetime) -> Turn:
    if judged.seconds_left:
        return Turn(tracker, Outcome.EARLY, seconds_left=judged.seconds_left)
    if judged.declined:
        return Turn(tracker, _declined(step), extra="declined")
    if judged.go_back:
        return back(flow, tracker, now)
    if judged.edit:
        return edit(flow, tracker, judged.edit, now)
    calm = _with(tracker, rejections=0)
    if judged.extra:
        return Turn(calm, Outcome.EXTRA, extra=judged.extra)
    if judged.offers:
        return Turn(_with(calm, offers=judged.offers), Outcome.FOUND)
    if judged.candidates is not None and not judged.value:
        looked = _with(calm, candidates=judged.candidates, partial=judged.partial)
        return Turn(looked, Outcome.ASKED)
    if not judged.value:
        return Turn(_with(calm, partial=judged.partial), Outcome.TICKED)
    void = _voided(flow, tracker, step, judged, now)
    kept = {slot: value for slot, value in tracker.slots.items() if slot not in void}
    answered = _with(
        calm,
        slots={**kept, **judged.fills, step.slot: judged.value},
        evidence={**tracker.evidence, **({step.slot: judged.evidence} if judged.evidence else {})},
        letters={slot: shown for slot, shown in tracker.letters.items() if slot not in void},
    )
    after = replace(_go_on(flow, answered, now), answered=step.slot)
    if after.outcome is Outcome.SUBMIT:
        # The last yes is not kept: whatever hinders the hand-over asks for it again.
        asked_again = {s: v for s, v in after.tracker.slots.items() if s != step.slot}
        return replace(after, tracker=_with(after.tracker, step=step.slot, slots=asked_again))
    return after


def _voided(flow: Flow, tracker: Tracker, step: Step, judged: Judged, now: datetime) -> set[str]:
    """Slots that the new answer makes void; a letter read in this run stays read if unchanged."""
    if judged.value == tracker.slots.get(step.slot):
        return set()
    changed = {**tracker.slots, **judged.fills, step.slot: judged.value}
    view = _with(tracker, slots=changed).view(now)
    return {slot for slot in step.clears if not _stays_read(flow, tracker, slot, view)}


def _stays_read(flow: Flow, tracker: Tracker, slot: str, view: View) -> bool:
    """True for a letter that was read in this run and would be the same again."""
    step, evidence = flow.step(slot), tracker.evidence.get(slot)
    return step is not None and evidence is not None and evidence.letter == letter_of(step, view)


def _go_on(flow: Flow, tracker: Tracker, now: datetime) -> Turn:
    taken: list[str] = []
    while True:
        tracker = _drop_inactive(flow, tracker, now)
        tracker = _with(tracker, subject=tracker.slots.get(flow.subject, ""))
        step = next(
            (s for s in active_steps(flow, tracker, now) if not tracker.slots.get(s.slot)), None
        )
        if step is None:
            return Turn(tracker, Outcome.SUBMIT, taken=tuple(taken))
        if isinstance(step, Choice) and is_taken_unasked(step, tracker.view(now)):
            (only,) = options_of(step, tracker.view(now))
            slots = {**tracker.slots, **only.fills, step.slot: only.value}
            tracker = _with(tracker, slots=slots)
            taken.append(step.slot)
            continue
        return Turn(_open(flow, tracker, step, now), Outcome.ASKED, taken=tuple(taken))


def _open(flow: Flow, tracker: Tracker, step: Step, now: datetime) -> Tracker:
    opened = _with(tracker, step=step.slot, partial=gathered(tracker, step), offers=())
    if letter_id := letter_of(step, tracker.view(now)):
        version = letter(letter_id).version
        sha256 = sha256_of(letter_text(step, tracker.view(now)))
        before = tracker.letters.get(step.slot)
        if before is None or before.sha256 != sha256:
            shown = LetterShown(letter=letter_id, version=version, sha256=sha256, at=now)
            opened = _with(opened, letters={**tracker.letters, step.slot: shown})
    if tracker.step != step.slot:
        opened = _with(opened, rejections=0, candidates=())
    return opened


def _is_passing(flow: Flow, slot: str) -> bool:
    """True for steps whose answer is a mere yes to go on, never worth keeping."""
    return isinstance(flow.step(slot), Review | Confirm)


def _drop_inactive(flow: Flow, tracker: Tracker, now: datetime) -> Tracker:
    view = tracker.view(now)
    inactive = {step.slot for step in flow.steps if not step.when(view)}
    kept = {slot: value for slot, value in tracker.slots.items() if slot not in inactive}
    return (
        tracker if kept == tracker.slots else _drop_inactive(flow, _with(tracker, slots=kept), now)
    )


def _without_unacceptable(flow: Flow, tracker: Tracker, now: datetime) -> Tracker:
    """Known answers that a choice no longer offers are asked after all."""
    view = tracker.view(now)
    gone = {
        step.slot
        for step in flow.steps
        if isinstance(step, Choice)
        and tracker.slots.get(step.slot)
        and tracker.slots[step.slot] not in {option.value for option in options_of(step, view)}
    }
    return _with(tracker, slots={s: v for s, v in tracker.slots.items() if s not in gone})


def _with(tracker: Tracker, **changes: object) -> Tracker:
    return tracker.model_copy(update=changes)
