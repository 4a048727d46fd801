"""Numbers out of a button's data: as large as they are, never above the limit."""

import pytest

from bot.pages.numbers import number_in


@pytest.mark.parametrize(
    ("word", "at_most", "number"),
    [
        ("1000000000", 2**63 - 1, 10**9),
        ("12345678901234567", 2**63 - 1, 12345678901234567),
        ("9" * 40, 2**63 - 1, 2**63 - 1),
        ("1" + "0" * 40, 2**63 - 1, 2**63 - 1),
        ("12", 5, 5),
        ("3", 5, 3),
        ("", 5, 0),
        ("-1", 5, 0),
    ],
)
def test_a_number_is_read_whole_up_to_its_limit(word: str, at_most: int, number: int) -> None:
    assert number_in(word, at_most=at_most) == number
