"""Inline mode over HTTP: answers offered in any chat, and nothing that stops the polling."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from telegram import InlineKeyboardMarkup, Update

from bot.channels.messages import Offer
from storage.database import Database
from tests.house import house
from tests.telegram.echo import EchoDialogue, Edge, edge
from tests.telegram.fake_bot_api import FakeBotApi
from tests.telegram.test_webhook import served

OFFER = Offer("an-entry", "题目", "答案。\n〔手册 6〕", "faq_an-entry")


async def one_offer(words: str, most: int) -> Sequence[Offer]:
    if words == "broken":
        raise RuntimeError("made up")
    return [OFFER] if words != "nothing" else []


async def test_answers_and_hot_questions_with_a_link_to_the_bot(
    bot_api: FakeBotApi, database: Database, data_dir: Path
) -> None:
    async with house(database, data_dir, bot_api=bot_api) as home:
        user, corpus = home.telegram_user(), home.assistant.services.corpus
        offered = await user.asks_inline("社保异常")
        assert 5 <= len(offered["results"]) <= 10
        assert "insurance-abnormal" in [one["id"] for one in offered["results"]]
        assert (offered["is_personal"], offered["cache_time"]) == (False, 300)
        for one in offered["results"]:
            entry = corpus.entries[one["id"]]
            text = one["input_message_content"]["message_text"]
            assert text.startswith(f"{entry.title}\n{entry.answer}")
            assert text.endswith("".join(source.label for source in entry.citations))
            (((button,),),) = (InlineKeyboardMarkup.de_json(one["reply_markup"]).inline_keyboard,)
            assert button.url == f"https://t.me/RegistrationBot?start=faq_{entry.id}"
        hot = [entry.id for entry in corpus.hot_questions()]
        assert [one["id"] for one in (await user.asks_inline("  "))["results"]] == hot
        # The link in what was passed on leads to the same answer in the bot's own chat.
        await user.types(f"/start {button.url.partition('start=')[2]}")
        await user.sees(entry.answer)
        none = await user.asks_inline("？" * 256)
        assert none["results"] == []
        assert none["button"]["text"].startswith("没有找到")
        await user.types("/start ask")
        await user.sees("主菜单")
    assert bot_api.updates.pending == []


async def test_faults_pass_and_talks_go_on(bot_api: FakeBotApi, database: Database) -> None:
    user = bot_api.user()
    async with edge(bot_api, database, EchoDialogue(database), offers=one_offer):
        await user.types("before")
        await user.sees("echo before")
        await user.types_inline("broken")
        for status in (400, 429, 500):
            bot_api.fail("answerInlineQuery", status, retry_after=1 if status == 429 else 0)
            await user.types_inline("lost")
            await bot_api.until(lambda: not bot_api.faults[-1].times)
        bot_api.fail("answerInlineQuery", drop="before")
        await user.types_inline("lost")
        offered = await user.asks_inline("words")
        assert [one["title"] for one in offered["results"]] == ["题目"]
        await user.types("after")
        await user.sees("echo after")
    assert bot_api.updates.pending == []
    # Each was tried once: whoever types has typed on.
    assert len(bot_api.called("answerInlineQuery")) == 5


async def test_by_webhook(bot_api: FakeBotApi, database: Database) -> None:
    user = bot_api.user()
    running = Edge(bot_api, database, EchoDialogue(database), offers=one_offer)
    async with served(running) as url:
        running.channel._webhook_url = url
        await running.begin()
        offered = await user.asks_inline("words")
        assert [one["id"] for one in offered["results"]] == ["an-entry"]
        await bot_api.until(lambda: not bot_api.updates.pending)
        await running.end()


async def test_a_bot_without_offers_takes_the_query_and_is_silent(
    bot_api: FakeBotApi, database: Database
) -> None:
    user = bot_api.user()
    async with edge(bot_api, database, EchoDialogue(database)):
        await user.types_inline("words")
        await user.types("hello")
        await user.sees("echo hello")
        await bot_api.until(lambda: len(bot_api.updates.pending) < 2)
    assert bot_api.called("answerInlineQuery") == []


async def test_only_asked_for_kinds_come(bot_api: FakeBotApi) -> None:
    user = bot_api.user()
    await user.types_inline("first")
    update = Update.de_json(bot_api.updates.pending[0], None)
    assert update.inline_query is not None
    assert update.inline_query.query == "first"
    bot_api.updates.allow(["message"])
    await user.types_inline("second")
    assert len(bot_api.updates.pending) == 1


@pytest.mark.parametrize("lines", [1, 1000])
async def test_a_long_answer_is_cut_to_one_message(
    bot_api: FakeBotApi, database: Database, lines: int
) -> None:
    async def long(words: str, most: int) -> Sequence[Offer]:
        return [Offer("long", "题目", "一行字。\n" * lines, "faq_long")]

    user = bot_api.user()
    async with edge(bot_api, database, EchoDialogue(database), offers=long):
        offered = await user.asks_inline("words")
    text = offered["results"][0]["input_message_content"]["message_text"]
    assert text.startswith("题目\n一行字。")
    assert len(text) == 8 if lines == 1 else 4090 <= len(text) <= 4096
