"""One answer against one step: what it settles, or `Rejected`."""

import math
from datetime import timedelta

from flows import checks
from flows.image_answers import judge_image, judge_images
from flows.inputs import (
    Found,
    Given,
    Judged,
    Offered,
    Sent,
    Tapped,
    Typed,
    Unusable,
    means,
    word_of,
)
from flows.model import Evidence
from flows.options import options_of, tap_value
from flows.steps import (
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

_BETWEEN = str.maketrans("、,，;；和", "      ")


def judge(step: Step, given: Given, tracker: Tracker, view: View) -> Judged:
    """What `given` means for `step`; raises `Rejected`."""
    match step, given:
        case _, Unusable(code=code, facts=facts):
            raise Rejected(code, **facts)
        case Image(), _:
            return judge_image(step, given, tracker)
        case Images(), _:
            return judge_images(step, given, tracker)
        case _, Sent() | Offered():
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


def _pick(options: tuple[Option, ...], given: Given, code: str) -> Option:
    word = word_of(given)
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
    word = word_of(given)
    if isinstance(given, Typed) and checks.looks_like_question(word):
        raise Rejected("question_not_answer")
    if isinstance(given, Typed) and len(word) < 2 and not (word.isdecimal() and tracker.offers):
        raise Rejected("search_too_short")
    return _pick(tracker.offers, given, "choice_unknown" if tracker.offers else "search_again")


def _settle(option: Option) -> Judged:
    return Judged(value=option.value, fills=option.fills)


def _date(step: Date, given: Given, view: View) -> Judged:
    word = word_of(given)
    for option in step.options:
        if means(given, option.value, option.label, *option.aliases):
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
    if means(given, "all", "全选", "都符合", "全部符合"):
        ticked = numbers
    elif means(given, "next", "下一步"):
        if ticked != numbers:
            raise Rejected("conditions_unticked", missing="、".join(sorted(numbers - ticked)))
        return Judged(value=",".join(sorted(ticked)))
    else:
        ticked = _toggled(given, numbers, ticked)
    return Judged(partial=",".join(sorted(ticked)))


def _toggled(given: Given, numbers: set[str], ticked: set[str]) -> set[str]:
    """The ticks after a tap on one of them, or after numbers were typed."""
    word = word_of(given)
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
    if means(given, "declined", step.decline):
        return Judged(declined=True)
    if not means(given, "made", step.accept):
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
    if means(given, "yes", step.yes, "是", "好", "好的", "可以", "确认", "是的"):
        shown = tracker.letters.get(step.slot)
        return Judged(value="yes", evidence=_evidence(shown, view, "yes") if shown else None)
    if means(given, "no", step.no, "否", "不", "不要"):
        return Judged(go_back=True) if step.otherwise == "back" else Judged(declined=True)
    raise Rejected("tap_expected")


def _review(step: Review, given: Given) -> Judged:
    if means(given, "submit", step.submit):
        return Judged(value="submit")
    if isinstance(given, Tapped) and given.value.startswith("edit."):
        return Judged(edit=given.value.removeprefix("edit."))
    for value, label in step.extras:
        if means(given, value, label):
            return Judged(extra=value)
    raise Rejected("tap_expected")
