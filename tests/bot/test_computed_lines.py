"""Lines that depend on the day and on the person."""

from datetime import date, datetime

import pytest

from bot.computed_lines import computed_line
from flows.model import Facts
from flows.view import SHANGHAI
from knowledge.corpus import Entry
from tests.people import REGISTERED_STRUCTURAL, ready


def entry(computed: str) -> Entry:
    return Entry.model_validate(
        {
            "id": "an-entry",
            "topic": "题",
            "title": "题目",
            "phrasings": [f"问法{n}" for n in range(6)],
            "answer": "答案在此。",
            "citations": ["手册 6"],
            "computed": computed,
        }
    )


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)


def facts(*registrations: tuple[str, str]) -> Facts:
    held = tuple(
        REGISTERED_STRUCTURAL.model_copy(
            update={"speciality": speciality, "valid_until": date.fromisoformat(valid_until)}
        )
        for speciality, valid_until in registrations
    )
    return ready(registrations=held)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-23 09:00", "现在是工作时间，可以拨打（到 12:00）。"),
        ("2026-11-23 12:30", "现在是午休时间，今天（星期一）13:30 开始接听。"),
        ("2026-11-27 18:00", "今天已经下班，11 月 30 日（星期一）8:30 开始接听。"),
    ],
)
def test_the_hotline_now(moment: str, words: str) -> None:
    assert computed_line(entry("hotline_now"), at(moment)) == f"热线 010-88361866：{words}"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (
            "2026-11-23 09:00",
            "今天（11 月 23 日星期一）是工作日，下一个工作日是 11 月 24 日星期二。",
        ),
        # 国庆 2026, whose last day is 7 October.
        (
            "2026-10-01 09:00",
            "今天（10 月 1 日星期四）不是工作日，下一个工作日是 10 月 8 日星期四。",
        ),
    ],
)
def test_the_next_working_day(moment: str, words: str) -> None:
    assert computed_line(entry("next_workday"), at(moment)) == words


def test_beyond_the_announced_holidays_that_is_said() -> None:
    assert computed_line(entry("next_workday"), at("2031-03-03 09:00")).endswith(
        "国务院通知为准。"
    )


def test_the_renewal_window_of_a_person() -> None:
    asker = facts(("AY", "2027-08-31"), ("ARCH", "2026-12-01"), ("S", "2026-01-31"))
    line = computed_line(entry("renewal_window"), at("2026-11-23 09:00"), asker)
    assert line.split("\n") == [
        "您的「一级注册结构工程师」有效期至 2026-01-31，已经届满。",
        "您的「一级注册建筑师」有效期至 2026-12-01，现在可以申报延续，还有 8 天届满。",
        "您的「注册土木工程师（岩土）」有效期至 2027-08-31，2027-02-28 起可以申报延续（还有 97 天）。",
    ]


def test_the_renewal_window_of_nobody_ends_on_the_last_day_that_is_open() -> None:
    line = computed_line(entry("renewal_window"), at("2027-02-28 09:00"))
    # 31 August less six months is 28 February, too.
    assert "有效期在 2027-08-31 或之前届满的" in line
    assert computed_line(entry("renewal_window"), at("2027-02-28 09:00"), facts()) == line


def test_other_entries_have_none() -> None:
    assert computed_line(entry(""), at("2026-11-23 09:00")) == ""
