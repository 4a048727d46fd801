"""Judging a whole tracker again before it is handed over (engine rule 1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.answers import judge
from flows.image_answers import images_in
from flows.inputs import Tapped, Typed
from flows.letters import sha256_of
from flows.order import active_steps
from flows.reading import letter_text
from flows.steps import (
    Choice,
    Confirm,
    Date,
    Finding,
    Flow,
    Image,
    Images,
    Reading,
    Rejected,
    Review,
    Search,
    Step,
    Text,
    Ticks,
)
from flows.tracker import Tracker
from flows.view import View


@dataclass(frozen=True, slots=True)
class Flaw:
    """The first thing that stands against handing over: a rejected step or a finding."""

    step: str
    rejected: Rejected | None = None
    finding: Finding | None = None


def entry_finding(flow: Flow, view: View) -> Finding | None:
    """The first rule that forbids to begin."""
    return next((finding for rule in flow.entry if (finding := rule(view))), None)


def subject_finding(flow: Flow, view: View) -> Finding | None:
    """Why the flow cannot be about what its subject's slot names; None where nothing is named."""
    if not flow.subject or not view[flow.subject]:
        return None
    return next((f for f in _findings(flow, view) if f.step == flow.subject), None)


def first_flaw(flow: Flow, tracker: Tracker, now: datetime) -> Flaw | None:
    """Check every active step and every rule; None means it may be handed over.

    What forbids the whole business comes first: no step could mend it.
    """
    view = tracker.view(now)
    if finding := entry_finding(flow, view):
        return Flaw(finding.step, finding=finding)
    for step in active_steps(flow, tracker, now):
        try:
            _judge_again(step, tracker, view)
        except Rejected as rejected:
            told = next((f for f in _findings(flow, view) if f.step == step.slot), None)
            if told is not None and view[step.slot]:
                return Flaw(step.slot, finding=told)
            return Flaw(step.slot, rejected=rejected)
    return next((Flaw(finding.step, finding=finding) for finding in _findings(flow, view)), None)


def _findings(flow: Flow, view: View) -> Iterator[Finding]:
    return (finding for rule in flow.rules if (finding := rule(view)))


def _judge_again(step: Step, tracker: Tracker, view: View) -> None:
    value = view[step.slot]
    match step:
        case Review():
            return
        case Confirm() if step is _last_confirm(tracker, step):
            return
        case _ if not value:
            raise Rejected("unanswered", label=step.label or step.slot)
        case Text():
            step.check(value, view)
        case Date():
            known = {option.value for option in step.options}
            judge(
                step, Tapped(step.slot, value) if value in known else Typed(value), tracker, view
            )
        case Choice():
            judge(step, Tapped(step.slot, value), tracker, view)
        case Ticks() if value != ",".join(str(n) for n in range(1, len(step.items) + 1)):
            raise Rejected("conditions_unticked", missing=value)
        case Reading():
            _judge_reading(step, tracker, view)
        case Images() if len(images_in(value)) < step.least:
            count = str(len(images_in(value)))
            raise Rejected("images_missing", least=str(step.least), count=count)
        case Search() | Image() | Images() | Confirm() | Ticks():
            return


def _last_confirm(tracker: Tracker, step: Confirm) -> Confirm | None:
    """The step in hand: its yes is what brought us here, and is not kept."""
    return step if tracker.step == step.slot else None


def _judge_reading(step: Reading, tracker: Tracker, view: View) -> None:
    if view[step.slot] == "stored":
        return  # made at an earlier time, for what is on file and unchanged
    evidence = tracker.evidence.get(step.slot)
    if evidence is None or evidence.decided_at - evidence.shown_at < timedelta(
        seconds=step.seconds
    ):
        raise Rejected("letter_unread")
    if evidence.sha256 != sha256_of(letter_text(step, view)):
        # The person's data or employer changed after the letter was read.
        raise Rejected("letter_changed")
