"""/faq: search, topics and hot questions; /faq/ID: one entry with its sources."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Form
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.businesses import DESTINATIONS, FLOWS
from bot.channels.webchat_pages import render
from bot.computed_lines import computed_line
from bot.entries import public_entry
from bot.hours import HOTLINE
from bot.identity.login import Throttle
from bot.self_service import looking_up
from bot.self_service.personal import public_words
from bot.self_service.public_pages import frame, public_page, unkept_page
from bot.services import Services
from knowledge.corpus import Corpus, Entry
from knowledge.passages import passage

SEARCHES, PER_SECONDS = 150, 60
"""Searches of one address: several people of an office, each typing."""

NOTHING: dict[str, Any] = {"question": "", "entries": (), "is_sure": False}
_FLOWS = frozenset(business.id for business in FLOWS)


@dataclass(frozen=True, slots=True)
class Source:
    """A citation with its words and, for the manual, the way to all of it."""

    label: str
    passage: str
    section: str


def router(services: Services, address: str) -> APIRouter:
    """The public pages; entries are read at every request, so what is edited shows at once."""
    routes = APIRouter(include_in_schema=False)
    pace = Throttle(SEARCHES, PER_SECONDS)

    def common(path: str) -> dict[str, Any]:
        return frame(services.clock(), address + path)

    async def found(request: Request, question: str) -> dict[str, Any]:
        host = request.client.host if request.client else ""
        if pace.wait(host) > 0:
            raise HTTPException(429)
        pace.failed(host)
        answers = await looking_up.look_up(services, question)
        return {"question": question, "entries": answers.entries, "is_sure": answers.is_sure}

    def missing() -> Response:
        values = common("/faq") | {"hot": looking_up.hot(services)}
        return unkept_page("faq_missing.html", 404, **values)

    @routes.get("/faq")
    async def show(request: Request, q: str = "", topic: str = "") -> Response:
        if topic:
            entries = looking_up.of_topic(services, topic)
            if not entries:
                return missing()
            values = common(f"/faq?topic={quote(topic)}") | {"topic": topic, "entries": entries}
            return public_page(request, "faq_topic.html", **values)
        values = common("/faq") | {
            **NOTHING,
            "hot": looking_up.hot(services),
            "topics": looking_up.topics(services),
        }
        question = public_words(q)
        if not question:
            return public_page(request, "faq.html", **values)
        if question != " ".join(q.split()):
            # What was typed stays in no history: this answer takes its address's place.
            return RedirectResponse(f"/faq?q={quote(question)}", 303)
        return unkept_page("faq.html", **(values | await found(request, question)))

    @routes.post("/faq/search")
    async def search(request: Request, q: Annotated[str, Form()] = "") -> Response:
        question = public_words(q)
        values = await found(request, question) if question else NOTHING
        html = render("faq_found.html", hotline=HOTLINE, **values)
        return HTMLResponse(html, headers={"cache-control": "no-store"})

    @routes.get("/faq/{entry_id}")
    async def entry(request: Request, entry_id: str) -> Response:
        found = public_entry(services.corpus, entry_id)
        if found is None:
            return missing()
        values = common(f"/faq/{found.id}") | _values(services, found, services.clock)
        return public_page(request, "faq_entry.html", **values)

    return routes


def _values(services: Services, entry: Entry, clock: Callable[[], datetime]) -> dict[str, Any]:
    destination = entry.leads_to if entry.leads_to in DESTINATIONS else ""
    return {
        "entry": entry,
        "now_line": computed_line(entry, clock()),
        "sources": _sources(services.corpus, entry),
        "destination": destination,
        "destination_title": DESTINATIONS.get(destination, ""),
        "is_business": destination in _FLOWS,
        "beside": looking_up.beside(services, entry),
    }


def _sources(corpus: Corpus, entry: Entry) -> list[Source]:
    return [
        Source(
            citation.label.strip("〔〕"),
            passage(citation, corpus.guide, corpus.laws),
            citation.section or "",
        )
        for citation in entry.citations
    ]
