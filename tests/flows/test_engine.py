from datetime import timedelta

import pytest

from flows import engine
from flows.catalogue import catalogue
from flows.engine import Outcome, Turn
from flows.inputs import Given, Sent, Tapped, Typed
from flows.judging import first_flaw
from flows.model import Facts
from flows.order import active_steps
from flows.tracker import Tracker
from tests.people import ARCHITECT, GEOTECHNICAL, NOW, PERSON, STRUCTURAL, ready

INITIAL = catalogue()["initial"]
LATER = NOW + timedelta(seconds=61)
READ = LATER + timedelta(seconds=61)


def begin(facts: Facts | None = None) -> Tracker:
    return engine.begin(INITIAL, PERSON.id, facts or ready(), NOW).tracker


def tap(tracker: Tracker, value: str, step: str = "") -> Turn:
    now = READ if value == "made" else LATER
    return engine.answer(INITIAL, tracker, Tapped(step or tracker.step, value), now)


def typed(tracker: Tracker, text: str) -> Turn:
    return engine.answer(INITIAL, tracker, Typed(text), LATER)


ANSWERS: tuple[Given | tuple[str, ...], ...] = (
    ("all", "next"),
    ("made",),
    Typed("2023010110000001"),
    Typed("2023年12月1日"),
    ("考试",),
    ("submit",),
)


def walked(steps: int, facts: Facts | None = None) -> Tracker:
    """A tracker after the first `steps` answers."""
    tracker = begin(facts)
    for given in ANSWERS[:steps]:
        for one in given if isinstance(given, tuple) else (given,):
            tapped = isinstance(one, str)
            tracker = (
                tap(tracker, one) if tapped else engine.answer(INITIAL, tracker, one, LATER)
            ).tracker
    return tracker


def test_the_only_speciality_is_taken_unasked() -> None:
    turn = engine.begin(INITIAL, PERSON.id, ready(), NOW)
    assert turn.taken == ("speciality",)
    assert turn.tracker.slots == {"speciality": "AY"}
    assert turn.tracker.step == "conditions"


def test_several_specialities_are_asked() -> None:
    turn = engine.begin(INITIAL, PERSON.id, ready(GEOTECHNICAL, STRUCTURAL), NOW)
    assert turn.tracker.step == "speciality"
    assert turn.taken == ()


def test_a_known_speciality_is_not_asked_again_unless_it_cannot_be_had() -> None:
    both = ready(GEOTECHNICAL, STRUCTURAL)
    named = engine.begin(INITIAL, PERSON.id, both, NOW, slots={"speciality": "S"})
    assert named.tracker.slots["speciality"] == "S"
    assert named.tracker.step == "conditions"
    unheld = engine.begin(INITIAL, PERSON.id, both, NOW, slots={"speciality": "DG"})
    assert unheld.tracker.step == "speciality"


def test_conditions_want_every_tick() -> None:
    tracker = begin()
    one = tap(tracker, "+2")
    assert one.outcome is Outcome.TICKED
    assert tap(one.tracker, "+2").tracker.partial == "2"
    assert tap(one.tracker, "-2").tracker.partial == ""
    early = tap(one.tracker, "next")
    assert early.rejected is not None
    assert (early.rejected.code, early.rejected.facts) == (
        "conditions_unticked",
        {"missing": "1、3"},
    )
    assert typed(early.tracker, "1 3").tracker.partial == "1,2,3"
    assert tap(tap(tracker, "all").tracker, "next").tracker.step == "commitment"


def test_the_letter_stays_for_sixty_seconds_of_the_servers_clock() -> None:
    tracker = tap(tap(begin(), "all").tracker, "next").tracker
    shown = tracker.letters["commitment"].at
    early = engine.answer(
        INITIAL, tracker, Tapped("commitment", "made"), shown + timedelta(seconds=29)
    )
    assert (early.outcome, early.seconds_left) == (Outcome.EARLY, 31)
    done = engine.answer(
        INITIAL, tracker, Tapped("commitment", "made"), shown + timedelta(seconds=60)
    )
    evidence = done.tracker.evidence["commitment"]
    assert done.tracker.step == "certificate_number"
    assert (evidence.letter, evidence.shown_at, evidence.choice) == ("engineer", shown, "made")
    assert len(evidence.sha256) == 64


