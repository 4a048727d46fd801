"""Every reason to refuse, every office and every kind of small talk has its own words."""

from typing import get_args

import pytest

from bot.refusing import refusal, small_talk
from flows import texts
from nlu import foreign
from nlu.parse import Parse, Reason, Talk

OFFICES = {
    code for table in (foreign.PAPERS, foreign.OBJECTS, foreign.NEIGHBOURS) for code, _ in table
} - {"other"}


def of(reason: Reason, office: str = "") -> Parse:
    return Parse(intent="out_of_scope", confidence=0.9, reason=reason, office=office)


@pytest.mark.parametrize("office", sorted(OFFICES))
def test_says_whose_it_is(office: str) -> None:
    message = refusal(of("office", office))
    assert message is not None
    assert message.text == texts.say(f"refusal.office.{office}")
    assert message.buttons


def test_no_words_for_an_office_that_is_never_told() -> None:
    told = {code for code in texts.sentences() if code.startswith("refusal.office.")}
    assert told == {f"refusal.office.{office}" for office in OFFICES}


def test_each_reason_has_words_of_its_own() -> None:
    said = [refusal(of(reason)) for reason in get_args(Reason) if reason]
    assert None not in said
    assert len({message.text for message in said if message}) == len(said)


def test_a_question_of_ours_is_not_refused() -> None:
    asked = Parse(intent="ask_faq", confidence=0.8, out_of_scope=0.2, reason="role")
    assert refusal(asked) is None


@pytest.mark.parametrize("talk", get_args(Talk))
def test_small_talk_is_answered_in_kind(talk: Talk) -> None:
    parse = Parse(intent="small_talk", confidence=0.9, talk=talk)
    assert small_talk(parse).text == texts.say(f"talk.{talk or 'greeting'}")
