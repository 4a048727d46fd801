"""A flow -> the scenes of its walk-through, each step asked in its own words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

import structlog

from bot import rendering
from bot.buttons import StepTap, read_tap
from bot.channels.faults import describe
from bot.channels.messages import BotMessage, Button
from bot.pictures.scene import Scene, Sent
from bot.walkthrough.examples import ANY, example_option, example_words, kept_words, search_words
from bot.walkthrough.sample import SAMPLE_NOW, sample_enterprise, sample_facts
from flows import texts
from flows.enterprises import enterprise_options
from flows.model import ApplicationStatus, Facts, Profession
from flows.options import tap_value
from flows.pipeline import DIRECT_KINDS, PIPELINES, StageState, stages
from flows.steps import (
    Choice,
    Confirm,
    Date,
    Flow,
    Image,
    Images,
    Reading,
    Review,
    Search,
    Step,
    Text,
    Ticks,
)
from flows.tracker import LetterShown, Tracker
from flows.view import View

log = structlog.get_logger()
T = TypeVar("T")

HEADING = "操作演示"
STAND_IN = "f" * 64
"""In place of an uploaded image."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """One screen of a step, and what the slot and its neighbours hold after it."""

    scene: Scene
    slots: dict[str, str]


@dataclass(frozen=True, slots=True)
class Walk:
    """One business from the first question to what follows."""

    scenes: tuple[Scene, ...]
    outline: tuple[str, ...]
    """A line for each part, with what it asks."""


def walk(flow: Flow) -> Walk:
    """The flow as the sample person goes through it; never fails, whatever its steps are."""
    facts = sample_facts(flow)
    nothing: dict[str, str] = {}
    known = _unless_it_fails(flow, "prefill", partial(_prefilled, flow, facts), nothing)
    slots: dict[str, str] = {}
    steps: list[Step] = []
    shown: list[list[Scene]] = []
    for step in flow.steps:
        tracker = _tracker(flow, step, slots, facts)
        if not _unless_it_fails(
            flow, step.slot, partial(step.when, tracker.view(SAMPLE_NOW)), False
        ):
            continue
        plain = [_Asked(_plain(flow, step), {step.slot: ANY})]
        asked = _unless_it_fails(
            flow, step.slot, partial(_all_asked, flow, step, tracker, known), plain
        )
        slots |= asked[-1].slots
        steps.append(step)
        shown.append([replace(one.scene, hint=step.help) for one in asked])
    numbered = [
        replace(
            scene, heading=flow.title, place=f"{number}/{len(steps)}", done=number / len(steps)
        )
        for number, scenes in enumerate(shown, 1)
        for scene in scenes
    ]
    outline = _outline(steps)
    return Walk((_opening(flow, len(steps), outline), *numbered, _ending(flow)), outline)


def _outline(steps: list[Step]) -> tuple[str, ...]:
    parts: dict[str, list[str]] = {}
    for step in steps:
        asked = parts.setdefault(step.part or step.label or step.slot, [])
        asked += [step.label] if step.label and step.part else []
    return tuple(f"{part}：{'、'.join(asked)}" if asked else part for part, asked in parts.items())


def _prefilled(flow: Flow, facts: Facts) -> dict[str, str]:
    return flow.prefill(View({}, facts, SAMPLE_NOW)) if flow.prefill else {}


def _unless_it_fails(flow: Flow, slot: str, make: Callable[[], T], otherwise: T) -> T:
    """A definition may count on facts that the sample person does not have."""
    try:
        return make()
    except Exception as error:
        log.warning("walkthrough.not_shown", flow=flow.id, step=slot, **describe(error))
        return otherwise


def _tracker(flow: Flow, step: Step, slots: dict[str, str], facts: Facts) -> Tracker:
    shown = LetterShown(letter="", version="", sha256="", at=SAMPLE_NOW)
    return Tracker(
        id="sample00",
        person_id=facts.person.id,
        flow=flow.id,
        facts=facts,
        opened_at=SAMPLE_NOW,
        step=step.slot,
        slots=dict(slots),
        letters={step.slot: shown},
    )


def _all_asked(flow: Flow, step: Step, tracker: Tracker, known: dict[str, str]) -> list[_Asked]:
    return list(_asked(flow, step, tracker, known))


def _asked(flow: Flow, step: Step, tracker: Tracker, known: dict[str, str]) -> Iterator[_Asked]:
    view, before = tracker.view(SAMPLE_NOW), known.get(step.slot, "")

    def taps(value: str, kept: str, fills: dict[str, str] | None = None, **more: object) -> _Asked:
        message = rendering.ask(flow, tracker.model_copy(update=more), view)
        scene = _scene(message)
        label = next((b.label for r in message.buttons for b in r if _value(b) == value), value)
        return _Asked(replace(scene, tapped=label), {**(fills or {}), step.slot: kept})

    def says(words: str, kept: str) -> _Asked:
        return _Asked(
            replace(_scene(rendering.ask(flow, tracker, view)), typed=words), {step.slot: kept}
        )

    match step:
        case Ticks():
            numbers = ",".join(str(number) for number in range(1, len(step.items) + 1))
            yield taps("all", "")
            yield taps("next", numbers, partial=numbers)
        case Reading():
            yield taps("made", "made")
        case Confirm():
            asked = taps("yes", "yes")
            yield replace(asked, scene=replace(asked.scene, shows=_kinds(flow, step)))
        case Review():
            yield taps("submit", "submit")
        case Image() | Images():
            scene = _scene(rendering.ask(flow, tracker, view))
            yield _Asked(replace(scene, sent=step.kind), {step.slot: STAND_IN})
            if isinstance(step, Images):
                yield taps("done", STAND_IN, partial=STAND_IN)
        case Search():
            yield from _searched(flow, step, tracker, taps, says)
        case Choice() if option := example_option(step, view, before):
            yield taps(tap_value(option.value), option.value, option.fills)
        case Date() if before and (option := example_option(step, view, before)):
            yield taps(option.value, option.value, option.fills)
        case Text() | Date():
            words = example_words(step, tracker, view, before)
            yield says(words, kept_words(step, words, tracker, view))
        case _:
            message = rendering.ask(flow, tracker, view)
            answers = (b.label for row in message.buttons for b in row if _is_answer(b))
            first = next(answers, "")
            scene = replace(_scene(message), tapped=first, typed="" if first else ANY)
            yield _Asked(scene, {step.slot: ANY})


def _kinds(flow: Flow, step: Confirm) -> tuple[Sent, ...]:
    """Of the pictures that a step puts before the person."""
    uploads = (flow.step(slot) for slot in step.shows)
    return tuple(one.kind for one in uploads if isinstance(one, Image | Images))


def _searched(
    flow: Flow,
    step: Search,
    tracker: Tracker,
    taps: Callable[..., _Asked],
    says: Callable[[str, str], _Asked],
) -> Iterator[_Asked]:
    enterprise = sample_enterprise()
    offers = enterprise_options([enterprise])
    yield says(search_words(step, tracker.view(SAMPLE_NOW), enterprise.name), "")
    yield taps(offers[0].value, offers[0].value, offers[0].fills, offers=offers)


def _scene(message: BotMessage) -> Scene:
    """A message as the screen shows it, without back, save and cancel."""
    rows = tuple(
        shown
        for row in message.buttons
        if (shown := tuple(b.label for b in row if not _is_control(b)))
    )
    hint = {"tap": "点选上面的按钮", "image": "点回形针发送图片", "text": "输入回答"}
    return Scene(
        heading=HEADING,
        title=message.title,
        asked=message.text,
        rows=rows,
        example=message.placeholder or hint[message.expects],
    )


def _value(button: Button) -> str:
    tap = read_tap(button.data)
    return tap.value if isinstance(tap, StepTap) else ""


def _is_control(button: Button) -> bool:
    value = _value(button)
    return value.startswith("!") and value != "!again"


def _is_answer(button: Button) -> bool:
    return isinstance(read_tap(button.data), StepTap) and not _is_control(button)


def _plain(flow: Flow, step: Step) -> Scene:
    """A step in its bare words, where it cannot be shown as it will look."""
    words = step.ask if isinstance(step.ask, str) else step.help or step.label or step.slot
    title = f"{flow.title} · {step.part}" if step.part else flow.title
    return Scene(heading=HEADING, title=title, asked=words, example=step.placeholder, typed=ANY)


def _opening(flow: Flow, total: int, outline: tuple[str, ...]) -> Scene:
    """What is coming; also the still for those who want nothing to move."""
    lines = [f"{number}. {line}" for number, line in enumerate(outline, 1)]
    asked = "\n".join([f"共 {total} 步：", *lines]) + "\n\n演示里的人员、单位和答案都是虚构的。"
    return Scene(heading=HEADING, title=flow.title, asked=asked)


def _ending(flow: Flow) -> Scene:
    """What is said at the end, and what follows."""
    blanks = dict.fromkeys(texts.places(flow.done), "……")
    parts = [texts.say(flow.done, **blanks)]
    if f"kind.{flow.id}" in texts.sentences():
        direct = flow.id in DIRECT_KINDS
        filed = ApplicationStatus.PENDING if direct else ApplicationStatus.SUBMITTED
        reached = stages(PIPELINES[Profession.ENGINEER], [filed], direct=direct)
        ahead = [stage.label for stage in reached if stage.state is not StageState.DONE]
        parts.append(f"接下来：{' → '.join(ahead)}。有新进展会主动告诉您。")
        return replace(
            Scene(heading=flow.title, title="申报告知", asked="\n\n".join(parts), done=1),
            rows=(("查看审核进度",),),
        )
    return Scene(heading=flow.title, title=flow.title, asked=parts[0], done=1)
