"""The withdrawal adviser agrees with the status machine and has a sentence for every status."""

import pytest

from flows import texts
from flows.advice import STALL_WORKDAYS, withdrawal_advice
from flows.model import Actor, ApplicationStatus
from flows.pipeline import Event, move, possible

S = ApplicationStatus


@pytest.mark.parametrize("status", list(S))
def test_every_status_has_advice_that_the_machine_bears_out(status: S) -> None:
    code = withdrawal_advice(status)
    said = texts.say(code)
    if Event.WITHDRAW not in possible(status):
        assert code.split(".")[1] in ("nothing_filed", "asked_already", "impossible", "finished")
        return
    is_free = move(status, Event.WITHDRAW, Actor.PERSON) is S.WITHDRAWN
    assert ("立即撤回" in said) is is_free
    assert is_free or "需要企业同意后方可撤回" in said


def test_what_has_lain_still_is_asked_about_before_it_is_withdrawn() -> None:
    assert withdrawal_advice(S.SUBMITTED, STALL_WORKDAYS - 1) == withdrawal_advice(S.SUBMITTED)
    assert withdrawal_advice(S.SUBMITTED, STALL_WORKDAYS) == "withdrawal_advice.free_but_stalled"
    assert withdrawal_advice(S.REPORTED, 30) == withdrawal_advice(S.REPORTED)
