from itertools import product

import pytest

from flows.model import FINISHED, Actor, Profession
from flows.model import ApplicationStatus as S
from flows.pipeline import (
    PIPELINES,
    TRANSITIONS,
    Event,
    MoveRefused,
    StageState,
    move,
    possible,
    stages,
)
from tests.status_table import ALLOWED, AUTHORITY, ENTERPRISE, PERSON


def test_exactly_these_moves_are_allowed() -> None:
    done = []
    for status, event, actor in product(S, Event, Actor):
        try:
            done.append((status, event, actor, move(status, event, actor)))
        except MoveRefused:
            continue
    assert sorted(done) == sorted(ALLOWED)


def test_every_transition_names_its_source() -> None:
    assert all(one.source == "I" or one.source.startswith("M ") for one in TRANSITIONS)


@pytest.mark.parametrize(
    ("status", "event", "actor", "code"),
    [
        (S.ACCEPTED, Event.WITHDRAW, PERSON, "withdrawal_too_late"),
        (S.PUBLICISED, Event.WITHDRAW, PERSON, "withdrawal_too_late"),
        (S.WITHDRAWING, Event.WITHDRAW, PERSON, "withdrawal_already_asked"),
        (S.APPROVED, Event.WITHDRAW, PERSON, "application_finished"),
        (S.WITHDRAWN, Event.REPORT, ENTERPRISE, "application_finished"),
        (S.PENDING, Event.CORRECT, PERSON, "no_correction_wanted"),
        (S.SUBMITTED, Event.APPROVE, AUTHORITY, "not_possible_now"),
        (S.SUBMITTED, Event.REPORT, PERSON, "not_your_move"),
        (S.UNKNOWN, Event.WITHDRAW, PERSON, "withdrawal_not_offered"),
    ],
)
def test_a_refusal_has_a_code(status: S, event: Event, actor: Actor, code: str) -> None:
    with pytest.raises(MoveRefused) as refused:
        move(status, event, actor)
    assert refused.value.code == code
    assert refused.value.status is status


def test_a_refused_withdrawal_goes_back_to_an_open_correction() -> None:
    assert move(S.WITHDRAWING, Event.REFUSE, ENTERPRISE, correction_open=True) is S.CORRECTING


def test_what_is_possible() -> None:
    assert possible(S.SUBMITTED) == (Event.REPORT, Event.RETURN, Event.WITHDRAW)
    assert possible(S.SUBMITTED, PERSON) == (Event.WITHDRAW,)
    assert all(possible(status) == () for status in FINISHED)


def shown(profession: Profession, *history: S, direct: bool = False) -> str:
    signs = {
        StageState.DONE: "✓",
        StageState.CURRENT: "⏳",
        StageState.AHEAD: "·",
        StageState.STOPPED: "✗",
    }
    return " ".join(
        stage.label + signs[stage.state]
        for stage in stages(PIPELINES[profession], history, direct=direct)
    )


WHOLE = (S.SUBMITTED, S.REPORTED, S.PENDING, S.ACCEPTED, S.REVIEWING)


@pytest.mark.parametrize(
    ("history", "line"),
    [
        ((S.SUBMITTED,), "个人上报✓ 企业上报⏳ 部级受理· 部级审查· 公示· 终审发布·"),
        (
            (S.SUBMITTED, S.REPORTED, S.PENDING, S.CORRECTING),
            "个人上报✓ 企业上报✓ 部级受理⏳ 部级审查· 公示· 终审发布·",
        ),
        (
            (*WHOLE, S.PUBLICISED, S.APPROVED),
            "个人上报✓ 企业上报✓ 部级受理✓ 部级审查✓ 公示✓ 终审发布✓",
        ),
        ((*WHOLE, S.APPROVED), "个人上报✓ 企业上报✓ 部级受理✓ 部级审查✓ 终审发布✓"),
        ((*WHOLE, S.REJECTED), "个人上报✓ 企业上报✓ 部级受理✓ 部级审查✓ 终审发布✗"),
        ((S.SUBMITTED, S.RETURNED), "个人上报✓ 企业上报✗ 部级受理· 部级审查· 终审发布·"),
        (
            (S.SUBMITTED, S.REPORTED, S.WITHDRAWN),
            "个人上报✓ 企业上报✓ 部级受理✗ 部级审查· 终审发布·",
        ),
    ],
)
def test_an_engineers_timeline(history: tuple[S, ...], line: str) -> None:
    assert shown(Profession.ENGINEER, *history) == line


def test_an_architects_timeline_is_another() -> None:
    line = shown(Profession.ARCHITECT, *WHOLE)
    assert line == "个人上报✓ 企业上报✓ 部级受理✓ 管理委员会审查⏳ 公示· 终审发布·"


def test_what_goes_straight_to_the_authority_has_no_enterprise_in_it() -> None:
    line = shown(Profession.ENGINEER, S.PENDING, direct=True)
    assert line == "个人上报✓ 部级受理⏳ 部级审查· 公示· 终审发布·"
