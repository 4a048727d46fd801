"""A step in hand -> the message that asks it, for every channel alike."""

import math
from datetime import timedelta
from functools import singledispatch

from bot.buttons import Kind, menu_button, step_button
from bot.channels.messages import BotMessage, Button
from bot.image_cards import ask_image, ask_images
from flows.engine import can_keep
from flows.image_answers import images_in
from flows.letters import letter
from flows.options import options_of, tap_value
from flows.order import active_steps, step_before
from flows.reading import letter_text
from flows.steps import (
    Choice,
    Confirm,
    Date,
    Flow,
    Image,
    Images,
    Link,
    Reading,
    Review,
    Search,
    Step,
    Ticks,
)
from flows.tracker import Tracker
from flows.view import View

Rows = tuple[tuple[Button, ...], ...]

CONTROLS = (("!back", "返回上一步"), ("!save", "存草稿"), ("!cancel", "取消"))
OPTION_ROW_WIDTH = 24
"""Options share a row while their labels together are at most this many columns."""


def ask(
    flow: Flow, tracker: Tracker, view: View, *, note: str = "", brief: bool = False
) -> BotMessage:
    """The message that asks the step in hand, after a `note`; `brief` leaves long texts out."""
    step = flow.step(tracker.step)
    assert step is not None, "a tracker in hand always stands at a step"
    body = _words(step, view)
    message = _asking(step, flow, tracker, view, body, brief)
    message = _with_proposal(step, tracker, message)
    rows = list(message.buttons)
    if can_keep(step, view):
        rows.append((_button(tracker, "!keep", f"保留：{_shown(display(step, view))}"),))
    rows += [(_link_button(link),) for link in step.links]
    steps = active_steps(flow, tracker, view.now)
    controls = list(CONTROLS if step_before(flow, tracker, view.now) else CONTROLS[1:])
    if isinstance(step, Confirm) and step.no == "取消":
        controls.pop()  # the dialog's own 取消 is the one that the manual means
    rows.append(tuple(_button(tracker, value, label) for value, label in controls))
    return message.model_copy(
        update={
            "title": _title(flow, step, steps),
            "text": f"{note}\n\n{message.text}" if note else message.text,
            "buttons": tuple(rows),
        }
    )


def _with_proposal(step: Step, tracker: Tracker, message: BotMessage) -> BotMessage:
    """What a photographed paper seems to answer, beside the place in the photo."""
    proposal = tracker.proposals.get(step.slot)
    if proposal is None or proposal.value == tracker.slots.get(step.slot):
        return message
    yes = _button(tracker, f"take.{proposal.key}", "对，就用它", "primary")
    return message.model_copy(
        update={
            "text": f"{proposal.told}\n\n不对的话：{message.text}",
            "buttons": ((yes,), *message.buttons),
            "pictures": (proposal.shown,) if proposal.shown else (),
        }
    )


def display(step: Step, view: View) -> str:
    """An answer as the review shows it."""
    value = view[step.slot]
    match step:
        case Image():
            return "✓ 已上传" if value else ""
        case Images():
            count = len(images_in(value))
            return f"✓ 已上传 {count} 张" if count else "不上传"
        case Search():
            return view[f"{step.slot}_name"] or value
        case Choice():
            return next((o.label for o in options_of(step, view) if o.value == value), value)
        case Date():
            return next((o.label for o in step.options if o.value == value), value)
    return value


def outline(flow: Flow, tracker: Tracker, view: View) -> str:
    """What is going to be asked, said once at the beginning of a longer form."""
    steps = active_steps(flow, tracker, view.now)
    parts = list(dict.fromkeys(step.part for step in steps if step.part))
    if len(parts) < 3:
        return ""
    return f"一共 {len(parts)} 部分：{' → '.join(parts)}。随时可以存草稿，也可以直接提问。"


def _link_button(link: Link) -> Button:
    verb, _, target = link.to.rpartition(":")
    return menu_button(link.label, verb or "go", target)


def _shown(value: str) -> str:
    return value if len(value) <= 20 else f"{value[:19]}…"


def _title(flow: Flow, step: Step, steps: list[Step]) -> str:
    siblings = [other for other in steps if other.part == step.part]
    place = f"（{siblings.index(step) + 1}/{len(siblings)}）" if len(siblings) > 1 else ""
    return f"{flow.title} · {step.part}{place}" if step.part else flow.title


def _words(step: Step, view: View) -> str:
    return step.ask(view) if callable(step.ask) else step.ask


def _button(tracker: Tracker, value: str, label: str, kind: Kind = "plain") -> Button:
    return step_button(tracker.id, tracker.step, value, label, kind)


@singledispatch
def _asking(
    step: Step, flow: Flow, tracker: Tracker, view: View, body: str, brief: bool
) -> BotMessage:
    return BotMessage(text=body, placeholder=step.placeholder)


@_asking.register
def _(step: Date, flow: Flow, tracker: Tracker, view: View, body: str, brief: bool) -> BotMessage:
    rows = tuple((_button(tracker, option.value, option.label),) for option in step.options)
    return BotMessage(text=body, buttons=rows, placeholder=step.placeholder)


