"""Button data that nobody of ours wrote: a page answers with its beginning, and never breaks."""

from typing import Any

import pytest

from bot.channels.messages import UserMessage
from bot.exchange import Exchange
from storage.conversations import Conversation, Snapshot
from storage.database import Database
from tests.bot.pages.records import PERSON, file, tell
from tests.house import House

STRANGE = ("?", "..", "...", "a.a.?", "z.z.z.z", "1.zz.!", "9" * 40, "all.zzzzzzzzzzz.999999999")
STRANGE += ("unread.0.0", "read.", "read.x", "business.initial", "AY.", "i.a.1.zz.N00001", "一")


def opened(home: House) -> Exchange:
    message = UserMessage("web", "c", "u", data="m|x|y")
    snapshot = Snapshot(Conversation("web", "c", person_id=PERSON), None, handled=False)
    return Exchange.of(message, snapshot, home.clock())


@pytest.mark.parametrize("page", ["current", "history", "messages", "service"])
async def test_a_page_answers_to_anything(home: House, database: Database, page: str) -> None:
    await file(database, 1, "approved")
    await file(database, 2, "withdrawn")
    await file(database, 3, "reported")
    await tell(database, 1, 9, "N00003")
    pages: Any = home.assistant.dialogue.routing.pages
    for target in STRANGE:
        exchange = opened(home)
        await pages.open(exchange, page, target)
        assert [bool(message.text) for message in exchange.outgoing] == [True], target
