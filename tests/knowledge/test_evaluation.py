"""The figures of an evaluation, on outcomes that are known; the report and its plots."""

import re
from pathlib import Path

import pytest
from PIL import Image
from pydantic import ValidationError

from bot.evaluating import write_report
from bot.understanding import PAGES
from flows.catalogue import catalogue
from knowledge.corpus import Corpus
from knowledge.evaluation.outcomes import Evaluation, FollowUpOutcome, Outcome
from knowledge.evaluation.questions import (
    DEVELOPMENT,
    TEST,
    AnswerLine,
    FollowUpLine,
    OrderLine,
    RefusalLine,
    read_questions,
)
from knowledge.evaluation.report import report
from knowledge.foreign import foreign_lines
from nlu.normalise import normalise


def answer(right: str = "a", **came: object) -> Outcome:
    line = AnswerLine(question="问", how="made", id=right, also=("aa",))
    return Outcome(line, **{"status": "answered", "intent": "ask_faq", "confidence": 0.9} | came)  # type: ignore[arg-type]


def order(wanted: str, **came: object) -> Outcome:
    line = OrderLine(question="办", how="made", action=wanted)
    return Outcome(line, **{"status": "action", "intent": "", "confidence": 0.9} | came)  # type: ignore[arg-type]


def refusal(**came: object) -> Outcome:
    line = RefusalLine(question="天气", how="made", kind="nonsense")
    return Outcome(
        line, **{"status": "out_of_scope", "intent": "out_of_scope", "confidence": 0.1} | came
    )  # type: ignore[arg-type]


OUTCOMES = (
    answer(answer="a", ranking=("a", "b", "c")),
    answer(answer="aa", ranking=("aa", "a")),
    answer(status="unsure", confidence=0.4, suggestions=("b", "a"), ranking=("b", "a", "c")),
    answer(status="out_of_scope", confidence=0.2, ranking=("b", "c", "a")),
    order("renewal", action="renewal"),
    order("renewal", action="change"),
    order("withdrawal", status="out_of_scope", confidence=0.2),
    refusal(),
    refusal(status="answered", confidence=0.7, answer="b"),
)


def test_the_figures() -> None:
    figures = Evaluation(OUTCOMES)
    assert figures.first_right(1) == 2 / 4
    assert figures.first_right(3) == 3 / 4
    assert figures.ranked_right(1) == 2 / 4
    assert figures.ranked_right(3) == 1
    assert figures.answered == 2 / 4
    assert figures.answered_right == 2 / 3
    assert figures.orders_right == 1 / 3
    assert figures.intents_right == 5 / 9
    assert figures.refusal_recall == 1 / 2
    assert figures.refusal_precision == 1 / 3
    assert figures.false_refusals == 2 / 7


def test_reliability_weighs_each_bin_by_its_lines() -> None:
    figures = Evaluation(OUTCOMES)
    told = [(round(b.confidence, 2), b.right, b.count) for b in figures.reliability]
    assert told == [(0.1, 0, 1), (0.2, 0, 1), (0.4, 0, 1), (0.7, 0, 1), (0.9, 1, 2)]
    wrong = 0.1 + 0.2 + 0.4 + 0.7 + 2 * 0.1
    assert figures.calibration_error == pytest.approx(wrong / 6)


def test_confusions_name_what_was_wanted_and_what_came() -> None:
    assert ("renewal", "change", 1) in Evaluation(OUTCOMES).confusions
    assert ("a", "b", 1) in Evaluation(OUTCOMES).confusions
    assert ("out_of_scope", "ask_faq", 1) in Evaluation(OUTCOMES).confusions


def test_the_report_with_its_plots(tmp_path: Path) -> None:
    text = write_report(Evaluation(OUTCOMES), "标题", tmp_path)
    assert "| orders | 0.333 | ≥ 0.96 | ✗ |" in text
    assert "办: wanted renewal, came change (0.90)" in text
    assert (tmp_path / "report.md").read_text("utf-8") == text
    for picture in ("figures", "reliability", "refusals"):
        assert f"![{picture}]({picture}.png)" in text
        with Image.open(tmp_path / f"{picture}.png") as image:
            assert image.width > 300


def test_follow_ups_are_told_apart_from_the_rest() -> None:
    line = FollowUpLine(before="前", question="后", how="made", id="a", also=("aa",))
    lines = (
        FollowUpOutcome(line, "前后", "aa"),
        FollowUpOutcome(line, "", "", ("b", "a")),
        FollowUpOutcome(line, "前后", "b", ("a",)),
        FollowUpOutcome(line, "", ""),
    )
    assert [one.is_right for one in lines] == [True, False, False, False]
    assert [one.is_shown for one in lines] == [True, True, False, False]
    text = report(Evaluation(OUTCOMES, lines), "标题")
    assert "1 of 4 answered right, 2 answered or one tap away." in text
    assert "- 前 → 后: wanted a, came b (前后)" in text
    assert "- 前 → 后: wanted a, came nothing (as typed)" in text
    assert "Follow-ups" not in report(Evaluation(OUTCOMES), "标题")


def test_a_line_must_say_how_it_came_about(tmp_path: Path) -> None:
    path = tmp_path / "questions.yml"
    path.write_text("origins: {}\nanswers: [{question: 问, id: a}]", encoding="utf-8")
    with pytest.raises(ValidationError, match="how"):
        read_questions(path)


def bare(line: str) -> str:
    """What is left of a line when spaces, punctuation and case are not looked at."""
    return re.sub(r"[\W_]", "", normalise(line)).lower()


@pytest.mark.parametrize("path", [DEVELOPMENT, TEST], ids=["development", "test"])
def test_nothing_that_is_asked_stands_in_the_knowledge_base(corpus: Corpus, path: Path) -> None:
    """The lines themselves are not shown: whoever mends this must not get to know the file."""
    asked = {bare(line.question) for line in read_questions(path).lines}
    by_entry = {
        entry.id: sum(bare(line) in asked for line in entry.phrasings)
        for entry in corpus.entries.values()
    }
    assert len(asked) >= 400
    assert {entry_id: count for entry_id, count in by_entry.items() if count} == {}
    assert sum(bare(line) in asked for line in foreign_lines()) == 0


@pytest.mark.parametrize("path", [DEVELOPMENT, TEST], ids=["development", "test"])
def test_every_line_points_at_something_that_exists(corpus: Corpus, path: Path) -> None:
    questions = read_questions(path)
    named = {i for line in (*questions.answers, *questions.follow_ups) for i in line.right}
    assert named <= set(corpus.entries)
    assert {line.action for line in questions.orders} <= {*catalogue(), *PAGES, "agent"}
    assert {line.how for line in questions.lines} <= set(questions.origins)
