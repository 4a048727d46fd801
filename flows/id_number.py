"""What an 身份证号 says by itself (GB 11643): birth, sex, check digit.

The division code is not looked up: tables of divisions by year refuse numbers of living people,
whose code was given at their first registration, not at birth.
"""

import re
from datetime import date

from stdnum.cn import ric

from flows.steps import Rejected

LENGTH = 18


def compact(text: str) -> str:
    """As it is kept: no blanks or dashes, a capital X."""
    return re.sub(r"[\s\-]", "", text).upper()


def examine(number: str, today: date) -> None:
    """Raises `Rejected` with the first thing that is wrong with a compact number."""
    if not re.fullmatch(r"\d*X?", number, re.ASCII):
        raise Rejected("id_number_characters")
    if len(number) != LENGTH:
        raise Rejected("id_number_length", length=str(len(number)))
    born_on = _birth(number)
    if born_on is None or not date(1900, 1, 1) <= born_on <= today:
        raise Rejected("id_number_birth", birth=number[6:14])
    if str(ric.calc_check_digit(number)) != number[-1]:
        raise Rejected("id_number_check_digit")


def is_valid(number: str) -> bool:
    """True for a number that anybody may have."""
    try:
        examine(number, date.max)
    except Rejected:
        return False
    return True


def birth_of(number: str) -> date:
    """The day of birth in a valid number."""
    found = _birth(number)
    assert found is not None, "only for valid numbers"
    return found


def sex_of(number: str) -> str:
    """男 or 女, by the parity of the seventeenth digit."""
    return "男" if int(number[16]) % 2 else "女"


def _birth(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
