"""Example answers, taken from what a step itself says: its placeholder, its help, its options."""

import re
from collections.abc import Iterator

from flows.answers import judge
from flows.inputs import Typed
from flows.options import options_of
from flows.steps import Choice, Date, Option, Rejected, Step
from flows.tracker import Tracker
from flows.view import View

_SENTENCE = re.compile(r"例如：([^。…]+)")
_EXAMPLE = re.compile(r"例如[ 「“]*([^：」”，。；、（\s]+)")
_QUOTED = re.compile(r"[「“]([^」”]+)[」”]")
OTHER_NAME = "甄样例"
"""For whoever takes another name."""
ANY = "按实际情况填写"
"""Shown where a step gives no example that it would take itself."""


def example_words(step: Step, tracker: Tracker, view: View, known: str = "") -> str:
    """Words that a `Text` or a `Date` accepts."""
    usual = ("2022-04-13", "2022-04", "10", "示例")
    for words in (known, *_told(step, view), *_of_person(step, view), step.placeholder, *usual):
        try:
            if words and judge(step, Typed(words), tracker, view).value:
                return words
        except Rejected:
            continue
    return ANY


def kept_words(step: Step, words: str, tracker: Tracker, view: View) -> str:
    """What the slot keeps of them."""
    try:
        return judge(step, Typed(words), tracker, view).value or words
    except Rejected:
        return words


def example_option(step: Choice | Date, view: View, known: str = "") -> Option | None:
    """The option known from before, or one that the help speaks of, or the first."""
    options = options_of(step, view) if isinstance(step, Choice) else step.options
    named = _QUOTED.findall(step.help)
    chosen = [option for option in options if option.value == known]
    chosen += [option for option in options if option.label in named and option.label != "无"]
    return next(iter((*chosen, *options)), None)


def search_words(step: Step, view: View, name: str) -> str:
    """Part of a name: as the step says it, where that would find it, or its beginning."""
    told = [words for words in _QUOTED.findall(_ask(step, view)) if _finds(words, name)]
    return next(iter(told), name[:4])


def _finds(words: str, name: str) -> bool:
    return all(part in name for part in words.split())


def _told(step: Step, view: View) -> Iterator[str]:
    for text in (_ask(step, view), step.help, step.placeholder):
        yield from _SENTENCE.findall(text)
        yield from _EXAMPLE.findall(text)


def _of_person(step: Step, view: View) -> tuple[str, ...]:
    """What the sample person would write: their own particulars where the step asks for such."""
    person, words = view.facts.person, _ask(step, view)
    if "姓名" in words:
        return person.name, OTHER_NAME
    return (person.id_number, person.mobile)


def _ask(step: Step, view: View) -> str:
    return step.ask(view) if callable(step.ask) else step.ask
