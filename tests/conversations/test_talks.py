import pytest

from tests.conversations.play import Player, Talk, talks
from tests.house import House

# The others are left out of the part for coding: each composes the product and serves it.
QUICK = "first_registration"
CASES = [
    pytest.param(
        talk,
        channel,
        id=f"{talk.name}-{channel}",
        marks=() if talk.name == QUICK else pytest.mark.slow,
    )
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
