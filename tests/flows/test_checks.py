from collections.abc import Callable
from datetime import date

import pytest

from flows import checks
from flows.steps import Rejected
from flows.view import View
from tests.people import NOW, ready

VIEW = View({}, ready(), NOW)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023-12-01", date(2023, 12, 1)),
        ("2023年12月1日", date(2023, 12, 1)),
        ("2023.12.1", date(2023, 12, 1)),
        ("2023/12/01", date(2023, 12, 1)),
        ("20231201", date(2023, 12, 1)),
        ("２０２３－１２－０１", date(2023, 12, 1)),
        ("二〇二三年十二月一日", date(2023, 12, 1)),
        ("二零二三年十月三十一日", date(2023, 10, 31)),
        ("二〇二三年二月二十日", date(2023, 2, 20)),
        ("2023 12 01", date(2023, 12, 1)),
        ("2024年2月29日。", date(2024, 2, 29)),
    ],
)
def test_days_as_people_write_them(text: str, found: date) -> None:
    assert checks.day(checks.clean(text)) == found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("去年冬天", "date_unreadable"),
        ("2023年2月30日", "day_unknown"),
        ("2023-13-01", "month_unknown"),
        ("2023-12", "date_unreadable"),
        ("12-01", "date_unreadable"),
        ("", "date_unreadable"),
        ("2023-00-10", "month_unknown"),
    ],
)
def test_days_that_are_none(text: str, code: str) -> None:
    with pytest.raises(Rejected) as rejected:
        checks.day(text)
    assert rejected.value.code == code


@pytest.mark.parametrize(
    "text", ["2018-09", "2018年9月", "2018.9", "201809", "2018年9月15日", "二〇一八年九月"]
)
def test_months_as_people_write_them(text: str) -> None:
    assert checks.month(text) == date(2018, 9, 1)


@pytest.mark.parametrize(
    ("check", "text", "kept"),
    [
        (checks.mobile, "138 0013 8000", "13800138000"),
        (checks.mobile, "+8613800138000", "13800138000"),
        (checks.certificate_number, "2023 0101 1000 0001", "2023010110000001"),
        (checks.certificate_number, "ay20230001", "AY20230001"),
        (checks.words(10), "北京大学", "北京大学"),
        (checks.whole_number(0, 60), "10年", "10"),
    ],
)
def test_answers_that_are_kept(check: Callable[[str, View], str], text: str, kept: str) -> None:
    assert check(text, VIEW) == kept


@pytest.mark.parametrize(
    ("check", "text", "code"),
    [
        (checks.mobile, "1380013800", "mobile_length"),
        (checks.mobile, "12800138000", "mobile_prefix"),
        (checks.mobile, "没有", "mobile_expected"),
        (checks.certificate_number, "12345", "certificate_number_length"),
        (checks.certificate_number, "管理号在哪里", "certificate_number_characters"),
        (checks.words(10), "好" * 11, "too_long"),
        (checks.words(10), "。。。", "words_expected"),
        (checks.words(50), "继续教育要多少学时啊？", "question_not_answer"),
        (checks.whole_number(0, 60), "61", "number_out_of_range"),
        (checks.whole_number(0, 60), "十年", "number_expected"),
    ],
)
def test_answers_that_are_rejected(
    check: Callable[[str, View], str], text: str, code: str
) -> None:
    with pytest.raises(Rejected) as rejected:
        check(text, VIEW)
    assert rejected.value.code == code


def test_marks_that_cannot_be_seen_are_dropped() -> None:
    assert checks.clean("\u202e北\u200b京\x00 大\n学\ufeff") == "北京 大 学"
    assert checks.clean("Ａ１，！") == "A1，！"
