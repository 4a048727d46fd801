"""👍 and 👎 below answers, and words that say the same, in a chat."""

import pytest

from bot.answering import answer_message
from bot.businesses import DESTINATIONS
from bot.feedback import is_complaint
from bot.feedback_buttons import with_feedback
from flows import texts
from storage.feedback import Tally
from tests.conversations.chat import Chat, Product
from tests.conversations.walks import opened, walked
from tests.house import House


async def answered(chat: Chat) -> tuple[str, str]:
    """Data of both buttons below an answer."""
    await chat.sends_data("m|faq|withdrawal-how")
    return chat.button("👍").data, chat.button("👎").data


async def tallies(product: Product) -> list[Tally]:
    return await product.assistant.services.feedback.tallies()


async def test_every_answer_has_both_buttons(product: Product) -> None:
    chat, services = product.chat(), product.assistant.services
    await answered(chat)
    assert chat.button("问人工").data == "m|agent|"
    for entry in services.corpus.entries.values():
        plain = answer_message(entry, DESTINATIONS)
        shown = with_feedback(plain, entry, services, product.clock())
        data = [button.data for row in shown.buttons for button in row if button.label in "👍👎"]
        assert len(data) == 2
        assert all(len(each.encode()) <= 64 and entry.id in each for each in data), entry.id


async def test_tapping_twice_counts_once_and_the_other_one_changes_it(product: Product) -> None:
    chat = product.chat()
    good, bad = await answered(chat)
    for _ in range(2):
        assert await chat.sends_data(good) == ""
        assert chat.handled.toast == texts.say("feedback_kept")
    assert await tallies(product) == [Tally("withdrawal-how", 0, 1, 0)]
    words = await chat.sends_data(bad)
    assert "还是没解决？" in words
    assert "问人工" in words
    assert len(chat.replies[0].buttons) > 1, "other entries are offered"
    assert await chat.sends_data(bad) == ""
    assert await tallies(product) == [Tally("withdrawal-how", 0, 0, 1)]


async def test_in_mid_form_the_step_is_asked_again(product: Product) -> None:
    chat = await opened(product.chat(), "profile", "xinren")
    await walked(chat, "major")
    before = await chat.form()
    _, bad = await answered(chat)
    await chat.sends_data(bad)
    assert chat.asks(before)
    assert (await chat.form()).slots == before.slots


async def test_old_and_forged_buttons_are_harmless(product: Product) -> None:
    chat = product.chat()
    good, _ = await answered(chat)
    for data in (
        *("m|good|", "m|bad|nowhere.0.abc", "m|bad|withdrawal-how", "m|good|withdrawal-how.0.z"),
        *("m|good|withdrawal-how.0.zzzzzzz", "m|bad|withdrawal-how.-1.0", "m|good|\x00.0.t"),
    ):
        assert texts.say("stale_button") in await chat.sends_data(data), data
    product.clock.moves_on(367 * 86400)
    assert texts.say("stale_button") in await chat.sends_data(good)
    stranger = product.chat()
    assert texts.say("stale_button") in await stranger.sends_data(good)
    assert await tallies(product) == []


@pytest.mark.parametrize("words", ["没用", "还是没解决", "不对", "答非所问"])
async def test_words_after_an_answer_lead_to_a_person(product: Product, words: str) -> None:
    chat = product.chat()
    await answered(chat)
    title = product.assistant.services.corpus.entries["withdrawal-how"].title
    said = await chat.types(words)
    assert f"您刚才看的是「{title}」" in said
    assert "010-88361866" in said
    assert [(one.helpful, one.unhelpful) for one in await tallies(product)] == [(0, 1)]


async def test_the_same_words_without_an_answer_before_mean_something_else(
    product: Product,
) -> None:
    chat = product.chat()
    await chat.types("你好")
    assert "您刚才看的是" not in await chat.types("不对")
    await answered(chat)
    product.clock.moves_on(31 * 60)
    assert "您刚才看的是" not in await chat.types("没用")


async def test_in_a_form_they_mean_the_answer_only_while_nothing_was_filled_in(
    product: Product,
) -> None:
    chat = await opened(product.chat(), "initial", "yantu")
    await walked(chat, "approved_on")
    await answered(chat)
    assert "您刚才看的是" in await chat.types("没用")
    form = await chat.form()
    assert form.step == "approved_on"
    assert form.rejections == 0
    assert chat.asks(form)
    await chat.types("2023-12-01")
    assert "您刚才看的是" not in await chat.types("不对")


def test_what_is_a_complaint() -> None:
    for words in (
        "没用",
        "还是没解决",
        "不对",
        "你说的不对",
        "没有解决我的问题",
        "答非所问。",
        "没解决啊",
    ):
        assert is_complaint(words), words
    for words in ("没用过的章", "信息不对怎么改", "没有", "不", "对", "不对外的学校", ""):
        assert not is_complaint(words), words


async def test_over_telegram(home: House) -> None:
    user = home.telegram_user()
    await user.types("/start faq_withdrawal-how")
    await user.sees("〔手册 5〕")
    await user.taps("👍")
    await user.taps("👎")
    await user.sees("还是没解决？")
    assert texts.say("feedback_kept") in user.toasts
    kept = await home.assistant.services.feedback.tallies()
    assert kept == [Tally("withdrawal-how", 0, 0, 1)]


async def test_over_the_web(home: House) -> None:
    async with home.web_user() as user:
        await user.types("撤回后还能再报吗")
        await user.sees("〔手册")
        await user.taps("👎")
        await user.sees("还是没解决？")
        await user.types("没用")
        await user.sees("您刚才看的是")
