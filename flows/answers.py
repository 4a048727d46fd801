"""One answer against one step: what it settles, or `Rejected`."""

from dataclasses import dataclass, field
from datetime import timedelta

from flows import checks
from flows.model import Evidence
from flows.steps import (
    Choice,
    Confirm,
    Date,
    Image,
    Option,
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
class Typed:
    """Words the person wrote."""

    text: str


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button of the step's message."""

    step: str
    value: str


@dataclass(frozen=True, slots=True)
class Sent:
    """An image that was taken in; `kind` is what it was taken in as."""

    sha256: str
    kind: str


@dataclass(frozen=True, slots=True)
class Found:
    """What the directory holds for the words that were typed at a `Search`."""

    words: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Unusable:
    """An upload that could not be taken in, and why."""

    code: str
    facts: dict[str, str] = field(default_factory=dict)


Given = Typed | Tapped | Sent | Found | Unusable


@dataclass(frozen=True, slots=True)
class Judged:
    """What an answer settles; with no `value` the step stays open."""

    value: str = ""
    fills: dict[str, str] = field(default_factory=dict)
    partial: str = ""
    offers: tuple[Option, ...] = ()
    evidence: Evidence | None = None
    seconds_left: int = 0
    declined: bool = False
    go_back: bool = False
    extra: str = ""
    edit: str = ""


def options_of(step: Choice, view: View) -> tuple[Option, ...]:
    """The options on offer now."""
    return step.options(view) if callable(step.options) else step.options


def judge(step: Step, given: Given, tracker: Tracker, view: View) -> Judged:
    """What `given` means for `step`; raises `Rejected`."""
    match step, given:
        case _, Unusable(code=code, facts=facts):
            raise Rejected(code, **facts)
        case Image(), Sent(sha256=sha256, kind=kind) if kind == step.kind:
            return Judged(value=sha256)
        case Image(), _:
            raise Rejected("image_expected")
        case _, Sent():
            raise Rejected("image_not_expected")
        case Search(), Found(words=words, options=options):
            if not options:
                raise Rejected("nothing_found", words=words)
            return Judged(offers=options)
        case Text(), Typed(text=text):
            return Judged(value=step.check(checks.clean(text), view))
        case Date(), _:
            return _date(step, given, view)
        case Choice(), _:
            return _settle(_pick(options_of(step, view), given, "choice_unknown"))
        case Search(), _:
            return _settle(_offered(tracker, given))
        case Ticks(), _:
            return _ticks(step, _word(given), tracker)
        case Reading(), _:
            return _reading(step, _word(given), tracker, view)
        case Confirm(), _:
            return _confirm(step, _word(given))
        case Review(), _:
            return _review(step, _word(given))
    raise Rejected("text_expected")


def _word(given: Given) -> str:
    match given:
        case Typed(text=text):
            return checks.clean(text)
        case Tapped(value=value):
            return value
        case _:
            return ""


def _pick(options: tuple[Option, ...], given: Given, code: str) -> Option:
    word = _word(given)
    for number, option in enumerate(options, start=1):
        if isinstance(given, Tapped):
            if word == option.value:
                return option
        elif word in (option.label, str(number), *option.aliases):
            return option
    raise Rejected(code)


def _offered(tracker: Tracker, given: Given) -> Option:
    word = _word(given)
    if isinstance(given, Typed) and checks.looks_like_question(word):
        raise Rejected("question_not_answer")
    if isinstance(given, Typed) and len(word) < 2 and not word.isdecimal():
        raise Rejected("search_too_short")
    return _pick(tracker.offers, given, "choice_unknown")


def _settle(option: Option) -> Judged:
    return Judged(value=option.value, fills=option.fills)


def _date(step: Date, given: Given, view: View) -> Judged:
    word = _word(given)
    for option in step.options:
        if word in (option.value, option.label, *option.aliases):
            return _settle(option)
    if isinstance(given, Tapped):
        raise Rejected("choice_unknown")
    day = checks.month(word) if step.precision == "month" else checks.day(word)
    if step.judge:
        step.judge(day, view)
    return Judged(value=day.strftime("%Y-%m" if step.precision == "month" else "%Y-%m-%d"))


def _ticks(step: Ticks, word: str, tracker: Tracker) -> Judged:
    numbers = {str(number) for number in range(1, len(step.items) + 1)}
    ticked = set(filter(None, tracker.partial.split(",")))
    if word in ("all", "全选"):
        ticked = numbers
    elif word in ("next", "下一步"):
        if ticked != numbers:
            missing = "、".join(sorted(numbers - ticked))
            raise Rejected("conditions_unticked", missing=missing)
        return Judged(value=",".join(sorted(ticked)))
    elif word[:1] in "+-" and word[1:] in numbers:
        ticked = ticked | {word[1:]} if word[0] == "+" else ticked - {word[1:]}
    elif (
        word
        and set(word.replace("、", " ").replace(",", " ").replace("，", " ").split()) <= numbers
    ):
        ticked |= set(word.replace("、", " ").replace(",", " ").replace("，", " ").split())
    else:
        raise Rejected("tick_expected")
    return Judged(partial=",".join(sorted(ticked)))


def _reading(step: Reading, word: str, tracker: Tracker, view: View) -> Judged:
    if word in ("declined", step.decline):
        return Judged(declined=True)
    if word not in ("made", step.accept):
        raise Rejected("tap_expected")
    shown = tracker.letters[step.slot]
    over_at = shown.at + timedelta(seconds=step.seconds)
    if view.now < over_at:
        return Judged(seconds_left=max(1, round((over_at - view.now).total_seconds())))
    evidence = Evidence(
        letter=shown.letter,
        version=shown.version,
        sha256=shown.sha256,
        shown_at=shown.at,
        decided_at=view.now,
        choice="made",
    )
    return Judged(value="made", evidence=evidence)


def _confirm(step: Confirm, word: str) -> Judged:
    if word in ("yes", step.yes, "是", "好", "好的", "可以"):
        return Judged(value="yes")
    if word in ("no", step.no, "否", "不"):
        return Judged(go_back=True) if step.otherwise == "back" else Judged(declined=True)
    raise Rejected("tap_expected")


def _review(step: Review, word: str) -> Judged:
    if word in ("submit", step.submit):
        return Judged(value="submit")
    if word.startswith("edit."):
        return Judged(edit=word.removeprefix("edit."))
    for value, label in step.extras:
        if word in (value, label):
            return Judged(extra=value)
    raise Rejected("tap_expected")
