"""Entries for people who look around: by a question, by topic, beside another entry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.services import Services
from knowledge.corpus import Entry

LIMIT = 8
OURS_FROM = 0.08
"""Chance that a question is ours at all, below which nothing is listed: lists are read, so low."""
SURE_FROM = 0.3
"""Chance from which the list is said to be found, and not only to be perhaps related."""
BEHIND = 8.0
"""How far behind the best one an entry's score may be."""


@dataclass(frozen=True, slots=True)
class Found:
    """Entries for a question, best first; `is_sure` where they are about what was asked."""

    entries: tuple[Entry, ...] = ()
    is_sure: bool = False


async def look_up(services: Services, question: str, limit: int = LIMIT) -> Found:
    """What may answer the question; empty where nothing does."""
    if not any(sign.isalnum() for sign in question):
        return Found()
    named = _by_title(services, question)
    hits = await services.finding.find(question, limit)
    ours = hits[0].confidence / hits[0].share if hits and hits[0].share else 0.0
    near = (
        [hit for hit in hits if hit.score >= hits[0].score - BEHIND] if ours >= OURS_FROM else []
    )
    # By their ids: an index may be a moment older than the entries, and show none that is gone.
    known = (services.corpus.entries.get(hit.entry.id) for hit in near)
    found = [entry for entry in known if entry is not None]
    entries = _public([*found, *named])[:limit]
    return Found(tuple(entries), bool(named) or ours >= SURE_FROM)


def hot(services: Services, limit: int = LIMIT) -> list[Entry]:
    """What is asked most."""
    return _public(services.hot_questions())[:limit]


def of_topic(services: Services, topic: str) -> list[Entry]:
    """The topic's entries in their order; empty for an unknown topic."""
    return _public(entry for entry in services.corpus.entries.values() if entry.topic == topic)


def topics(services: Services) -> dict[str, int]:
    """Topics that have entries for people, with their number."""
    counted = {topic: len(of_topic(services, topic)) for topic in services.corpus.topics}
    return {topic: count for topic, count in counted.items() if count}


def beside(services: Services, entry: Entry, limit: int = 6) -> list[Entry]:
    """Others of the topic, those that stand nearest to it first."""
    others = of_topic(services, entry.topic)
    place = next((n for n, other in enumerate(others) if other.id == entry.id), 0)
    near = sorted(range(len(others)), key=lambda n: (abs(n - place), n))
    return [others[n] for n in near if others[n].id != entry.id][:limit]


def citing(services: Services, section: str, limit: int = LIMIT) -> list[Entry]:
    """Entries that have the guide's section as a source."""
    entries = services.corpus.entries.values()
    return _public(e for e in entries if any(c.section == section for c in e.citations))[:limit]


def _by_title(services: Services, question: str) -> Sequence[Entry]:
    """For words half typed, which no index knows yet."""
    typed = question.replace(" ", "").casefold()
    entries = services.corpus.entries.values()
    return [entry for entry in entries if typed in entry.title.casefold()]


def _public(entries: Iterable[Entry]) -> list[Entry]:
    known = {entry.id: entry for entry in entries if entry.is_public}
    return list(known.values())
