"""Few words after an answer, in a chat: the topic, its time, and what needs none."""

import pytest

from bot.answering import UNKNOWN
from tests.conversations.chat import Product
from tests.conversations.walks import WALKS, opened, walked


async def test_the_last_answer_is_the_topic(product: Product) -> None:
    chat = product.chat()
    await chat.sends_data("m|faq|change-materials")
    for typed, subject in (
        ("要几天？", "变更注册"),
        ("那怎么弄", "变更注册"),
        ("那注销呢？", "注销注册"),
    ):
        words = await chat.types(typed)
        told = next(
            line for line in words.splitlines() if "您问的是" in line or "您是不是" in line
        )
        assert subject in told, typed


async def test_a_business_is_swapped_and_stays_the_topic(product: Product) -> None:
    chat = product.chat()
    await chat.sends_data("m|faq|withdrawal-how")
    assert "照片有什么要求" in await chat.types("那照片呢？")
    assert await chat.tracker() is None


async def test_the_topic_is_forgotten_after_half_an_hour(product: Product) -> None:
    chat = product.chat()
    await chat.sends_data("m|faq|change-materials")
    product.clock.moves_on(29 * 60)
    assert UNKNOWN not in await chat.types("要几天？")
    await chat.sends_data("m|faq|change-materials")
    product.clock.moves_on(31 * 60)
    assert "变更注册" not in await chat.types("要几天？")


async def test_it_ends_with_the_login(product: Product) -> None:
    chat = product.chat()
    await chat.logs_in("yantu")
    await chat.sends_data("m|faq|change-materials")
    await chat.types("退出登录")
    assert "变更注册" not in await chat.types("要几天？")


async def test_a_business_that_was_asked_for_is_the_topic_before_the_login(
    product: Product,
) -> None:
    chat = product.chat()
    await chat.types("我要办变更注册")
    assert UNKNOWN not in await chat.types("需要什么材料")


async def test_the_form_in_hand_is_the_topic(product: Product) -> None:
    chat = await WALKS["change"].opened(product)
    before = await chat.form()
    assert UNKNOWN not in await chat.types("要几天？")
    after = await chat.form()
    assert (after.step, after.slots) == (before.step, before.slots)
    assert chat.asks(after)


@pytest.mark.parametrize("step", ["school", "title"])
async def test_a_follow_up_is_no_answer_to_a_step(product: Product, step: str) -> None:
    chat = await opened(product.chat(), "profile", "xinren")
    await walked(chat, step)
    before = await chat.form()
    for typed in ("要几天？", "在哪", "需要什么材料"):
        await chat.types(typed)
        after = await chat.form()
        assert (after.step, after.slots) == (before.step, before.slots), typed
        assert chat.asks(after), typed


async def test_an_order_needs_no_topic(product: Product) -> None:
    chat = product.chat()
    await chat.logs_in("biangeng")
    await chat.sends_data("m|faq|withdrawal-how")
    await chat.types("我要办变更注册")
    assert (await chat.form()).flow == "change"
