"""The parser that needs no model: it answers while Rasa is starting, training or down."""

import re

from nlu import foreign, phrases, vocabulary
from nlu.details import details_of
from nlu.normalise import normalise
from nlu.parse import Parse
from nlu.talk import talk_of

_EXACT = {phrase: intent for intent, many in phrases.EXACT.items() for phrase in many}
SURE, LIKELY, GUESSED = 0.95, 0.8, 0.55
"""Confidence of a whole known sentence, of a business with a cue, and of a word alone."""
LONGEST_TALK = 16


class KeywordParser:
    """Reads sentences by words and cues; the same sentence always gives the same reading."""

    async def parse(self, text: str) -> Parse:
        """The reading of `text`; never raises."""
        return self.read(text)

    def read(self, text: str) -> Parse:
        """As `parse`, for callers outside an event loop."""
        sentence = normalise(text).lower()
        intent, confidence = _intent(sentence)
        parse = Parse(
            intent=intent,
            confidence=confidence,
            entities=entities_of(sentence),
            out_of_scope=confidence if intent == "out_of_scope" else (1 - confidence) / 2,
        )
        return explained(parse, sentence)


def explained(parse: Parse, sentence: str) -> Parse:
    """`parse` with details of an order, why it would be refused, whose it is, and what small talk.

    The sentence's words decide; where they do not tell, what `parse` had from Rasa stays.
    """
    reason = foreign.reason_of(sentence) or parse.reason
    office = foreign.office_of(sentence) if reason == "office" else ""
    talk = talk_of(sentence) if parse.intent == "small_talk" else ""
    details = details_of(sentence, parse.intent)
    told = {"reason": reason, "office": office, "talk": talk, "details": details}
    return parse.model_copy(update=told)


def entities_of(sentence: str) -> dict[str, str]:
    """Speciality and registration type that a normalised sentence names."""
    return vocabulary.choose(vocabulary.find(sentence), sentence)


def _intent(sentence: str) -> tuple[str, float]:
    bare = sentence.strip(phrases.EDGES)
    known = _EXACT.get(bare) or _EXACT.get(phrases.FILLERS.sub("", bare))
    if known:
        return known, SURE
    asks = bool(phrases.QUESTION.search(phrases.NO_QUESTION.sub("", sentence)))
    if foreign.reason_of(sentence):
        near = asks and foreign.is_neighbour(sentence)
        return ("ask_faq", GUESSED) if near else ("out_of_scope", LIKELY)
    if phrases.AGENT.search(sentence) and not phrases.HOW.search(sentence):
        return "ask_agent", LIKELY
    page = "" if _withdraws(sentence) else _first(phrases.PAGES, sentence)
    if page and not _asks_how(page, sentence):
        return page, LIKELY
    return _business(sentence, asks)


def _asks_how(page: str, sentence: str) -> bool:
    """A question about a page's subject; 电话多少 and 办得怎么样了 want the page itself."""
    if page == "open_hotline":
        return bool(_first(phrases.STARTS, sentence))
    return bool(phrases.HOW.search(sentence.replace("怎么样", ""))) or (
        page in ("open_progress", "open_current") and sentence.endswith(("吗", "吗？", "吗?"))
    )


def _withdraws(sentence: str) -> bool:
    """把我的申请撤回 is no wish to see 我的申请; 撤回申请的进度 is one to see 进度."""
    return bool(phrases.STARTS[0][1].search(sentence)) and not re.search(
        "进度|状态|历史|视频|手册|指南", sentence
    )


def _business(sentence: str, asks: bool) -> tuple[str, float]:
    flow = _first(phrases.STARTS, sentence)
    page = _first(phrases.LAST, sentence)
    ours = bool(flow or _first(phrases.PAGES, sentence) or phrases.OURS.search(sentence))
    polite = phrases.POLITE_ORDER.search(sentence) and not phrases.HOW.search(sentence)
    if asks and ours and not polite:
        return "ask_faq", LIKELY
    if ours and phrases.TROUBLE.search(sentence) and not phrases.PLAIN_ORDER.search(sentence):
        return "ask_faq", LIKELY
    if flow:
        return flow, LIKELY if phrases.ORDER.search(sentence) else GUESSED
    if page:
        return page, GUESSED
    talk = _first(phrases.TALK, sentence)
    if talk and len(sentence) <= LONGEST_TALK:
        return talk, GUESSED
    if not asks and (ours or entities_of(sentence)):
        return "ask_faq", GUESSED
    return "out_of_scope", GUESSED


def _first(table: tuple[tuple[str, re.Pattern[str]], ...], sentence: str) -> str:
    return next((intent for intent, pattern in table if pattern.search(sentence)), "")
