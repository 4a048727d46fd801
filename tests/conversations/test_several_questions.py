"""Several questions in one message, and an order beside a question, in a chat."""

from knowledge.several import asks
from tests.conversations.chat import Product
from tests.conversations.walks import WALKS, opened, walked


def question(product: Product, entry_id: str) -> str:
    """A short way of asking for an entry, in the entry's own words."""
    entry = product.assistant.services.corpus.entries[entry_id]
    return next(
        line
        for line in sorted(entry.phrasings, key=len)
        if len(line) > 6 and asks(line) and "，" not in line
    )


async def test_two_questions_are_both_answered(product: Product) -> None:
    one, other = question(product, "portrait-requirements"), question(product, "withdrawal-again")
    chat = product.chat()
    words = await chat.types(f"{one}？{other}")
    assert f"您问的是：{one}" in words
    assert f"您问的是：{other}" in words
    assert len(chat.replies) == 2


async def test_an_order_beside_a_question_is_obeyed_after_the_answer(product: Product) -> None:
    other = question(product, "withdrawal-again")
    chat = product.chat()
    await chat.logs_in("biangeng")
    words = await chat.types(f"我要办变更注册，{other}")
    assert f"您问的是：{other}" in words
    form = await chat.form()
    assert form.flow == "change"
    assert chat.asks(form)


async def test_in_mid_form_the_step_is_asked_again_once(product: Product) -> None:
    one, other = question(product, "portrait-requirements"), question(product, "withdrawal-again")
    chat = await opened(product.chat(), "profile", "xinren")
    await walked(chat, "major")
    before = await chat.form()
    await chat.types(f"{one}？{other}")
    after = await chat.form()
    assert (after.step, after.slots) == (before.step, before.slots)
    assert len(chat.replies) == 3
    assert chat.asks(after)


async def test_an_order_in_mid_form_is_offered(product: Product) -> None:
    other = question(product, "withdrawal-again")
    chat = await WALKS["change"].opened(product)
    before = await chat.form()
    words = await chat.types(f"{other}？我要办延续注册")
    assert f"您问的是：{other}" in words
    assert "要转去「延续注册」吗" in words
    assert (await chat.form()).id == before.id
