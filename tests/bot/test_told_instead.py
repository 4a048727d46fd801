"""Words that name a business without ordering it are answered where an entry says nearly the same."""

import pytest

from bot.finding import Finding
from bot.understanding import understand
from knowledge.corpus import Entry, load_corpus
from knowledge.search import Hit
from nlu.parse import Parse

ENTRY: Entry = load_corpus().entries["defence-duplicate"]


class Certain(Finding):
    """Finds one entry, as surely as it is told."""

    def __init__(self, confidence: float) -> None:
        self.confidence = confidence

    async def find(self, question: str, limit: int = 3, vector: bytes = b"") -> list[Hit]:
        return [Hit(ENTRY, 1.0, self.confidence, self.confidence)]


class Reading:
    """Reads every sentence alike."""

    def __init__(self, intent: str, confidence: float) -> None:
        self.parse_of_all = Parse(
            intent=intent,
            confidence=confidence,
            order=intent if intent.startswith(("start_", "open_")) else "start_defence",
            order_chance=confidence if intent.startswith(("start_", "open_")) else 1 - confidence,
            source="rasa",
        )

    async def parse(self, text: str) -> Parse:
        return self.parse_of_all


@pytest.mark.parametrize(
    ("words", "intent", "sure", "found", "status"),
    [
        ("说我人员查重有异常", "start_defence", 0.64, 1.0, "answered"),
        ("说我人员查重有异常", "start_defence", 0.97, 0.2, "action"),
        ("说我查重异常，帮我申辩", "start_defence", 0.64, 1.0, "action"),
        ("怎么申辩", "start_defence", 0.9, 1.0, "answered"),
        ("人员查重异常，给我申辩上去", "ask_faq", 0.5, 0.4, "action"),
        ("给我查一下驾照扣分", "ask_faq", 0.5, 0.0, "out_of_scope"),
        ("看看我的消息", "open_messages", 0.99, 0.6, "action"),
        ("你都能帮我干些什么", "small_talk", 0.9, 0.95, "answered"),
        ("你好", "small_talk", 0.9, 0.3, "smalltalk"),
        ("转接客服人员", "ask_agent", 0.7, 1.0, "action"),
    ],
)
async def test_an_order_is_obeyed_and_a_report_is_answered(
    words: str, intent: str, sure: float, found: float, status: str
) -> None:
    understood = await understand(words, Reading(intent, sure), Certain(found))
    assert understood.status == status
    assert (understood.entry == ENTRY) == (status == "answered")


async def test_beside_an_order_that_is_not_sure_stands_what_may_have_been_asked() -> None:
    unsure = await understand("说我查重异常，要申辩", Reading("start_defence", 0.9), Certain(0.6))
    sure = await understand("帮我提交申辩", Reading("start_defence", 0.99), Certain(0.6))
    assert (unsure.action, unsure.suggestions) == ("defence", (ENTRY,))
    assert (sure.action, sure.suggestions) == ("defence", ())
