"""The questions a flow can ask, as data; `flows.engine` interprets them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from flows.model import Entity
from flows.view import Condition, View, always


class Rejected(Exception):
    """An answer that the person can mend; `code` has its sentence in `texts.yml`."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class Option(Entity):
    """One thing to choose; choosing it also sets the slots in `fills`."""

    value: str
    label: str
    fills: dict[str, str] = {}
    aliases: tuple[str, ...] = ()


def options_named(*labels: str) -> tuple[Option, ...]:
    """Options whose values are their labels."""
    return tuple(Option(value=label, label=label) for label in labels)


Check = Callable[[str, View], str]
"""Judges one typed answer: the value to keep, or raises `Rejected`."""

Words = str | Callable[[View], str]
"""A sentence, or one that depends on what is known."""


@dataclass(frozen=True, slots=True)
class Link:
    """A way out of a step that is no answer to it: `to` is a flow, a page or `faq:ENTRY`."""

    label: str
    to: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """Base of all steps: which slot it fills, how it is asked, when it applies."""

    slot: str
    ask: Words
    label: str = ""
    """Its line on the review page; empty: it is not shown there."""
    when: Condition = always
    help: str = ""
    """What is meant, with an example; shown after two rejections in a row."""
    placeholder: str = ""
    part: str = ""
    """The part of the form it belongs to, for 「所在企业（1/6）」."""
    clears: tuple[str, ...] = ()
    """Slots that a new answer here makes void."""
    echo: Callable[[View], str] | None = None
    """What is said once it is answered, such as what the system extracts by the answer."""
    links: tuple[Link, ...] = ()
    paper: Literal["", "certificate", "dismissal", "id_card"] = ""
    """Where its answer stands: a photo of it is read into a proposal, an upload of it compared."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Text(Step):
    """Something to type."""

    check: Check


@dataclass(frozen=True, kw_only=True, slots=True)
class Date(Step):
    """A day (kept as YYYY-MM-DD) or a month (YYYY-MM); `judge` may raise `Rejected`."""

    precision: Literal["day", "month"] = "day"
    judge: Callable[[date, View], None] | None = None
    options: tuple[Option, ...] = ()
    """Answers that are no date, such as 无固定期."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice(Step):
    """One of some options; where there is exactly one and `sole` is set, it is taken unasked."""

    options: tuple[Option, ...] | Callable[[View], tuple[Option, ...]]
    sole: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Search(Step):
    """Typed words bring options from a directory of the registry."""

    directory: Literal["enterprises"] = "enterprises"


@dataclass(frozen=True, kw_only=True, slots=True)
class Image(Step):
    """An upload; the slot keeps the accepted image's SHA-256."""

    kind: Literal["portrait", "signature", "proof"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Images(Step):
    """`least` to `most` uploads; the slot keeps their SHA-256s with commas, or `NO_IMAGES`."""

    kind: Literal["proof"] = "proof"
    least: int = 0
    most: int = 5


NO_IMAGES = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class Ticks(Step):
    """Conditions that must be ticked one by one, or all at once, before going on."""

    items: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading(Step):
    """A letter that must stay in view for `seconds` before it is accepted or declined."""

    letter: Callable[[View], str]
    """The letter's id in `flows/letters/`."""
    seconds: int = 60
    accept: str = "本人做出上述承诺"
    decline: str = "本人不做出上述承诺"
    otherwise: Literal["cancel", "keep"] = "cancel"
    """What declining does: it ends the form, or leaves it as a draft."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirm(Step):
    """Yes or no; no cancels the whole flow, or goes back one step."""

    yes: str = "确定"
    no: str = "取消"
    otherwise: Literal["cancel", "back"] = "cancel"
    shows: tuple[str, ...] = ()
    """Slots of images to put before the person."""
    letter: Callable[[View], str] | None = None
    """The id of what a yes promises, in `flows/letters/`; it is shown, and kept as evidence."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Review(Step):
    """Everything on one page, each line editable; `extras` are further buttons (value, label)."""

    submit: str = "上报"
    extras: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's verdict on the whole application."""

    code: str
    source: str
    """Where the rule stands: manual section or article."""
    step: str = ""
    """The step that can mend it."""
    remedy: str = ""
    """What can mend it: a flow or page, `FLOW.STEP`, `remind.SPECIALITY`, `progress.ID`."""
    facts: dict[str, str] = field(default_factory=dict)


Rule = Callable[[View], Finding | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Flow:
    """One declared form: one registration type is one of these."""

    id: str
    title: str
    manual: str
    intent: str
    steps: tuple[Step, ...]
    entry: tuple[Rule, ...] = ()
    """Rules that must hold before it can begin; they are checked again at the end."""
    rules: tuple[Rule, ...] = ()
    """Rules on the whole application, checked when it is submitted."""
    subject: str = ""
    """The slot that tells apart what one person may do several times at once."""
    submit: Literal["application", "profile", "withdrawal"] = "application"
    given: Callable[[View], tuple[tuple[str, str], ...]] | None = None
    """Lines of the review that were extracted and cannot be edited here."""
    prefill: Callable[[View], dict[str, str]] | None = None
    """Answers known from before, when it begins."""
    done: str = ""
    """What is said when it has been handed over, a code of `texts.yml`.

    Where `CODE.STATUS` exists for the application's status, that is said instead.
    """

    def step(self, slot: str) -> Step | None:
        """The step that fills a slot."""
        return next((step for step in self.steps if step.slot == slot), None)
