"""Answers of a chat are counted, and what is asked in a form is offered with it."""

from tests.conversations.chat import Product


async def test_every_answer_of_a_chat_is_counted(product: Product) -> None:
    popularity = product.assistant.services.popularity
    stranger, engineer = product.chat(), product.chat()
    await stranger.sends_data("m|faq|withdrawal-how")
    await engineer.logs_in("yantu")
    await engineer.sends_data("m|faq|withdrawal-how")
    await engineer.sends_data("m|go|initial")
    await engineer.sends_data("m|faq|portrait-requirements")
    await engineer.types("你好")
    await popularity.look()
    assert popularity.asked() == {"withdrawal-how": 2, "portrait-requirements": 1}
    assert popularity.asked(speciality="AY") == {"withdrawal-how": 1, "portrait-requirements": 1}
    assert popularity.asked(business="initial") == {"portrait-requirements": 1}
    words = await stranger.sends_data("m|service|initial")
    title = product.assistant.services.corpus.entries["portrait-requirements"].title
    assert title in words, "asked in this form, so offered with it"
