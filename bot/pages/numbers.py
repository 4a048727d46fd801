"""Numbers in a button's data, which anybody may have written."""


def number_in(word: str, *, at_most: int) -> int:
    """The number in a button's data, which anybody may have written; 0 where there is none."""
    return min(int(word[:9]), at_most) if word.isdecimal() else 0
