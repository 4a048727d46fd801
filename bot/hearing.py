"""Words at a step: an answer, a wish to steer the form, or something beside it."""

from bot.understanding import Understood
from flows.catalogue import catalogue
from flows.checks import looks_like_question
from flows.engine import Outcome, Turn
from flows.enterprises import enterprise_options
from flows.inputs import Found, Given, Typed
from flows.ports import Registry
from flows.steps import Image, Images, Search, Text
from flows.tracker import Tracker
from knowledge.follow_up import asks_aspect
from nlu.keywords import LIKELY, KeywordParser

_KEYWORDS = KeywordParser()
_STEERS = {"go_back": "!back", "stop": "!cancel"}


async def read_answer(tracker: Tracker, text: str, registry: Registry) -> Given:
    """The words as input for the step in hand; names are looked up in the directory."""
    step = catalogue()[tracker.flow].step(tracker.step)
    offered = {o.label for o in tracker.offers} | {a for o in tracker.offers for a in o.aliases}
    by_number = text.isdecimal() and 0 < int(text[:4]) <= len(tracker.offers)
    searches = isinstance(step, Search) and len(text) > 1
    if not searches or by_number or text in offered or looks_like_question(text):
        return Typed(text)
    return Found(text[:50], enterprise_options(await registry.find_enterprises(text[:50])))


def may_be_aside(turn: Turn, tracker: Tracker, text: str) -> bool:
    """True where the words were no answer, or where a free text would swallow an order.

    The keywords decide on the latter, since they never take a school's name for an order.
    """
    if turn.outcome is Outcome.REJECTED:
        return True
    step = catalogue()[tracker.flow].step(tracker.step)
    if not isinstance(step, Text):
        return False
    if asks_aspect(text):
        return True
    parse = _KEYWORDS.read(text)
    return parse.confidence >= LIKELY and parse.intent != "out_of_scope"


def is_aside(understood: Understood, text: str) -> bool:
    """True for words that were no attempt to answer the step."""
    if understood.status in ("answered", "action"):
        return True
    return (looks_like_question(text) or asks_aspect(text)) or (
        understood.status == "smalltalk" and understood.parse.intent == "small_talk"
    )


def steers(understood: Understood) -> str:
    """The control that words such as 我想回到前面 mean; empty for others."""
    return _STEERS.get(understood.parse.intent, "")


def awaits_image(tracker: Tracker) -> Image | Images | None:
    """The image step in hand, if it is one."""
    step = catalogue()[tracker.flow].step(tracker.step)
    return step if isinstance(step, Image | Images) else None
