"""An order that may be a question: the page or form opens, and the answer is one tap away."""

from pathlib import Path

from flows import texts
from nlu.parse import Parse
from storage.database import Database
from tests.conversations.chat import product_on


class Doubtful:
    """Reads everything as a wish for the hotline, whatever else it may be."""

    async def parse(self, text: str) -> Parse:
        return Parse(
            intent="open_hotline",
            confidence=0.99,
            order="open_hotline",
            order_chance=0.99,
            source="rasa",
        )


async def test_both_are_shown_and_a_tap_answers(database: Database, data_dir: Path) -> None:
    async with product_on(database, data_dir, parser=Doubtful()) as product:
        chat = product.chat()
        entry = product.assistant.services.corpus.entries["hotline-busy"]
        words = await chat.types("热线一直占线")
        first, *others = chat.replies
        assert first.text == texts.say("perhaps_asked")
        assert first.buttons[0][0].label == entry.title
        assert others
        assert "010-88361866" in words
        assert entry.answer in await chat.taps(entry.title)
