"""Answers to the steps that take uploads."""

from flows.candidates import RETAKING, named_place
from flows.inputs import Given, Judged, Offered, Sent, Tapped, Typed, means, word_of
from flows.options import tap_value
from flows.steps import NO_IMAGES, Choice, Image, Images, Rejected, Step
from flows.tracker import Tracker

_DONE = ("完成", "不上传", "没有", "无", "好了", "发完了", "传完了", "就这些", "没了")


def images_in(value: str) -> tuple[str, ...]:
    """The SHA-256s that an `Images` slot, or its unfinished input, names."""
    return tuple(one for one in value.split(",") if one and one != NO_IMAGES)


def _chosen(given: Given, tracker: Tracker) -> int | None:
    is_tap = isinstance(given, Tapped)
    return named_place(tracker.candidates, word_of(given), is_tap=is_tap)


def judge_image(step: Image, given: Given, tracker: Tracker) -> Judged:
    """An upload settles the step, or waits for the person's word on it."""
    match given:
        case Sent(sha256=sha256, kind=kind) if kind == step.kind:
            return Judged(value=sha256)
        case Offered(candidates=candidates):
            return Judged(candidates=candidates)
    if (place := _chosen(given, tracker)) is not None:
        return Judged(value=tracker.candidates[place].image)
    if tracker.candidates and means(given, "!again", *RETAKING):
        return Judged(candidates=())
    raise Rejected("image_undecided" if tracker.candidates else "image_expected")


def judge_images(step: Images, given: Given, tracker: Tracker) -> Judged:
    """Uploads gather until 完成."""
    had, waiting = images_in(tracker.partial), tracker.candidates
    match given:
        case Sent(sha256=sha256, kind=kind) if kind == step.kind:
            return Judged(partial=_with_image(step, had, sha256))
        case Offered(candidates=candidates):
            return Judged(partial=tracker.partial, candidates=candidates)
    if (place := _chosen(given, tracker)) is not None:
        left = waiting[:place] + waiting[place + 1 :]
        return Judged(partial=_with_image(step, had, waiting[place].image), candidates=left)
    if waiting and means(given, "!again", *RETAKING):
        return Judged(partial=tracker.partial, candidates=())
    if means(given, "clear", "清空重传"):
        return Judged(partial="", candidates=())
    if means(given, "done", *_DONE):
        if waiting:
            raise Rejected("image_undecided")
        if len(had) < step.least:
            raise Rejected("images_missing", least=str(step.least), count=str(len(had)))
        return Judged(value=",".join(had) or NO_IMAGES)
    raise Rejected("images_expected")


def _with_image(step: Images, had: tuple[str, ...], sha256: str) -> str:
    if sha256 in had:
        raise Rejected("image_repeated")
    if len(had) >= step.most:
        raise Rejected("images_enough", most=str(step.most))
    return ",".join([*had, sha256])


def gathered(tracker: Tracker, step: Step) -> str:
    """What a step opens with: uploads are never asked for twice."""
    if not isinstance(step, Images):
        return ""
    kept = tracker.partial if tracker.step == step.slot else tracker.slots.get(step.slot, "")
    return ",".join(images_in(kept))


def proposed(step: Step, tracker: Tracker, word: str) -> Given | None:
    """What a yes to the proposal at this step means; None for a button that is gone."""
    proposal = tracker.proposals.get(step.slot)
    if proposal is None or word != f"take.{proposal.key}":
        return None
    if isinstance(step, Choice):
        return Tapped(step.slot, tap_value(proposal.value))
    return Typed(proposal.value)