def test_asking_the_letter_again_does_not_restart_its_clock() -> None:
    tracker = tap(tap(begin(), "all").tracker, "next").tracker
    again = engine.resume(INITIAL, tracker, ready(), LATER + timedelta(seconds=5))
    assert again.tracker.letters == tracker.letters


def test_declining_the_letter_cancels_at_any_moment() -> None:
    tracker = tap(tap(begin(), "all").tracker, "next").tracker
    assert tap(tracker, "declined").outcome is Outcome.DECLINED


def test_an_architect_reads_the_architects_letter() -> None:
    tracker = tap(tap(begin(ready(ARCHITECT)), "all").tracker, "next").tracker
    assert tracker.letters["commitment"].letter == "architect"


def test_changing_the_profession_puts_the_other_letter_before_the_person() -> None:
    both = ready(GEOTECHNICAL, ARCHITECT)
    tracker = engine.begin(INITIAL, PERSON.id, both, NOW, slots={"speciality": "AY"}).tracker
    tracker = tap(tap(tap(tracker, "all").tracker, "next").tracker, "made").tracker
    tracker = engine.edit(INITIAL, tracker, "speciality", LATER).tracker
    changed = tap(tracker, "ARCH").tracker
    assert changed.step == "commitment"
    assert changed.letters["commitment"].letter == "architect"


def test_changing_within_the_profession_leaves_the_letter_read() -> None:
    both = ready(GEOTECHNICAL, STRUCTURAL)
    tracker = engine.begin(INITIAL, PERSON.id, both, NOW, slots={"speciality": "AY"}).tracker
    tracker = tap(tap(tap(tracker, "all").tracker, "next").tracker, "made").tracker
    tracker = engine.edit(INITIAL, tracker, "speciality", LATER).tracker
    assert tap(tracker, "S").tracker.step == "certificate_number"


def test_abnormal_social_insurance_asks_before_the_letter_and_no_ends_it() -> None:
    tracker = tap(tap(begin(ready(abnormal=True)), "all").tracker, "next").tracker
    assert tracker.step == "social_insurance"
    assert tap(tracker, "yes").tracker.step == "commitment"
    assert tap(tracker, "no").outcome is Outcome.CANCELLED


def test_the_whole_walk_ends_with_a_submission_whose_last_yes_is_not_kept() -> None:
    turn = tap(walked(6), "yes")
    assert turn.outcome is Outcome.SUBMIT
    assert turn.tracker.step == "final"
    assert "final" not in turn.tracker.slots
    assert first_flaw(INITIAL, turn.tracker, LATER) is None


def test_no_at_the_end_goes_back_to_the_review() -> None:
    back = tap(walked(6), "no")
    assert back.tracker.step == "review"
    assert tap(back.tracker, "submit").tracker.step == "final"


def test_editing_from_the_review_returns_to_it_with_everything_else_kept() -> None:
    review = walked(5)
    assert review.step == "review"
    editing = tap(review, "edit.approved_on").tracker
    assert (editing.step, editing.slots["approved_on"]) == ("approved_on", "2023-12-01")
    after = typed(editing, "2022-11-30").tracker
    assert after.step == "review"
    assert after.slots == {**review.slots, "approved_on": "2022-11-30"}


def test_keeping_an_answer_while_editing() -> None:
    editing = tap(walked(5), "edit.approved_on").tracker
    kept = tap(editing, "!keep").tracker
    assert (kept.step, kept.slots["approved_on"]) == ("review", "2023-12-01")


