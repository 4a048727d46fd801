"""Templates and static files of our own pages; nothing is fetched from elsewhere."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from bot.channels.webchat_text import words

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
BEIJING = timezone(timedelta(hours=8))
YEAR = 31_536_000


@cache
def asset(name: str) -> str:
    """The address of a static file, changing with the content of any, so it may be cached."""
    # One version for all: a script's imports name its neighbours without one.
    everything = b"".join(path.read_bytes() for path in sorted(STATIC.iterdir()))
    return f"/static/{hashlib.sha256(everything).hexdigest()[:12]}/{name}"


class Assets(StaticFiles):
    """Static files whose address carries their version, kept by browsers for a year."""

    def get_path(self, scope: Scope) -> str:
        """The file's name below the folder, without the version."""
        version, _, name = super().get_path(scope).partition("/")
        return name or version

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """The file, marked as unchanging."""
        response = super().file_response(*args, **kwargs)
        response.headers["cache-control"] = f"public, max-age={YEAR}, immutable"
        return response


def _clock(moment: datetime) -> str:
    there = moment.astimezone(BEIJING)
    is_today = there.date() == datetime.now(BEIJING).date()
    return there.strftime("%H:%M" if is_today else "%m-%d %H:%M")


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["asset"] = asset
    made.filters["clock"] = _clock
    made.filters["words"] = words
    return made


_TEMPLATES = _environment()


def render(template: str, **values: object) -> str:
    """The template's HTML, everything in `values` escaped."""
    return _TEMPLATES.get_template(template).render(values)


def page(template: str, status: int = 200, **values: object) -> HTMLResponse:
    """A whole page, never kept by caches: pages are personal."""
    html = render(template, now=datetime.now(UTC).isoformat(), **values)
    return HTMLResponse(html, status, Headers({"cache-control": "no-store"}))
