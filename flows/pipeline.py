"""How an application moves: the status machine and the two timelines, as data (domain 3.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from flows.model import FINISHED, Actor, ApplicationStatus, Profession

S = ApplicationStatus

# Straight to the authority, without the enterprise (manual 2.6, 2.7).
DIRECT_KINDS = frozenset({"info_update", "defence"})


class Event(StrEnum):
    """What can happen to an application."""

    SUBMIT = "submit"
    SUBMIT_DIRECTLY = "submit-directly"
    REPORT = "report"
    RETURN = "return"
    DELIVER = "deliver"
    REQUEST_CORRECTION = "request-correction"
    CORRECT = "correct"
    ACCEPT = "accept"
    DECLINE = "decline"
    REVIEW = "review"
    PUBLICISE = "publicise"
    APPROVE = "approve"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    CONSENT = "consent"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Transition:
    """One allowed move; `source` is the manual's section (M) or `I` where it is inferred."""

    status: ApplicationStatus
    event: Event
    actors: frozenset[Actor]
    to: ApplicationStatus
    source: str
    guard: str = ""


class MoveRefused(Exception):
    """The machine has no such move; `code` is explained in `texts.yml`."""

    def __init__(self, code: str, status: ApplicationStatus, event: Event) -> None:
        super().__init__(f"{code}: {event} from {status}")
        self.code = code
        self.status = status
        self.event = event


_PERSON = frozenset({Actor.PERSON})
_ENTERPRISE = frozenset({Actor.ENTERPRISE})
_AUTHORITY = frozenset({Actor.AUTHORITY})
_DELIVERY = frozenset({Actor.AUTHORITY, Actor.SYSTEM})

_FREE = "尚未到主管部门，可直接撤回"
_CONSENT = "已到主管部门、尚未受理，撤回需企业同意"
_COMPLETE = "个人信息三部分齐全，照片和签名已上传"

TRANSITIONS: tuple[Transition, ...] = (
    Transition(S.DRAFT, Event.SUBMIT, _PERSON, S.SUBMITTED, "M 3.1-3.5", _COMPLETE),
    Transition(S.DRAFT, Event.SUBMIT_DIRECTLY, _PERSON, S.PENDING, "M 2.6, 2.7"),
    Transition(S.SUBMITTED, Event.REPORT, _ENTERPRISE, S.REPORTED, "M 3.2.2, 5"),
    Transition(S.SUBMITTED, Event.RETURN, _ENTERPRISE, S.RETURNED, "I"),
    Transition(S.REPORTED, Event.DELIVER, _DELIVERY, S.PENDING, "I"),
    Transition(
        S.PENDING, Event.REQUEST_CORRECTION, _AUTHORITY, S.CORRECTING, "M 3.1.3", "补正内容和原因"
    ),
    Transition(S.CORRECTING, Event.CORRECT, _PERSON, S.PENDING, "M 3.1.3", "补正图片 200-500 KB"),
    Transition(S.PENDING, Event.ACCEPT, _AUTHORITY, S.ACCEPTED, "I"),
    Transition(S.PENDING, Event.DECLINE, _AUTHORITY, S.DECLINED, "I"),
    Transition(S.CORRECTING, Event.DECLINE, _AUTHORITY, S.DECLINED, "I"),
    Transition(S.ACCEPTED, Event.REVIEW, _AUTHORITY, S.REVIEWING, "I"),
    Transition(S.REVIEWING, Event.PUBLICISE, _AUTHORITY, S.PUBLICISED, "I"),
    Transition(S.REVIEWING, Event.APPROVE, _AUTHORITY, S.APPROVED, "M 2.4, 2.5"),
    Transition(S.REVIEWING, Event.REJECT, _AUTHORITY, S.REJECTED, "M 2.4", "审核意见"),
    Transition(S.PUBLICISED, Event.APPROVE, _AUTHORITY, S.APPROVED, "M 2.4, 2.5"),
    Transition(S.PUBLICISED, Event.REJECT, _AUTHORITY, S.REJECTED, "M 2.4", "审核意见"),
    Transition(S.SUBMITTED, Event.WITHDRAW, _PERSON, S.WITHDRAWN, "M 5", _FREE),
    Transition(S.REPORTED, Event.WITHDRAW, _PERSON, S.WITHDRAWN, "M 5", _FREE),
    Transition(S.PENDING, Event.WITHDRAW, _PERSON, S.WITHDRAWING, "M 5", _CONSENT),
    Transition(S.CORRECTING, Event.WITHDRAW, _PERSON, S.WITHDRAWING, "M 5", _CONSENT),
    Transition(S.WITHDRAWING, Event.CONSENT, _ENTERPRISE, S.WITHDRAWN, "M 5", "仍未受理"),
    # Where a correction is still wanted, a refusal leads back to CORRECTING: see `move`.
    Transition(S.WITHDRAWING, Event.REFUSE, _ENTERPRISE, S.PENDING, "I"),
    Transition(S.WITHDRAWING, Event.ACCEPT, _AUTHORITY, S.ACCEPTED, "I", "受理后撤回申请失效"),
)

