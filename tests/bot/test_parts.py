"""Which parts of a message are answered, and when it is taken as one."""

from bot.parts import in_parts
from bot.understanding import Understood
from knowledge.corpus import load_corpus
from nlu.parse import Parse

PARSE = Parse(intent="ask_faq", confidence=0.8)
ONE, OTHER, THIRD, *_ = load_corpus().entries.values()
UNSURE = Understood("unsure", PARSE, 0.4, suggestions=(ONE,))
ORDER = Understood("action", PARSE, 0.9, action="change")


def answered(entry: object, confidence: float = 0.6) -> Understood:
    return Understood("answered", PARSE, confidence, entry=entry)  # type: ignore[arg-type]


async def read_as(text: str, whole: Understood, **parts: Understood) -> Understood:
    async def read(part: str) -> Understood:
        return parts.get(part, UNSURE)

    return await in_parts(text, whole, None, read)


async def test_each_part_is_answered_in_order() -> None:
    found = await read_as(
        "甲是什么？乙要多久", UNSURE, 甲是什么=answered(ONE), 乙要多久=answered(OTHER)
    )
    assert [one.entry for one in (*found.besides, found)] == [ONE, OTHER]
    assert [one.asked for one in (*found.besides, found)] == ["甲是什么", "乙要多久"]


async def test_an_order_comes_last_wherever_it_stood() -> None:
    for text in ("我要办变更，甲是什么", "甲是什么？我要办变更"):
        found = await read_as(text, ORDER, 我要办变更=ORDER, 甲是什么=answered(ONE))
        assert found.action == "change"
        assert [one.entry for one in found.besides] == [ONE]


async def test_it_is_one_message_where_a_part_is_not_found() -> None:
    lost = Understood("out_of_scope", PARSE, 0.1)
    parts = {"甲是什么": answered(ONE), "乙要多久": lost}
    assert await read_as("甲是什么？乙要多久", UNSURE, **parts) == UNSURE
    refused = {"我要办变更": lost, "甲是什么": answered(ONE)}
    assert await read_as("我要办变更，甲是什么", UNSURE, **refused) == UNSURE
    whole = answered(THIRD)
    assert await read_as("甲是什么？乙要多久", whole, 甲是什么=answered(ONE)) == whole


async def test_suggestions_stand_beside_an_answer_but_never_alone() -> None:
    found = await read_as("甲是什么？乙要多久", UNSURE, 甲是什么=answered(ONE))
    assert [one.status for one in (*found.besides, found)] == ["answered", "unsure"]
    assert await read_as("甲是什么？乙要多久", ORDER) == ORDER


async def test_a_sure_answer_to_the_whole_does_not_leave_the_other_part_out() -> None:
    parts = {"甲是什么": answered(ONE), "乙要多久": answered(OTHER)}
    found = await read_as("甲是什么？乙要多久", answered(ONE, 0.99), **parts)
    assert [one.entry for one in (*found.besides, found)] == [ONE, OTHER]


async def test_the_same_answer_twice_is_given_once() -> None:
    same = {"甲是什么": answered(ONE), "乙要多久": answered(ONE)}
    assert await read_as("甲是什么？乙要多久", UNSURE, **same) == UNSURE
    assert await read_as("甲是什么？乙要多久", answered(ONE), **same) == answered(ONE)


async def test_three_parts_at_most() -> None:
    asked = {"甲是什么": answered(ONE), "乙是什么": answered(OTHER), "丙是什么": answered(THIRD)}
    found = await read_as("甲是什么？乙是什么？丙是什么？丁是什么？", UNSURE, **asked)
    assert len((*found.besides, found)) == 3
