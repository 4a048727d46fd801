"""Pages that everybody sees alike: kept by browsers, and asked for again only when changed."""

import hashlib
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.channels.webchat_pages import render
from bot.hours import HOTLINE, hours_line
from bot.self_service.personal import QUESTION_LIMIT


def frame(now: datetime, canonical: str) -> dict[str, Any]:
    """What every one of these pages shows around its content."""
    return {
        "canonical": canonical,
        "hotline": HOTLINE,
        "hotline_now": hours_line(now),
        "question_limit": QUESTION_LIMIT,
        "question": "",
    }


def public_page(request: Request, template: str, **values: object) -> Response:
    """The page with a tag of its content; 304 where the browser has it already."""
    html = render(template, **values)
    tag = f'"{hashlib.sha256(html.encode()).hexdigest()[:32]}"'
    # Always asked for: an answer is mended, and the hotline opens and closes.
    headers = {"cache-control": "no-cache", "etag": tag}
    known = request.headers.get("if-none-match", "")
    if tag in (one.strip().removeprefix("W/") for one in known.split(",")):
        return Response(status_code=304, headers=headers)
    return HTMLResponse(html, headers=headers)


def unkept_page(template: str, status: int = 200, **values: object) -> Response:
    """A page that is nobody else's: what was searched for, or that nothing is there."""
    headers = {"cache-control": "no-store"}
    return HTMLResponse(render(template, **values), status, headers)