@_asking.register
def _(
    step: Choice, flow: Flow, tracker: Tracker, view: View, body: str, brief: bool
) -> BotMessage:
    options = [(tap_value(option.value), option.label) for option in options_of(step, view)]
    return BotMessage(text=body, buttons=_option_rows(tracker, options), expects="tap")


@_asking.register
def _(
    step: Search, flow: Flow, tracker: Tracker, view: View, body: str, brief: bool
) -> BotMessage:
    if not tracker.offers:
        return BotMessage(text=body, placeholder=step.placeholder)
    options = [(tap_value(option.value), option.label) for option in tracker.offers]
    rows = _option_rows(tracker, [*options, ("!again", "都不是，重新搜索")])
    return BotMessage(
        text=f"找到 {len(options)} 家，请选择：", buttons=rows, placeholder="也可以换几个字再搜"
    )


@_asking.register
def _(step: Image, flow: Flow, tracker: Tracker, view: View, body: str, brief: bool) -> BotMessage:
    return ask_image(step, tracker, body)


@_asking.register
def _(
    step: Images, flow: Flow, tracker: Tracker, view: View, body: str, brief: bool
) -> BotMessage:
    return ask_images(step, tracker, body)


@_asking.register
def _(step: Ticks, flow: Flow, tracker: Tracker, view: View, body: str, brief: bool) -> BotMessage:
    ticked = set(tracker.partial.split(","))
    numbers = [str(number) for number in range(1, len(step.items) + 1)]
    lines = [
        f"{'✓' if number in ticked else '☐'} {number}、{item}"
        for number, item in zip(numbers, step.items, strict=True)
    ]
    toggles = tuple(
        _button(tracker, f"-{number}", f"✓ {number}")
        if number in ticked
        else _button(tracker, f"+{number}", f"☐ {number}")
        for number in numbers
    )
    everything = ticked.issuperset(numbers)
    rows: Rows = (
        toggles if everything else (*toggles, _button(tracker, "all", "全选")),
        (_button(tracker, "next", "下一步", "primary" if everything else "plain"),),
    )
    return BotMessage(text="\n".join([body, "", *lines]), buttons=rows, expects="tap")


@_asking.register
def _(
    step: Reading, flow: Flow, tracker: Tracker, view: View, body: str, brief: bool
) -> BotMessage:
    title = letter(step.letter(view)).title
    over_at = tracker.letters[step.slot].at + timedelta(seconds=step.seconds)
    left = math.ceil((over_at - view.now).total_seconds())
    wait = f"还需阅读 {left} 秒，之后" if left > 0 else ""
    text = (
        f"回到《{title}》，{wait}请作出选择。"
        if brief
        else f"{title}\n\n{letter_text(step, view)}\n\n{body}"
    )
    return BotMessage(
        text=text,
        buttons=(
            (_button(tracker, "made", step.accept, "primary"),),
            (_button(tracker, "declined", step.decline),),
        ),
        countdown_until=over_at if step.seconds and over_at > view.now else None,
        expects="tap",
    )


@_asking.register
def _(
    step: Confirm, flow: Flow, tracker: Tracker, view: View, body: str, brief: bool
) -> BotMessage:
    row = (_button(tracker, "yes", step.yes, "primary"), _button(tracker, "no", step.no))
    pictures = tuple(tracker.slots[slot] for slot in step.shows if tracker.slots.get(slot))
    if step.letter is not None:
        adapted = letter(step.letter(view)).adapted
        note = "（参照勘察设计注册工程师的提示改写，以系统页面为准）" if adapted else ""
        body = f"{letter_text(step, view)}{note}\n\n{body}"
    return BotMessage(text=body, buttons=(row,), pictures=pictures, expects="tap")


@_asking.register
def _(
    step: Review, flow: Flow, tracker: Tracker, view: View, body: str, brief: bool
) -> BotMessage:
    lines = [f"{label}：{value}" for label, value in (flow.given(view) if flow.given else ())]
    editable = [s for s in active_steps(flow, tracker, view.now) if s.label]
    lines += ["", *(f"{s.label}：{display(s, view)}" for s in editable)]
    rows: list[tuple[Button, ...]] = [(_button(tracker, "submit", step.submit, "primary"),)]
    rows += [(_button(tracker, value, label),) for value, label in step.extras]
    rows += _option_rows(tracker, [(f"edit.{s.slot}", f"改 {s.label}") for s in editable])
    return BotMessage(text="\n".join([body, "", *lines]), buttons=tuple(rows), expects="tap")


def _option_rows(tracker: Tracker, options: list[tuple[str, str]]) -> Rows:
    rows: list[tuple[Button, ...]] = []
    width = 0
    for value, label in options:
        button = _button(tracker, value, label)
        columns = 2 * len(label)
        if rows and width + columns <= OPTION_ROW_WIDTH and len(rows[-1]) < 3:
            rows[-1] = (*rows[-1], button)
            width += columns
        else:
            rows.append((button,))
            width = columns
    return tuple(rows)
