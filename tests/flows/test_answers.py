import pytest

from flows.answers import judge
from flows.catalogue import catalogue
from flows.engine import begin
from flows.inputs import Tapped, Typed
from flows.options import LONGEST_TAP_VALUE, tap_value
from flows.steps import Choice, Option, Rejected
from tests.people import NOW, PERSON, ready

LONG = "甲级-" * 20 + "|1"
CHOICE = Choice(
    slot="certificate",
    ask="?",
    options=tuple(
        Option(value=name, label=name)
        for name in ("大学本科", "硕士研究生", "博士研究生", "无", LONG)
    ),
)
TRACKER = begin(catalogue()["initial"], PERSON.id, ready(), NOW).tracker


def value(given: Typed | Tapped) -> str:
    return judge(CHOICE, given, TRACKER, TRACKER.view(NOW)).value


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("本科", "大学本科"), ("硕士", "硕士研究生"), ("2", "硕士研究生"), ("无", "无")],
)
def test_what_names_one_option_only_is_understood(typed: str, meant: str) -> None:
    assert value(Typed(typed)) == meant


@pytest.mark.parametrize("typed", ["研究生", "学", "不是本科", "9", ""])
def test_what_names_none_or_several_is_not(typed: str) -> None:
    with pytest.raises(Rejected, match="choice_unknown"):
        value(Typed(typed))


def test_a_value_too_long_for_a_button_has_a_short_name() -> None:
    short = tap_value(LONG)
    assert len(short.encode()) <= LONGEST_TAP_VALUE
    assert "|" not in short
    assert value(Tapped("certificate", short)) == LONG
    assert tap_value("无") == "无"


def test_the_longest_step_name_leaves_room_for_the_value() -> None:
    for flow in catalogue().values():
        for step in flow.steps:
            data = f"t|{'x' * 8}|{step.slot}|"
            assert len(data) + LONGEST_TAP_VALUE <= 64
            assert len(f"t|{'x' * 8}|review|edit.{step.slot}") <= 64
