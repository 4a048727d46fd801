"""Image steps: what is asked for, and uploads that wait for the person's word."""

from bot.buttons import Kind, step_button
from bot.channels.messages import BotMessage, Button
from flows.candidates import Candidate, usable
from flows.image_answers import images_in
from flows.steps import Image, Images
from flows.tracker import Tracker

Rows = tuple[tuple[Button, ...], ...]

PAGE_BUTTONS = 12
"""Pages that have a button; further ones are typed."""
_A_ROW = 6


def ask_image(step: Image, tracker: Tracker, body: str) -> BotMessage:
    """One upload is wanted, or one of those that wait is to be used."""
    if tracker.candidates:
        return _look(tracker, tracker.candidates, use="使用这张")
    stored = tracker.slots.get(step.slot)
    return BotMessage(text=body, pictures=(stored,) if stored else (), expects="image")


def ask_images(step: Images, tracker: Tracker, body: str) -> BotMessage:
    """Several uploads, one after the other or as an album, until 完成."""
    had = images_in(tracker.partial)
    if tracker.candidates:
        looked = _look(tracker, tracker.candidates, use="收下这张")
        kept = f"已收下 {len(had)} 张，另有一张等您选择。\n\n" if had else ""
        return looked.model_copy(update={"text": kept + looked.text})
    if not had:
        rows: Rows = () if step.least else ((_button(tracker, "done", "不上传"),),)
        return BotMessage(text=body, buttons=rows, expects="image")
    more = "还可以继续发" if len(had) < step.most else f"最多 {step.most} 张，已经够了"
    finish = _button(tracker, "done", "完成", "primary")
    return BotMessage(
        text=f"已收到 {len(had)} 张，{more}。发完点「完成」。",
        buttons=((finish, _button(tracker, "clear", "清空重传")),),
        pictures=had,
        expects="image",
    )


def _look(tracker: Tracker, candidates: tuple[Candidate, ...], *, use: str) -> BotMessage:
    if len(candidates) == 1:
        return _one(tracker, candidates[0], use)
    ready = usable(candidates)
    lines = [f"第 {place} 张：{one.told}" for place, one in enumerate(candidates, start=1)]
    named = [
        _button(tracker, f"use.{candidates[place].key}", f"用第 {place + 1} 张") for place in ready
    ]
    # The last one may still want a choice; the others can be sent again.
    last = candidates[-1]
    rows = (*_rows(named), *(_choices(tracker, last) if last.wants else ()))
    return BotMessage(
        text="\n".join(["这一步只要一张图片，请选择用哪一张：", "", *lines]),
        buttons=(*rows, (_button(tracker, "!again", "都不用，重新发"),)),
        pictures=tuple(dict.fromkeys(sha for one in candidates for sha in one.shown[:1])),
        expects="image",
    )


def _one(tracker: Tracker, candidate: Candidate, use: str) -> BotMessage:
    rows = _choices(tracker, candidate)
    if candidate.image:
        rows = ((_button(tracker, f"use.{candidate.key}", use, "primary"),), *rows)
    return BotMessage(
        text=candidate.told,
        buttons=(*rows, (_button(tracker, "!again", "重新发"),)),
        pictures=candidate.shown,
        expects="image",
    )


def _choices(tracker: Tracker, candidate: Candidate) -> Rows:
    key = candidate.key
    match candidate.wants:
        case "page":
            pages = candidate.choices[:PAGE_BUTTONS]
            return _rows(
                [_button(tracker, f"page.{candidate.key}.{page}", str(page)) for page in pages]
            )
        case "turn":
            ways = enumerate(candidate.choices, start=1)
            row = [_button(tracker, f"turn.{key}.{turns}", str(way)) for way, turns in ways]
            return (tuple(row),)
        case "enlarge":
            return ((_button(tracker, f"grow.{key}", "放大后使用"),),)
    rows: Rows = ()
    if "plain" in candidate.can:
        rows = (*rows, (_button(tracker, f"plain.{key}", "用原样"),))
    if "turn" in candidate.can:
        left = _button(tracker, f"turn.{key}.3", "向左转")
        rows = (*rows, (left, _button(tracker, f"turn.{key}.1", "向右转")))
    return rows


def _rows(buttons: list[Button]) -> Rows:
    starts = range(0, len(buttons), _A_ROW)
    return tuple(tuple(buttons[start : start + _A_ROW]) for start in starts)


def _button(tracker: Tracker, value: str, label: str, kind: Kind = "plain") -> Button:
    return step_button(tracker.id, tracker.step, value, label, kind)