@pytest.mark.parametrize("steps", range(7))
def test_back_works_at_every_step_and_loses_no_answer(steps: int) -> None:
    tracker = walked(steps)
    back = tap(tracker, "!back")
    assert back.outcome is Outcome.ASKED
    answered = {s: v for s, v in tracker.slots.items() if s not in ("review",)}
    assert {s: v for s, v in back.tracker.slots.items() if v} == answered
    # The only speciality is taken unasked, so nothing lies before the conditions.
    slots = [step.slot for step in active_steps(INITIAL, tracker, LATER)][1:]
    before = slots[max(0, slots.index(tracker.step) - 1)]
    assert back.tracker.step == before


def test_back_leads_to_a_choice_that_was_one() -> None:
    both = begin(ready(GEOTECHNICAL, STRUCTURAL))
    chosen = tap(both, "S").tracker
    assert tap(chosen, "!back").tracker.step == "speciality"


@pytest.mark.parametrize("steps", range(7))
def test_every_step_survives_json(steps: int) -> None:
    tracker = walked(steps)
    assert Tracker.model_validate_json(tracker.model_dump_json()) == tracker


@pytest.mark.parametrize("steps", range(7))
def test_cancel_asks_first_and_save_keeps(steps: int) -> None:
    tracker = walked(steps)
    assert tap(tracker, "!cancel") == Turn(tracker, Outcome.ASKS_CANCEL)
    assert tap(tracker, "!drop").outcome is Outcome.CANCELLED
    assert tap(tracker, "!save") == Turn(tracker, Outcome.SAVED)


def test_an_old_button_changes_nothing_and_a_double_tap_is_known() -> None:
    tracker = walked(2)
    assert tap(tracker, "+1", step="conditions") == Turn(tracker, Outcome.STALE)
    assert tap(tracker, "made", step="commitment") == Turn(tracker, Outcome.REPEATED)


def test_rejections_count_and_an_answer_ends_them() -> None:
    tracker = walked(3)
    first = typed(tracker, "去年冬天")
    second = typed(first.tracker, "2023年2月30日")
    third = typed(second.tracker, "2033-12-01")
    codes = [turn.rejected.code for turn in (first, second, third) if turn.rejected]
    assert codes == ["date_unreadable", "day_unknown", "approved_in_future"]
    assert [t.tracker.rejections for t in (first, second, third)] == [1, 2, 3]
    assert typed(third.tracker, "2023-12-01").tracker.rejections == 0


def test_an_image_where_none_is_wanted_is_rejected() -> None:
    turn = engine.answer(INITIAL, walked(3), Sent("c" * 64, "proof"), LATER)
    assert turn.rejected is not None
    assert turn.rejected.code == "image_not_expected"


def test_social_insurance_that_became_normal_drops_its_answer() -> None:
    tracker = tap(tap(begin(ready(abnormal=True)), "all").tracker, "next").tracker
    agreed = tap(tracker, "yes").tracker
    assert agreed.slots["social_insurance"] == "yes"
    assert "social_insurance" not in engine.resume(INITIAL, agreed, ready(), LATER).tracker.slots


def test_the_social_insurance_promise_is_kept_as_evidence_by_profession() -> None:
    begun = tracker_at_insurance(ready(GEOTECHNICAL, ARCHITECT, abnormal=True), "AY")
    agreed = engine.answer(INITIAL, begun, Tapped("social_insurance", "yes"), NOW).tracker
    assert agreed.evidence["social_insurance"].letter == "insurance_engineer"
    reopened = engine.edit(INITIAL, agreed, "speciality", NOW).tracker
    again = engine.answer(INITIAL, reopened, Tapped("speciality", "ARCH"), NOW).tracker
    assert again.step == "social_insurance", "another law, another promise"
    assert again.letters["social_insurance"].letter == "insurance_architect"


def tracker_at_insurance(facts: Facts, speciality: str) -> Tracker:
    """A form that has come to the dialog."""
    slots = {"speciality": speciality, "conditions": "1,2,3"}
    return engine.begin(INITIAL, "p1", facts, NOW, slots=slots).tracker
