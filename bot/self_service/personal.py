"""What is typed into a public search, as it may be shown and searched: no numbers of people."""

from bot.masking import mask

QUESTION_LIMIT = 200
"""Characters of a question that are looked at and shown again."""


def public_words(question: str) -> str:
    """The question on one line, shortened, without ID, mobile and card numbers."""
    shown = "".join(
        sign for sign in question[: QUESTION_LIMIT * 2] if sign.isprintable() or sign.isspace()
    )
    return " ".join(mask(shown).without.split())[:QUESTION_LIMIT]
