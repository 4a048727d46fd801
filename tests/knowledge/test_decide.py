"""Answer, suggest, refuse: the thresholds and what the parser's view does to them."""

import pytest

from knowledge.answer import ANSWER_FROM, SUGGEST_FROM, decide
from knowledge.corpus import Corpus
from knowledge.search import Hit


@pytest.fixture
def hits(corpus: Corpus) -> list[Hit]:
    entries = list(corpus.entries.values())[:4]
    confidences = (0.9, 0.5, 0.2, 0.01)
    return [Hit(e, 10 * c, c) for e, c in zip(entries, confidences, strict=True)]


def test_sure_enough_is_answered(hits: list[Hit]) -> None:
    decision = decide("怎么登录", hits)
    assert decision.status == "answered"
    assert decision.entry == hits[0].entry
    assert decision.confidence == pytest.approx(0.9)
    assert decision.suggestions == (hits[1].entry, hits[2].entry)
    surer = Hit(hits[0].entry, 10.0, 0.97)
    assert decide("怎么登录", [surer, *hits[1:]]).suggestions == ()


def test_half_sure_suggests(hits: list[Hit]) -> None:
    decision = decide("怎么登录", hits[1:])
    assert decision.status == "unsure"
    assert decision.entry is None
    assert decision.suggestions == (hits[1].entry, hits[2].entry)


def test_unsure_refuses(hits: list[Hit]) -> None:
    decision = decide("怎么登录", hits[3:])
    assert (decision.status, decision.suggestions) == ("out_of_scope", ())


def test_nothing_found_refuses() -> None:
    assert decide("怎么登录", []).status == "out_of_scope"


def test_what_is_foreign_to_the_parser_is_refused(hits: list[Hit]) -> None:
    assert decide("怎么登录", hits, p_out_of_scope=0.95).status == "out_of_scope"


def test_a_question_to_the_parser_gets_the_benefit_of_the_doubt(hits: list[Hit]) -> None:
    assert decide("怎么登录", hits[1:], p_ask=0.95).status == "answered"


def test_confidence_stays_a_probability(corpus: Corpus) -> None:
    entry = next(iter(corpus.entries.values()))
    for confidence in (0.0, 1.0):
        for foreign in (0.0, 1.0):
            decision = decide("怎么登录", [Hit(entry, 1.0, confidence)], foreign, 1.0)
            assert 0 <= decision.confidence <= 1


def test_thresholds_leave_room_for_doubt() -> None:
    assert 0 < SUGGEST_FROM < ANSWER_FROM < 1
