"""Answers offered to be passed on, in a chat that is not ours."""

from collections.abc import Sequence

from bot.channels.messages import Offer
from bot.self_service import looking_up
from bot.services import Services
from knowledge.corpus import Entry

DETAIL_LIMIT = 1500
"""Characters of a detail that are passed on; the link shows what is longer."""


async def offers(services: Services, question: str, limit: int) -> Sequence[Offer]:
    """What may answer the question, then what stands beside the first; hot ones for no words."""
    if not question.strip():
        found = looking_up.hot(services, limit)
    else:
        found = [*(await looking_up.look_up(services, question, limit)).entries]
        if found:
            found += looking_up.beside(services, found[0], limit)
    return [_offer(entry) for entry in dict.fromkeys(found)][:limit]


def _offer(entry: Entry) -> Offer:
    # Nothing computed: the message stays where it was passed on, and the moment passes.
    sources = "".join(citation.label for citation in entry.citations)
    detail = entry.detail if len(entry.detail) <= DETAIL_LIMIT else ""
    text = "\n".join(part for part in (entry.answer, detail, sources) if part)
    return Offer(entry.id, entry.title, text, f"faq_{entry.id}")
