"""One answer against one step: what it settles, or `Rejected`."""

import math
from dataclasses import dataclass, field
from datetime import timedelta

from flows import checks
from flows.model import Evidence
from flows.options import options_of, tap_value
from flows.steps import (
    NO_IMAGES,
    Choice,
    Confirm,
    Date,
    Image,
    Images,
    Option,
    Reading,
    Rejected,
    Review,
    Search,
    Step,
    Text,
    Ticks,
)
from flows.tracker import LetterShown, Tracker
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
    original: str = ""
    """SHA-256 of what was sent, where it can be used enlarged."""


_DONE = ("完成", "不上传", "没有", "无", "好了", "发完了", "传完了", "就这些", "没了")
_BETWEEN = str.maketrans("、,，;；和", "      ")

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


def judge(step: Step, given: Given, tracker: Tracker, view: View) -> Judged:
    """What `given` means for `step`; raises `Rejected`."""
    match step, given:
        case _, Unusable(code=code, facts=facts):
            raise Rejected(code, **facts)
        case Image(), Sent(sha256=sha256, kind=kind) if kind == step.kind:
            return Judged(value=sha256)
        case Image(), _:
            raise Rejected("image_expected")
        case Images(), _:
            return _images(step, given, tracker)
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
            return _ticks(step, given, tracker)
        case Reading(), _:
            return _reading(step, given, tracker, view)
        case Confirm(), _:
            return _confirm(step, given, tracker, view)
        case Review(), _:
            return _review(step, given)
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
            if word in (option.value, tap_value(option.value)):
                return option
        elif word in (option.label, str(number), *option.aliases):
            return option
    if isinstance(given, Typed) and len(word) > 1:
        meant = [option for option in options if word in option.label]
        if len(meant) == 1:
            return meant[0]
    raise Rejected(code)


def _offered(tracker: Tracker, given: Given) -> Option:
    word = _word(given)
    if isinstance(given, Typed) and checks.looks_like_question(word):
        raise Rejected("question_not_answer")
    if isinstance(given, Typed) and len(word) < 2 and not (word.isdecimal() and tracker.offers):
        raise Rejected("search_too_short")
    return _pick(tracker.offers, given, "choice_unknown" if tracker.offers else "search_again")


def _means(given: Given, value: str, *said: str) -> bool:
    """True for the button with `value`, or for its words typed; a typed `value` means nothing."""
    if isinstance(given, Tapped):
        return given.value == value
    return isinstance(given, Typed) and _word(given) in said


def _settle(option: Option) -> Judged:
    return Judged(value=option.value, fills=option.fills)


def _date(step: Date, given: Given, view: View) -> Judged:
    word = _word(given)
    for option in step.options:
        if _means(given, option.value, option.label, *option.aliases):
            return _settle(option)
    if isinstance(given, Tapped):
        raise Rejected("choice_unknown")
    day = checks.month(word) if step.precision == "month" else checks.day(word)
    if step.judge:
        step.judge(day, view)
    return Judged(value=day.strftime("%Y-%m" if step.precision == "month" else "%Y-%m-%d"))


def _ticks(step: Ticks, given: Given, tracker: Tracker) -> Judged:
    numbers = {str(number) for number in range(1, len(step.items) + 1)}
    ticked = set(filter(None, tracker.partial.split(",")))
    if _means(given, "all", "全选", "都符合", "全部符合"):
        ticked = numbers
    elif _means(given, "next", "下一步"):
        if ticked != numbers:
            raise Rejected("conditions_unticked", missing="、".join(sorted(numbers - ticked)))
        return Judged(value=",".join(sorted(ticked)))
    else:
        ticked = _toggled(given, numbers, ticked)
    return Judged(partial=",".join(sorted(ticked)))


def images_in(value: str) -> tuple[str, ...]:
    """The SHA-256s that an `Images` slot, or its unfinished input, names."""
    return tuple(one for one in value.split(",") if one and one != NO_IMAGES)


def _images(step: Images, given: Given, tracker: Tracker) -> Judged:
    had = images_in(tracker.partial)
    match given:
        case Sent(sha256=sha256, kind=kind) if kind == step.kind:
            if sha256 in had:
                raise Rejected("image_repeated")
            if len(had) >= step.most:
                raise Rejected("images_enough", most=str(step.most))
            return Judged(partial=",".join([*had, sha256]))
        case _ if _means(given, "clear", "清空重传"):
            return Judged(partial="")
        case _ if _means(
            given,
            "done",
            "完成",
            "不上传",
            "没有",
            "无",
            "好了",
            "发完了",
            "传完了",
            "就这些",
            "没了",
        ):
            if len(had) < step.least:
                raise Rejected("images_missing", least=str(step.least), count=str(len(had)))
            return Judged(value=",".join(had) or NO_IMAGES)
    raise Rejected("images_expected")


def _toggled(given: Given, numbers: set[str], ticked: set[str]) -> set[str]:
    """The ticks after a tap on one of them, or after numbers were typed."""
    word = _word(given)
    if isinstance(given, Tapped):
        sign, number = word[:1], word[1:]
        if number in numbers and sign in ("+", "-"):
            return ticked | {number} if sign == "+" else ticked - {number}
    elif isinstance(given, Typed):
        named = set(word.translate(_BETWEEN).split())
        if named and named <= numbers:
            return ticked | named
    raise Rejected("tick_expected")


def _reading(step: Reading, given: Given, tracker: Tracker, view: View) -> Judged:
    if _means(given, "declined", step.decline):
        return Judged(declined=True)
    if not _means(given, "made", step.accept):
        raise Rejected("tap_expected")
    shown = tracker.letters[step.slot]
    over_at = shown.at + timedelta(seconds=step.seconds)
    if view.now < over_at:
        return Judged(seconds_left=math.ceil((over_at - view.now).total_seconds()))
    return Judged(value="made", evidence=_evidence(shown, view, "made"))


def _evidence(shown: LetterShown, view: View, choice: str) -> Evidence:
    return Evidence(
        letter=shown.letter,
        version=shown.version,
        sha256=shown.sha256,
        shown_at=shown.at,
        decided_at=view.now,
        choice=choice,
    )


def _confirm(step: Confirm, given: Given, tracker: Tracker, view: View) -> Judged:
    if _means(given, "yes", step.yes, "是", "好", "好的", "可以", "确认", "是的"):
        shown = tracker.letters.get(step.slot)
        return Judged(value="yes", evidence=_evidence(shown, view, "yes") if shown else None)
    if _means(given, "no", step.no, "否", "不", "不要"):
        return Judged(go_back=True) if step.otherwise == "back" else Judged(declined=True)
    raise Rejected("tap_expected")


def _review(step: Review, given: Given) -> Judged:
    if _means(given, "submit", step.submit):
        return Judged(value="submit")
    if isinstance(given, Tapped) and given.value.startswith("edit."):
        return Judged(edit=given.value.removeprefix("edit."))
    for value, label in step.extras:
        if _means(given, value, label):
            return Judged(extra=value)
    raise Rejected("tap_expected")
