"""Personal numbers typed into questions: answered, warned of, and kept nowhere."""

import pytest

from flows import texts
from tests.conversations.chat import Chat, Product
from tests.conversations.walks import opened, walked

NUMBERS = {
    "110105199307010029": "身份证号",
    "１１０１０５ １９９３０７０１ ００２９": "身份证号",
    "13900139000": "手机号",
    "6222 0212 3456 7890 123": "银行卡号",
}


async def kept(product: Product) -> str:
    """All that the database keeps of talks."""
    async with product.assistant.database.raw() as connection:
        cursor = await connection.execute(
            "SELECT content::text AS row FROM inbox UNION ALL SELECT message::text FROM outbox"
            " UNION ALL SELECT state::text FROM conversations"
        )
        return "\n".join(row["row"] for row in await cursor.fetchall())


async def asks_with(chat: Chat, number: str, what: str) -> None:
    words = await chat.types(f"怎么撤回申请？我的号码是{number}")
    assert texts.say("number_masked", what=what) in words
    assert "撤回" in words.replace("怎么撤回申请", "")


@pytest.mark.parametrize(("number", "what"), NUMBERS.items())
async def test_a_question_is_answered_and_its_number_kept_nowhere(
    product: Product, number: str, what: str
) -> None:
    chat = product.chat()
    await asks_with(chat, number, what)
    await chat.types(number)
    await chat.types(f"/{number.replace(' ', '')}")
    assert number not in await kept(product)
    assert number.replace(" ", "") not in await kept(product)


async def test_in_a_form_a_number_in_a_question_is_no_answer(product: Product) -> None:
    chat = await opened(product.chat(), "profile", "xinren")
    await walked(chat, "enterprise")
    before = await chat.form()
    await asks_with(chat, "13900139000", "手机号")
    assert chat.asks(before)
    await chat.types("6222021234567890123")
    assert "6222021234567890123" not in await kept(product)
    await walked(chat, "contact_mobile")
    words = await chat.types("13900139000")
    assert "打码" not in words, "here it is asked for"
    assert (await chat.form()).slots["contact_mobile"] == "13900139000"
    assert "13900139000" not in await kept(product)
