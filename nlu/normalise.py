"""One form for every sentence: what is parsed now and what was trained on pass through here."""

import re
import unicodedata

_FULL_WIDTH = {
    code: code - 0xFEE0
    for first, last in (("０", "９"), ("Ａ", "Ｚ"), ("ａ", "ｚ"))
    for code in range(ord(first), ord(last) + 1)
}
_SPACES = re.compile(r"\s+")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co"})
LONGEST = 4096
"""Characters of a sentence that are looked at; a longer one is cut."""


def normalise(text: str) -> str:
    """`text` without invisible marks, spaces collapsed, full-width letters and digits as ASCII.

    Not NFKC: that would turn ， into a comma, which flips orders into questions.
    """
    seen = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in _INVISIBLE)
    return _SPACES.sub(" ", seen).translate(_FULL_WIDTH).strip()[:LONGEST].rstrip()
