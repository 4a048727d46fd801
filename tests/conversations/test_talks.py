import pytest

from tests.conversations.play import Player, Talk, talks
from tests.house import House

CASES = [
    pytest.param(talk, channel, id=f"{talk.name}-{channel}")
    for talk in talks()
    for channel in talk.channels
]


@pytest.mark.parametrize(("talk", "channel"), CASES)
async def test_talk(talk: Talk, channel: str, home: House) -> None:
    if channel == "telegram":
        await Player(home, home.telegram_user()).play(talk.lines)
    else:
        async with home.web_user() as user:
            await Player(home, user).play(talk.lines)
