"""Numbers of people in what is typed into a public search: masked before anything shows it."""

import re
import unicodedata

QUESTION_LIMIT = 200
"""Characters of a question that are looked at and shown again."""

# ID and mobile numbers and what is written like them, in groups or not; the hotline begins with 0.
_NUMBER = re.compile(r"(?<![0-9A-Za-z])\+?[1-9](?:[ -]?[0-9]){9,17}[0-9Xx]?(?![0-9A-Za-z])")


def masked(question: str) -> str:
    """The question on one line, shortened, every long number replaced by `***`."""
    plain = "".join(
        unicodedata.normalize("NFKC", sign) if unicodedata.category(sign) == "Nd" else sign
        for sign in question[: QUESTION_LIMIT * 2]
        if sign.isprintable() or sign.isspace()
    )
    return _NUMBER.sub("***", " ".join(plain.split()))[:QUESTION_LIMIT]