_MOVES = {(one.status, one.event): one for one in TRANSITIONS}


def move(
    status: ApplicationStatus, event: Event, actor: Actor, *, correction_open: bool = False
) -> ApplicationStatus:
    """The status after `event`; raises `MoveRefused`.

    `correction_open`: the authority's 补正 is still unanswered, so a refused withdrawal leads
    back to waiting for it.
    """
    transition = _MOVES.get((status, event))
    if transition is None:
        raise MoveRefused(_why_not(status, event), status, event)
    if actor not in transition.actors:
        raise MoveRefused("not_your_move", status, event)
    if event is Event.REFUSE and correction_open:
        return S.CORRECTING
    return transition.to


def possible(status: ApplicationStatus, *actors: Actor) -> tuple[Event, ...]:
    """What may happen now, by these actors or by anybody."""
    return tuple(
        one.event
        for one in TRANSITIONS
        if one.status is status and (not actors or one.actors & set(actors))
    )


def can_withdraw(kind: str, status: ApplicationStatus) -> bool:
    """True where the person may ask for 撤回 now (manual 5).

    No enterprise takes part in the direct kinds, so nobody could consent.
    """
    return kind not in DIRECT_KINDS and Event.WITHDRAW in possible(status, Actor.PERSON)


def _why_not(status: ApplicationStatus, event: Event) -> str:
    if status in FINISHED:
        return "application_finished"
    if event is Event.WITHDRAW and status is S.WITHDRAWING:
        return "withdrawal_already_asked"
    if event is Event.WITHDRAW and status is S.UNKNOWN:
        return "withdrawal_not_offered"
    if event is Event.WITHDRAW:
        return "withdrawal_too_late"
    if event is Event.CORRECT:
        return "no_correction_wanted"
    return "not_possible_now"


@dataclass(frozen=True, slots=True)
class Node:
    """One point of a timeline; it is done once the application has had one of `done_at`.

    `only_if`: a finished application that never had this status leaves the node out.
    """

    label: str
    done_at: frozenset[ApplicationStatus]
    only_if: ApplicationStatus | None = None


_DECIDED = {S.APPROVED, S.REJECTED}
_REVIEWED = _DECIDED | {S.PUBLICISED}
_ACCEPTED = _REVIEWED | {S.ACCEPTED, S.REVIEWING}
_REPORTED = _ACCEPTED | {S.REPORTED, S.PENDING, S.CORRECTING, S.WITHDRAWING, S.DECLINED}

_PERSON_NODE = Node("个人上报", frozenset(set(S) - {S.DRAFT}))
_ENTERPRISE_NODE = Node("企业上报", frozenset(_REPORTED))
_ACCEPT_NODE = Node("部级受理", frozenset(_ACCEPTED))
_PUBLICITY_NODE = Node("公示", frozenset(_DECIDED), only_if=S.PUBLICISED)
_APPROVAL_NODE = Node("终审发布", frozenset({S.APPROVED}))

# The manual's pictures 1 and 2 (section 4) lost their node names: correct them here.
PIPELINES: dict[Profession, tuple[Node, ...]] = {
    Profession.ARCHITECT: (
        _PERSON_NODE,
        _ENTERPRISE_NODE,
        _ACCEPT_NODE,
        Node("管理委员会审查", frozenset(_REVIEWED)),
        _PUBLICITY_NODE,
        _APPROVAL_NODE,
    ),
    Profession.ENGINEER: (
        _PERSON_NODE,
        _ENTERPRISE_NODE,
        _ACCEPT_NODE,
        Node("部级审查", frozenset(_REVIEWED)),
        _PUBLICITY_NODE,
        _APPROVAL_NODE,
    ),
}


class StageState(StrEnum):
    """How a node of a timeline looks."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Stage:
    """A node and how far it is."""

    label: str
    state: StageState


def stages(
    nodes: Iterable[Node], history: Iterable[ApplicationStatus], *, direct: bool = False
) -> list[Stage]:
    """The timeline of an application that has had the statuses of `history`, oldest first.

    `direct`: the application goes to the authority without the enterprise (manual 2.6, 2.7).
    """
    had = list(history)
    finished = bool(had) and had[-1] in FINISHED
    answer: list[Stage] = []
    open_seen = False
    for node in nodes:
        skipped = finished and node.only_if is not None and node.only_if not in had
        if skipped or (direct and node is _ENTERPRISE_NODE):
            continue
        if not open_seen and node.done_at & set(had):
            state = StageState.DONE
        elif not open_seen:
            open_seen = True
            state = StageState.STOPPED if finished else StageState.CURRENT
        else:
            state = StageState.AHEAD
        answer.append(Stage(node.label, state))
    return answer
