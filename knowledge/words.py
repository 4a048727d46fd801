"""From a question to its words: one form for every text, and tokens for the lexical index."""

import re
import unicodedata

QUESTION_LIMIT = 400
"""Characters that are looked at: longer questions say nothing more, and cost time."""

_FULL_WIDTH = {
    code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()
}
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co"})
_NOISE = re.compile(r"[^0-9a-z㐀-鿿]+")
_RUN = re.compile(r"[0-9a-z]+|[㐀-鿿]+")


def readable(text: str) -> str:
    """Spaces collapsed, full-width letters and digits to ASCII, invisible marks left out.

    Not NFKC: it would turn the Chinese comma into an ASCII one and so change what a model reads.
    """
    seen = (c for c in text if c.isspace() or unicodedata.category(c) not in _INVISIBLE)
    return " ".join("".join(seen).translate(_FULL_WIDTH).split())


def normalise(text: str) -> str:
    """`readable`, in lower case, with everything but letters, digits and Chinese as spaces."""
    text = unicodedata.normalize("NFC", text[:QUESTION_LIMIT]).translate(_FULL_WIDTH)
    return " ".join(_NOISE.sub(" ", text.casefold()).split())


def tokens(text: str) -> list[str]:
    """Characters and pairs of characters of a raw text; a run of letters and digits is one."""
    found: list[str] = []
    for run in _RUN.findall(normalise(text)):
        if run.isascii():
            found.append(run)
            continue
        found += run
        found += [run[i : i + 2] for i in range(len(run) - 1)]
    return found
