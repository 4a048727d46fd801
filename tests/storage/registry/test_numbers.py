from datetime import date

import pytest

from flows.terms import months_later, renewal_opens, term_of, years_later
from storage.registry.ids import ALPHABET, new_id, read_id
from storage.registry.numbers import certificate_number, seal_at, seal_number

CODE = "91110108MA9000001X"


def test_certificate_numbers() -> None:
    day = date(2017, 5, 1)
    assert certificate_number("S", CODE, day, 1880) == "S171101880"
    assert certificate_number("ARCH", CODE, day, 249) == "171100249"


def test_seal_numbers() -> None:
    assert seal_number("S", CODE, "A111000001", 12) == "1100001-S012"
    assert seal_number("ARCH", CODE, "A111000001", 12) == "1100001-012"
    assert seal_number("S", CODE, "无", 1012) == "1100000-S012"
    assert seal_at("1100001-S012", "S", CODE, "A111000777") == "1100777-S012"
    assert seal_at("自由文本", "S", CODE, "无") == "1100000-S000"


@pytest.mark.parametrize(
    ("day", "months", "other"),
    [
        (date(2026, 8, 31), -6, date(2026, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_months(day: date, months: int, other: date) -> None:
    assert months_later(day, months) == other


def test_terms() -> None:
    assert (term_of("ARCH"), term_of("AY")) == (2, 3)
    assert years_later(date(2028, 2, 29), 3) == date(2031, 2, 28)
    assert renewal_opens(date(2022, 9, 30)) == date(2022, 3, 30)


def test_ids_are_short_and_unambiguous() -> None:
    drawn = {new_id() for _ in range(500)}
    assert len(drawn) == 500
    assert all(len(one) == 6 and set(one) <= set(ALPHABET) for one in drawn)
    assert not set("01OIL") & set(ALPHABET)
    assert read_id(" a7k2q9\n") == "A7K2Q9"
