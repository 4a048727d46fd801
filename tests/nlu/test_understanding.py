"""Who decides: Rasa, or the keywords where Rasa is away, unsure or about to act on a stranger."""

import pytest

from nlu.client import RasaClient
from nlu.keywords import KeywordParser
from nlu.parse import Parse
from nlu.understanding import RasaOrKeywords


class Fixed(RasaClient):
    """A Rasa that reads every sentence alike."""

    def __init__(self, intent: str, confidence: float) -> None:
        super().__init__()
        self.reading = Parse(
            intent=intent, confidence=confidence, out_of_scope=0.2, source="rasa", vector=b"v"
        )

    async def parse(self, text: str) -> Parse:
        return self.reading


def parser(intent: str, confidence: float) -> RasaOrKeywords:
    return RasaOrKeywords(Fixed(intent, confidence), KeywordParser())


async def test_rasa_decides_when_sure() -> None:
    parse = await parser("start_renewal", 0.6).parse("帮我弄一下那个")
    assert (parse.intent, parse.source) == ("start_renewal", "rasa")


async def test_an_unsure_order_is_left_to_the_keywords() -> None:
    parse = await parser("start_renewal", 0.45).parse("帮我变更岩土")
    assert (parse.intent, parse.source) == ("start_change", "keywords")
    assert parse.out_of_scope == 0.2
    assert parse.vector == b"v"
    assert parse.entities == {"speciality": "AY", "registration_type": "change"}


async def test_an_unsure_question_stays_rasas() -> None:
    assert (await parser("ask_faq", 0.3).parse("撤回")).source == "rasa"


@pytest.mark.parametrize(("confidence", "intent"), [(0.7, "ask_faq"), (0.9, "start_withdrawal")])
async def test_a_withdrawal_needs_more(confidence: float, intent: str) -> None:
    assert (await parser("start_withdrawal", confidence).parse("怎么撤回")).intent == intent


@pytest.mark.parametrize(
    "sentence", ["补办护照", "注销QQ号", "注销ＱＱ号", "淘宝客服电话", "二级建造师初始注册"]
)
async def test_no_order_about_what_others_handle(sentence: str) -> None:
    for intent in ("start_reissue", "start_cancellation", "open_hotline", "ask_agent"):
        parse = await parser(intent, 0.99).parse(sentence)
        assert parse.intent == "out_of_scope"
        assert parse.out_of_scope >= 0.5


async def test_keywords_answer_while_rasa_is_away() -> None:
    parse = await RasaOrKeywords(RasaClient(), KeywordParser()).parse("转人工")
    assert (parse.intent, parse.source) == ("ask_agent", "keywords")


@pytest.mark.parametrize("text", ["", " ", "？？？", "😀", "\u200b", "\ud800"])
async def test_wordless_texts_never_reach_rasa(text: str) -> None:
    parse = await parser("start_withdrawal", 0.99).parse(text)
    assert (parse.intent, parse.source) == ("out_of_scope", "keywords")


async def test_a_question_about_a_stranger_stays_a_question_with_doubt() -> None:
    parse = await parser("ask_faq", 0.9).parse("公积金怎么提取")
    assert (parse.intent, parse.source) == ("ask_faq", "rasa")
    assert parse.out_of_scope >= 0.5
