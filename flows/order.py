"""Which steps apply, in what order, and which one comes before another."""

from datetime import datetime

from flows.options import options_of
from flows.steps import Choice, Flow, Step
from flows.tracker import Tracker
from flows.view import View


def active_steps(flow: Flow, tracker: Tracker, now: datetime) -> list[Step]:
    """The steps that apply, in order, by the answers so far."""
    view = tracker.view(now)
    return [step for step in flow.steps if step.when(view)]


def step_before(flow: Flow, tracker: Tracker, now: datetime) -> Step | None:
    """Where 返回上一步 leads; None at the first step. What is taken unasked is passed over."""
    steps = active_steps(flow, tracker, now)
    slots = [step.slot for step in steps]
    here = slots.index(tracker.step) if tracker.step in slots else len(slots)
    view = tracker.view(now)
    return next(
        (step for step in reversed(steps[:here]) if not is_taken_unasked(step, view)), None
    )


def is_taken_unasked(step: Step, view: View) -> bool:
    """True for a choice that leaves no choice."""
    return isinstance(step, Choice) and step.sole and len(options_of(step, view)) == 1
