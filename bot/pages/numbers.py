"""Numbers in a button's data, which anybody may have written."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LARGEST = 36**11
"""Beyond every moment in microseconds."""


def number_in(word: str, *, at_most: int) -> int:
    """The number in a button's data, which anybody may have written; 0 where there is none."""
    # One digit more than the limit has: whatever is longer stays above the limit.
    return min(int(word[: len(str(at_most)) + 1]), at_most) if word.isdecimal() else 0


def base36(number: int) -> str:
    """A natural number in few characters."""
    word = ""
    while number:
        number, digit = divmod(number, 36)
        word = _DIGITS[digit] + word
    return word or "0"


def from_base36(word: str) -> int:
    """What `base36` wrote; 0 for anything else."""
    is_ours = 0 < len(word) <= 11 and all(character in _DIGITS for character in word)
    return min(int(word, 36), _LARGEST) if is_ours else 0
