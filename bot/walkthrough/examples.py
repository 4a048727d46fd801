"""Example answers, taken from what a step itself says: its placeholder, its help, its options."""

import re
from collections.abc import Iterator

from flows.answers import Typed, judge, options_of
from flows.steps import Choice, Date, Option, Rejected, Step, Text
from flows.tracker import Tracker
from flows.view import View

_EXAMPLE = re.compile(r"例如[ 「“]*([^」”，。；、（\s]+)")
_QUOTED = re.compile(r"[「“]([^」”]+)[」”]")
ANY = "按实际情况填写"
"""Shown where a step gives no example that it would take itself."""


def example_words(step: Step, tracker: Tracker, view: View, known: str = "") -> str:
    """Words that a `Text` or a `Date` accepts."""
    person = view.facts.person
    of_person = (person.id_number, person.mobile, person.name)
    for words in (known, *_told(step, view), "2022-04-13", "2022-04", "10", *of_person, "示例"):
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
    yield step.placeholder
    for text in (_ask(step, view), step.help):
        yield from _EXAMPLE.findall(text)
    if isinstance(step, Text):
        yield step.label


def _ask(step: Step, view: View) -> str:
    return step.ask(view) if callable(step.ask) else step.ask
