"""An order or a question after all: 「前公司已经注销了」 names a business, and orders nothing.

The parser's chance of an order is weighed against how well an entry fits. Fitted on lines that
Rasa read as orders: 131 orders and 44 questions of the development files and of phrasings that
neither the parser nor the search knew; left out one by one, 29 questions come back for 5 orders.
"""

import math
import re

from knowledge.search import Hit
from nlu import phrases
from nlu.parse import Parse

_BIAS, _ORDER, _FITS, _ORDERING, _ASKING = 1.97, -0.94, 0.69, -1.02, 0.24
_LEAST = 0.6
"""Chance of a question from which it counts as one: a form opened in vain is cheap to leave."""
_SMALL_TALK = 0.7
"""Chance of an entry from which words are no small talk: 你都能帮我干些什么."""
_PLEASE = re.compile("帮我|给我|替我|帮忙|打开|^我要(?!是)|麻烦你|调出")


def is_question(sentence: str, parse: Parse, hits: list[Hit]) -> bool:
    """Whether the normalised `sentence`, read as an order or as small talk, asks for an entry."""
    # A keyword's certainty is no chance: where it speaks, it has looked for question words.
    if not hits or parse.intent == "ask_agent" or parse.source != "rasa":
        return False
    best = hits[0]
    if parse.intent == "small_talk":
        return best.confidence >= _SMALL_TALK
    page = parse.intent.removeprefix("open_")
    # A page that the entry itself leads to serves as well; and whoever says please, orders.
    if best.entry.leads_to == page or _PLEASE.search(sentence):
        return False
    z = (
        _BIAS
        + _ORDER * _odds(parse.confidence, 0.001)
        + _FITS * _odds(best.share, 0.05)
        + _ORDERING * bool(phrases.PLAIN_ORDER.search(sentence))
        + _ASKING * bool(phrases.QUESTION.search(sentence))
    )
    return 1 / (1 + math.exp(-z)) >= _LEAST


def _odds(chance: float, least: float) -> float:
    chance = min(max(chance, least), 1 - least)
    return math.log(chance / (1 - chance))
