"""Words as they were typed, or what they become with the topic: which of the two is taken."""

import pytest

from bot.app import seed
from bot.evaluating import followed
from bot.finding import Finding
from bot.reading import Reader
from bot.topics import follow_up
from bot.understanding import Status, Understood
from knowledge.embedding import NanoEncoder
from knowledge.evaluation.questions import FOLDER, read_questions
from knowledge.follow_up import Topic
from nlu.keywords import KeywordParser
from nlu.parse import Parse

TOPIC = Topic("变更注册", "how", "换单位怎么办变更注册")


def found(status: Status, confidence: float = 0.6, action: str = "") -> Understood:
    return Understood(status, Parse(intent="ask_faq", confidence=0.8), confidence, action)


@pytest.mark.parametrize(
    ("typed", "plain", "whole", "taken"),
    [
        ("要几天？", found("out_of_scope"), found("answered"), "whole"),
        ("要几天？", found("unsure"), found("unsure"), "whole"),
        ("要几天？", found("answered", 0.6), found("answered"), "whole"),
        ("要几天？", found("answered", 0.95), found("answered", 0.99), "plain"),
        ("要几天？", found("answered", 0.6), found("unsure"), "plain"),
        ("要几天？", found("unsure"), found("out_of_scope"), "plain"),
        ("进度呢", found("action", 0.6, "progress"), found("answered"), "plain"),
        ("要登报吗", found("out_of_scope"), found("answered"), "whole"),
        ("要登报吗", found("out_of_scope"), found("unsure"), "plain"),
        ("要登报吗", found("answered", 0.6), found("answered"), "plain"),
        ("多久有结果", found("action", 0.8, "progress"), found("answered"), "whole"),
        ("那注销呢", found("action", 0.95, "cancellation"), found("answered"), "whole"),
        ("那注销呢", found("action", 0.95, "cancellation"), found("out_of_scope"), "plain"),
        ("我要办注销", found("action", 0.95, "cancellation"), found("answered"), "plain"),
        ("测试大学", found("out_of_scope"), found("answered"), "plain"),
    ],
)
async def test_what_is_sure_by_itself_wins(
    typed: str, plain: Understood, whole: Understood, taken: str
) -> None:
    async def read(_: str) -> Understood:
        return whole

    result = await follow_up(typed, plain, TOPIC, read)
    assert bool(result.asked) == (taken == "whole")
    assert result.status == (whole if taken == "whole" else plain).status


async def test_without_a_topic_the_words_are_taken_as_they_are() -> None:
    async def read(_: str) -> Understood:
        return found("answered")

    assert await follow_up("要几天？", found("unsure"), None, read) == found("unsure")


async def test_most_follow_ups_of_the_development_file_are_found() -> None:
    corpus, search = seed()
    chat = Reader(KeywordParser(), corpus, Finding(lambda: search, NanoEncoder()))
    outcomes = await followed(read_questions(FOLDER / "development.yml").follow_ups, chat)
    shown = sum(one.is_shown for one in outcomes)
    assert shown >= 0.75 * len(outcomes), [one for one in outcomes if not one.is_shown]
