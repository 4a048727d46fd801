"""What a list of answers holds: sure, perhaps, nothing; never what is gone or for agents."""

from dataclasses import replace

import pytest

from bot.self_service.looking_up import BEHIND, look_up
from bot.services import Services
from knowledge.search import Hit
from tests.house import House


class Found:
    """A search that always finds the same."""

    def __init__(self, hits: list[Hit]) -> None:
        self.hits = hits

    async def find(self, question: str, limit: int = 3, vector: bytes = b"") -> list[Hit]:
        return self.hits[:limit]


def searching(home: House, *hits: tuple[str, float], ours: float = 0.9) -> Services:
    """`hits` are entries' ids and scores."""
    services = home.assistant.services
    known = services.corpus.entries
    share = 1 / max(len(hits), 1)
    found = [
        Hit(
            known.get(name) or known["hotline"].model_copy(update={"id": name}),
            score,
            ours * share,
            share,
        )
        for name, score in hits
    ]
    return replace(services, finding=Found(found))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ours", "ids", "is_sure"),
    [
        (0.9, ["hotline", "complaint"], True),
        (0.1, ["hotline", "complaint"], False),
        (0.001, [], False),
    ],
)
async def test_sure_perhaps_or_nothing(
    home: House, ours: float, ids: list[str], is_sure: bool
) -> None:
    hits = (("hotline", 95.0), ("complaint", 94.0), ("initial-how", 94.9 - BEHIND))
    found = await look_up(searching(home, *hits, ours=ours), "有人吗")
    assert ([entry.id for entry in found.entries], found.is_sure) == (ids, is_sure)


async def test_what_is_gone_is_left_out(home: House) -> None:
    found = await look_up(searching(home, ("gone", 95.0), ("hotline", 94.0)), "有人吗")
    assert [entry.id for entry in found.entries] == ["hotline"]


async def test_words_of_a_title_are_found_though_half_typed(home: House) -> None:
    title = home.assistant.services.corpus.entries["hotline"].title
    found = await look_up(searching(home), f" {title[:3]}")
    assert "hotline" in [entry.id for entry in found.entries]
    assert found.is_sure
    assert (await look_up(searching(home), "？")).entries == ()
