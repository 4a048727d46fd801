"""One form for every sentence: what is parsed, searched and was trained on pass through here."""

import re
import unicodedata
from functools import cache

from opencc import OpenCC

from nlu.homophones import mend

_FULL_WIDTH = {
    code: code - 0xFEE0
    for first, last in (("０", "９"), ("Ａ", "Ｚ"), ("ａ", "ｚ"))
    for code in range(ord(first), ord(last) + 1)
}
_SPACES = re.compile(r"\s+")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co"})
LONGEST = 4096
"""Characters of a sentence that are looked at; a longer one is cut."""
ROUNDS = 4
"""A word that is spelt right can make its neighbour readable; more than three were never seen."""


def normalise(text: str) -> str:
    """`text` as it is read: simplified, half-width, one space, words of the field spelt right.

    Not NFKC: that would turn ， into a comma, which flips orders into questions.
    """
    seen = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in _INVISIBLE)
    plain = _SPACES.sub(" ", seen).translate(_FULL_WIDTH).strip()[:LONGEST].rstrip()
    for _ in range(ROUNDS):
        before, plain = plain, mend(_simplified(plain))
        if plain == before:
            break
    return plain


def _simplified(text: str) -> str:
    converted: str = _converter().convert(text)
    return converted


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
