"""/guide: the manual by section, with the questions that are answered from it."""

import re
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from bot.self_service import looking_up
from bot.self_service.public_pages import frame, public_page, unkept_page
from bot.services import Services
from knowledge.corpus import Section

_ITEM = re.compile(r"^(?:· |(?=\d+[、.]))")
_PART = re.compile(r"^【(.+)】$")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (`part`), a paragraph (`text`) or a list (`items`)."""

    kind: str
    lines: tuple[str, ...]


def router(services: Services, address: str) -> APIRouter:
    """The guide's pages."""
    routes = APIRouter(include_in_schema=False)

    def common(path: str) -> dict[str, Any]:
        return frame(services.clock(), address + path)

    @routes.get("/guide")
    async def contents(request: Request) -> Response:
        guide = services.corpus.guide
        listed = [(one, one.id.count(".")) for one in guide.sections.values()]
        return public_page(request, "guide.html", **common("/guide"), listed=listed)

    @routes.get("/guide/{section_id}")
    async def section(request: Request, section_id: str) -> Response:
        guide = services.corpus.guide
        if section_id not in guide.sections:
            values = common("/guide") | {"hot": looking_up.hot(services)}
            return unkept_page("faq_missing.html", 404, **values)
        shown = guide.section(section_id)
        return public_page(
            request,
            "guide_section.html",
            **common(f"/guide/{section_id}"),
            section=shown,
            blocks=blocks(shown),
            above=guide.section(shown.parent) if shown.parent else None,
            children=guide.children(section_id),
            before=guide.previous(section_id),
            after=guide.next(section_id),
            questions=looking_up.citing(services, section_id),
        )

    return routes


def blocks(section: Section) -> list[Block]:
    """The section's plain text as headings, paragraphs and lists."""
    found: list[Block] = []
    for line in filter(None, section.plain.split("\n")):
        if part := _PART.match(line):
            found.append(Block("part", (part[1],)))
        elif _ITEM.match(line):
            item = _ITEM.sub("", line)
            if found and found[-1].kind == "items":
                found[-1] = Block("items", (*found[-1].lines, item))
            else:
                found.append(Block("items", (item,)))
        else:
            found.append(Block("text", (line,)))
    return found
