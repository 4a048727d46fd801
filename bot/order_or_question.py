"""An order or a question: 「前公司已经注销了」 names a business and orders nothing.

The chance of the likeliest order is weighed against how well an entry fits, and against the words
that order and that ask. Fitted on 303 orders and 1,413 questions of the development files and of
phrasings that neither the parser nor the search knew; in ten folds 289 orders stay orders and 26
questions become one (the parser alone: 289 and 41).
"""

import math
import re
from typing import NamedTuple

from knowledge.corpus import Entry
from knowledge.search import Hit
from nlu import phrases
from nlu.client import ORDERS
from nlu.foreign import reason_of
from nlu.parse import Parse

_BIAS, _ORDER, _FITS, _SAME_PAGE = -1.15, 0.78, -0.67, 1.71
_PLEASING, _ORDERING, _ASKING, _ASKING_HOW = 1.81, 0.72, -1.38, -0.57
_LEAST = 0.4
"""Chance of an order from which it counts as one: a form opened in vain is easily left."""
_SURE = 0.95
"""Chance of an order from which nobody wonders whether it was a question."""
_FITTING = 0.3
"""Chance of the best entry from which it is worth a button beside an order that is not sure."""
_SMALL_TALK = 0.7
"""Chance of an entry from which words are no small talk: 你都能帮我干些什么."""
_PLEASE = re.compile(
    "帮我|帮忙|打开|我要(?!是)|麻烦|调出|发我|吧$|走起|让我|[给替]我(?!缴|交|报|销|出)"
)


class Order(NamedTuple):
    """An intent that orders something, and the chance that it was meant as one."""

    intent: str
    chance: float

    def rivals(self, hits: list[Hit]) -> tuple[Entry, ...]:
        """Entries that may have been asked for instead: a tap away from what the order opens."""
        if self.chance >= _SURE or not hits or hits[0].confidence < _FITTING:
            return ()
        return tuple(hit.entry for hit in hits[:2] if hit.confidence >= _FITTING / 3)


def order_in(sentence: str, parse: Parse, hits: list[Hit]) -> Order | None:
    """The order that the normalised `sentence` is; None for anything else."""
    is_order = parse.intent.startswith(ORDERS)
    if not parse.order or parse.intent == "ask_agent":
        # Without the parser's chances: a keyword's certainty is none, it has looked for cues.
        return Order(parse.intent, 1.0) if is_order or parse.intent == "ask_agent" else None
    if not is_order and (parse.intent != "ask_faq" or reason_of(sentence)):
        return None
    order = Order(parse.intent if is_order else parse.order, _chance(sentence, parse, hits))
    return order if order.chance >= _LEAST else None


def is_small_talk(parse: Parse, hits: list[Hit]) -> bool:
    """Whether words that were read as small talk are none that an entry answers."""
    if parse.intent != "small_talk":
        return False
    return not (parse.order and hits and hits[0].confidence >= _SMALL_TALK)


def _chance(sentence: str, parse: Parse, hits: list[Hit]) -> float:
    page = parse.order.removeprefix("open_")
    z = (
        _BIAS
        + _ORDER * _odds(parse.order_chance, 0.002)
        + _FITS * _odds(hits[0].share if hits else 0.0, 0.05)
        # A page that the entry itself leads to serves as well.
        + _SAME_PAGE * bool(hits and hits[0].entry.leads_to == page)
        + _PLEASING * bool(_PLEASE.search(sentence))
        + _ORDERING * bool(phrases.PLAIN_ORDER.search(sentence))
        + _ASKING * bool(phrases.QUESTION.search(sentence))
        + _ASKING_HOW * bool(phrases.HOW.search(sentence))
    )
    return 1 / (1 + math.exp(-z))


def _odds(chance: float, least: float) -> float:
    chance = min(max(chance, least), 1 - least)
    return math.log(chance / (1 - chance))
