"""Numbers of people are masked, numbers of offices and rules are not."""

import pytest

from bot.self_service.personal import QUESTION_LIMIT, masked


@pytest.mark.parametrize(
    "number",
    [
        "11010519491231002X",
        "110105194912310021",
        "110105 1949 1231 002x",
        "１１０１０５１９４９１２３１００２X",
        "13800138000",
        "138-0013-8000",
        "+8613800138000",
        "6222020200112233445",
    ],
)
def test_numbers_of_people(number: str) -> None:
    assert masked(f"我的号 {number} 查不到") == "我的号 *** 查不到"
    assert masked(f"我是{number}怎么办") == "我是***怎么办"


@pytest.mark.parametrize(
    "question",
    ["010-88361866 打不通", "期满前30日", "2026-11-23 上报的", "200KB 到 500KB", "第32条"],
)
def test_other_numbers_stay(question: str) -> None:
    assert masked(question) == question


def test_a_question_is_one_line_of_limited_length() -> None:
    assert masked(" 社保\n异常\x00 ") == "社保 异常"
    assert len(masked("长" * 5000)) == QUESTION_LIMIT
