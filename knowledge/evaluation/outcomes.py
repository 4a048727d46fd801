"""What came of each question, and the figures that sum it up."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from knowledge.evaluation.questions import AnswerLine, FollowUpLine, OrderLine, RefusalLine

ASK, REFUSED = "ask_faq", "out_of_scope"
BINS = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line, and what the whole path made of it."""

    line: AnswerLine | OrderLine | RefusalLine
    status: str
    """As in `assistant ask`."""
    intent: str
    """What the parser alone read."""
    confidence: float
    action: str = ""
    answer: str = ""
    suggestions: tuple[str, ...] = ()
    ranking: tuple[str, ...] = ()
    """The search's own best entries, best first, whatever was decided."""

    @property
    def wanted(self) -> str:
        """What the line is, in the words of `read`."""
        match self.line:
            case AnswerLine():
                return ASK
            case OrderLine(action=action):
                return action
        return REFUSED

    @property
    def read(self) -> str:
        """What the path took it for: an action, a question, small talk, or not ours."""
        if self.action:
            return self.action
        return ASK if self.status in ("answered", "unsure") else self.status

    @property
    def shown(self) -> tuple[str, ...]:
        """The entries that the person gets to see, best first; an action stands before them."""
        if self.action:
            return ("", *self.suggestions)
        return (self.answer, *self.suggestions) if self.answer else self.suggestions


@dataclass(frozen=True, slots=True)
class FollowUpOutcome:
    """A question after another one, and what the talk made of it."""

    line: FollowUpLine
    asked: str
    """The whole question that was made of it; empty where it was taken as typed."""
    answer: str
    suggestions: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        """True where the right entry was the answer."""
        return self.answer in self.line.right

    @property
    def is_shown(self) -> bool:
        """True where the right entry was the answer or one tap away."""
        return self.is_right or (not self.answer and bool(self.line.right & {*self.suggestions}))


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers and suggestions of like confidence: the mean of it, and how many were right."""

    confidence: float
    right: float
    count: int


class Evaluation:
    """Figures over all outcomes; each a share of 1."""

    def __init__(
        self, outcomes: Iterable[Outcome], follow_ups: Iterable[FollowUpOutcome] = ()
    ) -> None:
        self.outcomes = tuple(outcomes)
        self.follow_ups = tuple(follow_ups)
        self.answers = self._of(AnswerLine)
        self.orders = self._of(OrderLine)
        self.refusals = self._of(RefusalLine)
        self.ours = (*self.answers, *self.orders)

    def _of(self, kind: type) -> tuple[Outcome, ...]:
        return tuple(one for one in self.outcomes if isinstance(one.line, kind))

    def first_right(self, depth: int = 1) -> float:
        """Questions whose right entry is shown among the first `depth` (top-1, top-3)."""
        return share(self.answers, lambda one: is_right(one, one.shown[:depth]))

    def ranked_right(self, depth: int = 1) -> float:
        """The same by the search alone, before anything is decided."""
        return share(self.answers, lambda one: is_right(one, one.ranking[:depth]))

    @property
    def answered(self) -> float:
        """Questions that got an answer at once."""
        return share(self.answers, lambda one: bool(one.answer))

    @property
    def answered_right(self) -> float:
        """Of the answers given to any line of ours, those that were right."""
        given = [one for one in self.outcomes if one.answer]
        return share(given, lambda one: is_right(one, one.shown[:1]))

    @property
    def orders_right(self) -> float:
        """Orders that lead to the flow or page that was meant."""
        return share(self.orders, lambda one: one.read == one.wanted)

    @property
    def intents_right(self) -> float:
        """Lines that were taken for what they are: a question, this order, none of ours."""
        return share(self.outcomes, lambda one: one.read == one.wanted)

    @property
    def refusal_recall(self) -> float:
        """Lines of others' business that were refused."""
        return share(self.refusals, lambda one: one.read == REFUSED)

    @property
    def refusal_precision(self) -> float:
        """Of all that was refused, what had to be."""
        refused = [one for one in self.outcomes if one.read == REFUSED]
        return share(refused, lambda one: isinstance(one.line, RefusalLine))

    @property
    def false_refusals(self) -> float:
        """Questions and orders of ours that were refused."""
        return share(self.ours, lambda one: one.read == REFUSED)

    @property
    def reliability(self) -> tuple[Bin, ...]:
        """How far a confidence can be believed, over all questions and refusals."""
        judged = [one for one in (*self.answers, *self.refusals) if not one.action]
        judged.sort(key=lambda one: one.confidence)
        bins = []
        for _, group in groupby(judged, lambda one: min(int(one.confidence * BINS), BINS - 1)):
            members = list(group)
            mean = sum(one.confidence for one in members) / len(members)
            right = share(members, lambda one: is_right(one, (one.shown or one.ranking)[:1]))
            bins.append(Bin(mean, right, len(members)))
        return tuple(bins)

    @property
    def calibration_error(self) -> float:
        """Mean distance of confidence and truth over the bins, by their sizes."""
        bins = self.reliability
        total = sum(one.count for one in bins)
        return sum(abs(b.confidence - b.right) * b.count for b in bins) / total if total else 0.0

    @property
    def confusions(self) -> tuple[tuple[str, str, int], ...]:
        """What was wanted, what came, how often; most frequent first."""
        pairs: Counter[tuple[str, str]] = Counter()
        for one in self.outcomes:
            if one.read != one.wanted:
                pairs[one.wanted, one.read] += 1
            elif isinstance(one.line, AnswerLine) and not is_right(one, one.shown[:1]):
                pairs[one.line.id, one.shown[0] if one.shown else "nothing"] += 1
        return tuple((wanted, came, many) for (wanted, came), many in pairs.most_common())


def is_right(outcome: Outcome, shown: Sequence[str]) -> bool:
    """Whether one of `shown` answers the line; never for a line that is no question of ours."""
    line = outcome.line
    return isinstance(line, AnswerLine) and not line.right.isdisjoint(shown)


def share(outcomes: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> float:
    """The share for which it holds; 1 where there are none."""
    return sum(map(holds, outcomes)) / len(outcomes) if outcomes else 1.0
