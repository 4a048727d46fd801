"""Which registration a business may be about, at every boundary (manual 3.2-3.5)."""

from datetime import date, datetime

import pytest

from flows.catalogue import catalogue
from flows.judging import entry_finding, subject_finding
from flows.model import Application, ApplicationStatus, Facts, Registration
from flows.view import SHANGHAI, View
from tests.people import EMPLOYMENT, NOW, REGISTERED_STRUCTURAL, ready

UNTIL = date(2027, 3, 1)
ELSEWHERE = EMPLOYMENT.model_copy(update={"credit_code": "911101080000000000"})


def on(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T00:00:00").replace(tzinfo=SHANGHAI)


def held(**changes: object) -> Registration:
    return REGISTERED_STRUCTURAL.model_copy(update={"valid_until": UNTIL, **changes})


def facts(*registrations: Registration, **changes: object) -> Facts:
    return ready().model_copy(update={"registrations": registrations, **changes})


def code(flow: str, of: Facts, day: str = "2026-11-22") -> str:
    """Of the finding that keeps the flow closed; empty where it is open."""
    finding = entry_finding(catalogue()[flow], View({}, of, on(day)))
    return finding.code if finding else ""


FOUR = ("change", "renewal", "reissue", "cancellation")


@pytest.mark.parametrize("flow", FOUR)
def test_nobody_without_a_registration(flow: str) -> None:
    assert code(flow, facts()) == "not_registered"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-08-31", "renewal_too_early"),
        ("2026-09-01", ""),
        ("2027-03-01", ""),
        ("2027-03-02", "registration_expired"),
    ],
)
def test_renewal_opens_half_a_year_before_the_end(day: str, expected: str) -> None:
    assert code("renewal", facts(held()), day) == expected


@pytest.mark.parametrize(
    ("until", "opens"),
    [("2027-08-31", "2027-02-28"), ("2028-08-31", "2028-02-29"), ("2022-09-30", "2022-03-30")],
)
def test_the_window_at_the_ends_of_months(until: str, opens: str) -> None:
    of = facts(held(valid_until=date.fromisoformat(until)))
    finding = entry_finding(catalogue()["renewal"], View({}, of, on("2020-01-01")))
    assert finding is not None
    assert finding.facts["opens"] == opens
    assert code("renewal", of, opens) == ""


def test_a_cancelled_one_comes_back_by_renewal_in_its_old_unit_only() -> None:
    cancelled = facts(held(cancelled=True))
    assert code("renewal", cancelled, "2025-01-01") == "", "whatever the window"
    assert code("renewal", facts(held(cancelled=True), employment=ELSEWHERE)) == (
        "cancelled_elsewhere"
    )
    for flow in ("change", "reissue", "cancellation"):
        assert code(flow, cancelled) == "registration_cancelled", flow


def test_a_change_needs_another_enterprise() -> None:
    assert code("change", facts(held())) == "enterprise_unchanged"
    assert code("change", facts(held(), employment=ELSEWHERE)) == ""


def test_what_has_expired_can_be_cancelled_only() -> None:
    of = facts(held(), employment=ELSEWHERE)
    assert [flow for flow in FOUR if not code(flow, of, "2027-03-02")] == ["cancellation"]


@pytest.mark.parametrize("flow", FOUR)
def test_one_at_a_time_for_a_speciality(flow: str) -> None:
    one = Application(
        id="A2B3C4",
        person_id="p1",
        kind=flow,
        speciality="S",
        enterprise_name="",
        credit_code="",
        status=ApplicationStatus.SUBMITTED,
        filed_at=NOW,
        changed_at=NOW,
    )
    of = facts(held(), employment=ELSEWHERE, applications=(one,))
    assert code(flow, of) == "application_open"
    done = one.model_copy(update={"status": ApplicationStatus.REJECTED})
    assert code(flow, of.model_copy(update={"applications": (done,)})) == ""
    second = held(speciality="CN")
    assert code(flow, of.model_copy(update={"registrations": (held(), second)})) == ""


@pytest.mark.parametrize("flow", FOUR)
def test_the_one_that_was_named_is_judged_by_itself(flow: str) -> None:
    of = facts(held(), employment=ELSEWHERE)
    found = catalogue()[flow]
    assert subject_finding(found, View({"speciality": "S"}, of, NOW)) is None
    missing = subject_finding(found, View({"speciality": "CN"}, of, NOW))
    assert missing is not None
    assert missing.code == "registration_missing"
