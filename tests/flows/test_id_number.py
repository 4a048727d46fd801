"""身份证号: every typical mistake has its own words, and no living person's number is refused."""

from datetime import date

import pytest

from flows import id_number
from flows.checks import new_id_number, new_name
from flows.steps import Rejected
from flows.view import View
from tests.people import NOW, PERSON, ready

VIEW = View({}, ready(), NOW)
VALID = "110105194912310021"


def code_of(text: str, slots: dict[str, str] | None = None) -> str:
    with pytest.raises(Rejected) as rejected:
        new_id_number(text, View(slots or {}, ready(), NOW))
    return rejected.value.code


def with_check_digit(body: str) -> str:
    """The number that a body of 17 digits makes."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("一一零一零五", "id_number_characters"),
        ("11010519491231002Y", "id_number_characters"),
        ("X10105194912310020", "id_number_characters"),
        ("1101051949123100", "id_number_length"),
        ("110105491231002", "id_number_length"),
        ("1101051949123100211", "id_number_length"),
        ("110105194913310021", "id_number_birth"),
        ("110105194902300021", "id_number_birth"),
        ("110105203012310021", "id_number_birth"),
        (VALID, "id_number_check_digit"),
        (PERSON.id_number, "id_number_unchanged"),
        ("我的号码是多少？", "id_number_other"),
    ],
)
def test_each_mistake_has_its_code(typed: str, code: str) -> None:
    assert code_of(typed) == code


def test_a_number_is_kept_as_the_card_shows_it() -> None:
    number = with_check_digit("33010619881212006")
    assert new_id_number(f" {number[:6]} {number[6:14]}-{number[14:]} ".lower(), VIEW) == number


def test_a_division_that_came_later_than_the_birth_is_no_mistake() -> None:
    """Codes are given at the first registration of a household, not at birth."""
    for division in ("500103", "330106", "420106", "630103"):
        id_number.examine(with_check_digit(f"{division}19811212929"), date(2026, 11, 24))


def test_what_a_number_says_of_birth_and_sex() -> None:
    number = with_check_digit("33010619881212006")
    assert (id_number.birth_of(number), id_number.sex_of(number)) == (date(1988, 12, 12), "女")
    assert id_number.sex_of(with_check_digit("33010619881212007")) == "男"


def test_another_kind_of_paper_takes_what_stands_on_it() -> None:
    slots = {"id_type": "护照"}
    assert new_id_number("e12345678", View(slots, ready(), NOW)) == "E12345678"
    for typed in ("护照", "1", "abcdef", "E-1234", "x" * 30):
        assert code_of(typed.replace("-", "_"), slots) == "id_number_other", typed


@pytest.mark.parametrize("typed", ["欧阳测试", "买买提·测试", "买买提．测试", "䶮㛃", "Anna Test"])
def test_names_of_every_script_are_taken(typed: str) -> None:
    assert new_name(typed, VIEW) == typed.replace("．", "·")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("测", "name_length"),
        ("测" * 51, "name_length"),
        ("测试123", "name_characters"),
        ("怎么改名字", "name_characters"),
        (PERSON.name, "name_unchanged"),
        (f" {PERSON.name} ", "name_unchanged"),
    ],
)
def test_what_is_no_new_name(typed: str, code: str) -> None:
    with pytest.raises(Rejected) as rejected:
        new_name(typed, VIEW)
    assert rejected.value.code == code
