"""Numbers of people are masked, numbers of offices and rules are not."""

import pytest

from bot.self_service.personal import QUESTION_LIMIT, public_words


@pytest.mark.parametrize(
    "number",
    [
        "11010519491231002X",
        "１１０１０５１９４９１２３１００２X",
        "13800138000",
        "6222021234567890123",
    ],
)
def test_numbers_of_people(number: str) -> None:
    assert public_words(f"我的号 {number} 查不到") == "我的号 查不到"
    assert public_words(f"我是{number}怎么办") == "我是怎么办"


@pytest.mark.parametrize(
    "question",
    ["010-88361866 打不通", "期满前30日", "2026-11-23 上报的", "200KB 到 500KB", "第32条"],
)
def test_other_numbers_stay(question: str) -> None:
    assert public_words(question) == question


def test_a_question_is_one_line_of_limited_length() -> None:
    assert public_words(" 社保\n异常\x00 ") == "社保 异常"
    assert len(public_words("长" * 5000)) == QUESTION_LIMIT
