from datetime import timedelta

import pytest

from flows.catalogue import catalogue
from flows.judging import entry_finding, first_flaw
from flows.model import Facts
from flows.view import View
from tests.flows.test_engine import LATER, walked
from tests.people import GEOTECHNICAL, NOW, PERSON, REGISTERED_STRUCTURAL, STRUCTURAL, ready

INITIAL = catalogue()["initial"]


def test_a_finished_walk_has_no_flaw() -> None:
    assert first_flaw(INITIAL, walked(6), LATER) is None


@pytest.mark.parametrize(
    ("slot", "value", "code"),
    [
        ("approved_on", "2033-12-01", "approved_in_future"),
        ("certificate_number", "!", "certificate_number_characters"),
        ("obtained_by", "买来的", "choice_unknown"),
        ("conditions", "1,2", "conditions_unticked"),
        ("approved_on", "", "unanswered"),
    ],
)
def test_every_answer_is_judged_again(slot: str, value: str, code: str) -> None:
    tracker = walked(6)
    changed = tracker.model_copy(update={"slots": {**tracker.slots, slot: value}})
    flaw = first_flaw(INITIAL, changed, LATER)
    assert flaw is not None
    assert flaw.rejected is not None
    assert (flaw.step, flaw.rejected.code) == (slot, code)


def test_a_letter_read_too_fast_is_found_out() -> None:
    tracker = walked(6)
    evidence = tracker.evidence["commitment"]
    hasty = evidence.model_copy(update={"decided_at": evidence.shown_at + timedelta(seconds=59)})
    flaw = first_flaw(
        INITIAL, tracker.model_copy(update={"evidence": {"commitment": hasty}}), LATER
    )
    assert flaw is not None
    assert flaw.rejected is not None
    assert flaw.rejected.code == "letter_unread"


def test_a_letter_with_another_employer_must_be_read_anew() -> None:
    tracker = walked(6)
    facts = tracker.facts
    assert facts.employment is not None
    elsewhere = facts.employment.model_copy(update={"enterprise_name": "别的测试公司"})
    moved = tracker.model_copy(
        update={"facts": facts.model_copy(update={"employment": elsewhere})}
    )
    flaw = first_flaw(INITIAL, moved, LATER)
    assert flaw is not None
    assert flaw.rejected is not None
    assert flaw.rejected.code == "letter_changed"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (Facts(person=PERSON), "profile_incomplete"),
        (ready(signature=None), "pictures_missing"),
        (ready(qualifications=()), "no_qualification"),
        (ready(STRUCTURAL, registrations=(REGISTERED_STRUCTURAL,)), "all_registered"),
    ],
)
def test_what_forbids_to_begin_names_its_source(facts: Facts, code: str) -> None:
    finding = entry_finding(INITIAL, View({}, facts, NOW))
    assert finding is not None
    assert finding.code == code
    assert finding.source.startswith("手册")


def test_a_speciality_registered_meanwhile_reopens_the_choice() -> None:
    tracker = walked(6)
    now_both = ready(GEOTECHNICAL, STRUCTURAL)
    taken = REGISTERED_STRUCTURAL.model_copy(update={"speciality": "AY"})
    facts = now_both.model_copy(update={"registrations": (taken,)})
    flaw = first_flaw(INITIAL, tracker.model_copy(update={"facts": facts}), LATER)
    assert flaw is not None
    assert flaw.step == "speciality"
