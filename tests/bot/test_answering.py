"""How an answer looks: alone where it is sure, beside its rivals where it is not quite."""

from bot.answering import reply
from bot.understanding import Understood
from knowledge.corpus import load_corpus
from nlu.parse import Parse

ENTRIES = load_corpus().entries
PARSE = Parse(intent="ask_faq", confidence=0.9)


def labels(understood: Understood) -> list[str]:
    return [button.label for row in reply(understood, {}).buttons for button in row]


def test_a_sure_answer_stands_alone() -> None:
    entry = ENTRIES["renewal-window"]
    understood = Understood("answered", PARSE, 0.97, entry=entry)
    assert labels(understood) == ["看手册原文", "问人工"]
    assert "如果不是" not in reply(understood, {}).text


def test_its_rivals_are_one_tap_away() -> None:
    entry, *rivals = (ENTRIES[i] for i in ("renewal-window", "renewal-expired", "renewal-how"))
    understood = Understood("answered", PARSE, 0.7, entry=entry, suggestions=tuple(rivals))
    message = reply(understood, {})
    assert message.text.startswith(entry.answer)
    assert message.text.endswith("如果不是您要问的，请看：")
    assert labels(understood)[:2] == [rival.title for rival in rivals]
    assert [row[0].data for row in message.buttons[:2]] == [
        "m|faq|renewal-expired",
        "m|faq|renewal-how",
    ]
