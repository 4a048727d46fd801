"""The report of an evaluation as Markdown: figures, where they fall short, every miss."""

from dataclasses import dataclass

from knowledge.evaluation.outcomes import Evaluation, Outcome, is_right
from knowledge.evaluation.questions import AnswerLine

MOST_CONFUSIONS = 40


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure with what it should reach."""

    name: str
    value: float
    least: float | None = None
    most: float | None = None

    @property
    def is_met(self) -> bool:
        """True also where there is no goal."""
        return (self.least is None or self.value >= self.least) and (
            self.most is None or self.value <= self.most
        )

    @property
    def row(self) -> str:
        """As a line of a table."""
        goal = f"≥ {self.least:.2f}" if self.least is not None else ""
        goal = f"≤ {self.most:.2f}" if self.most is not None else goal
        mark = ("✓" if self.is_met else "✗") if goal else ""
        return f"| {self.name} | {self.value:.3f} | {goal} | {mark} |"


def goals(evaluation: Evaluation) -> tuple[Goal, ...]:
    """All figures, those with a goal first."""
    return (
        Goal("answers, top-1 (shown first)", evaluation.first_right(1), least=0.95),
        Goal("answers, top-3 (shown at all)", evaluation.first_right(3), least=0.98),
        Goal("intents", evaluation.intents_right, least=0.96),
        Goal("orders", evaluation.orders_right, least=0.96),
        Goal("right refusals (recall)", evaluation.refusal_recall, least=0.95),
        Goal("false refusals", evaluation.false_refusals, most=0.02),
        Goal("refusals, precision", evaluation.refusal_precision),
        Goal("search alone, top-1", evaluation.ranked_right(1)),
        Goal("search alone, top-3", evaluation.ranked_right(3)),
        Goal("questions answered at once", evaluation.answered),
        Goal("of answers given at once, right", evaluation.answered_right),
        Goal("calibration error", evaluation.calibration_error),
    )


def report(evaluation: Evaluation, title: str, pictures: tuple[str, ...] = ()) -> str:
    """The whole report; `pictures` are names of files beside it."""
    counts = (
        f"{len(evaluation.answers)} questions, {len(evaluation.orders)} orders, "
        f"{len(evaluation.refusals)} of others' business."
    )
    parts = [
        f"# {title}",
        counts,
        "| figure | value | goal | |\n|---|---|---|---|\n"
        + "\n".join(goal.row for goal in goals(evaluation)),
        *(f"![{name.partition('.')[0]}]({name})" for name in pictures),
        "## Reliability",
        "| mean confidence | right | lines |\n|---|---|---|\n"
        + "\n".join(
            f"| {one.confidence:.2f} | {one.right:.2f} | {one.count} |"
            for one in evaluation.reliability
        ),
        "## Confusions",
        "| wanted | came | times |\n|---|---|---|\n"
        + "\n".join(
            f"| {wanted} | {came} | {many} |"
            for wanted, came, many in evaluation.confusions[:MOST_CONFUSIONS]
        ),
        *_follow_ups(evaluation),
        "## Misses",
        "\n".join(_miss(one) for one in evaluation.outcomes if is_miss(one)) or "None.",
    ]
    return "\n\n".join(parts) + "\n"


def _follow_ups(evaluation: Evaluation) -> tuple[str, ...]:
    """Questions that lean on the one before; none where none were asked."""
    lines = evaluation.follow_ups
    if not lines:
        return ()
    right, shown = sum(one.is_right for one in lines), sum(one.is_shown for one in lines)
    missed = "\n".join(
        f"- {one.line.before} → {one.line.question}: wanted {one.line.id}, came "
        f"{one.answer or ', '.join(one.suggestions) or 'nothing'} ({one.asked or 'as typed'})"
        for one in lines
        if not one.is_right
    )
    return (
        "## Follow-ups",
        f"{right} of {len(lines)} answered right, {shown} answered or one tap away.",
        missed or "None missed.",
    )


def is_miss(one: Outcome) -> bool:
    """Anything but the right answer first, the right order, the due refusal."""
    if isinstance(one.line, AnswerLine):
        return not is_right(one, one.shown[:1])
    return one.read != one.wanted


def _miss(one: Outcome) -> str:
    wanted = one.line.id if isinstance(one.line, AnswerLine) else one.wanted
    came = one.action or ", ".join(one.shown) or one.status
    return f"- {one.line.question}: wanted {wanted}, came {came} ({one.confidence:.2f})"
