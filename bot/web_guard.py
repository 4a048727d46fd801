"""What stands before every page: headers, limits, same-origin writes, and errors in kind words."""

import secrets
import traceback
from collections.abc import Collection
from pathlib import PurePath
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.dialogue import Busy
from bot.web_errors import sorry
from storage.faults import is_outage

log = structlog.get_logger()

BODY_LIMIT = 1_000_000
"""Bytes of a request's body, where the path sets no limit of its own."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


class Guard:
    """Middleware in plain ASGI, so that streams pass through it unbuffered."""

    def __init__(self, app: ASGIApp, *, address: str, own_limits: Collection[str] = ()) -> None:
        self._app = app
        self._origin = _origin(address)
        self._own_limits = frozenset(own_limits)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _protect(MutableHeaders(scope=message))
            await send(message)

        try:
            headers = Headers(scope=scope)
            if scope["method"] not in {"GET", "HEAD", "OPTIONS"} and self._is_foreign(headers):
                response = sorry(Request(scope), 403)
                await response(scope, receive, guarded)
            elif scope["path"] in self._own_limits:
                await self._app(scope, receive, guarded)
            elif int(headers.get("content-length") or 0) > BODY_LIMIT:
                await sorry(Request(scope), 413)(scope, receive, guarded)
            else:
                await self._app(scope, _limited(receive), guarded)
        except Exception as error:
            if not started and (is_outage(error) or isinstance(error, Busy)):
                # No mistake of ours, and over soon: the page sends the same act again by itself.
                log.warning("request_not_now", error=type(error).__name__)
                await sorry(Request(scope), 503)(scope, receive, guarded)
                return
            reference = secrets.token_hex(4).upper()
            # Not the exception's words: a database's may quote what a person typed.
            frames = traceback.extract_tb(error.__traceback__)[-8:]
            log.error(
                "request_failed",
                reference=reference,
                path=getattr(scope.get("route"), "path", ""),
                error=type(error).__name__,
                where=[f"{PurePath(frame.filename).name}:{frame.lineno}" for frame in frames],
            )
            if started:
                raise
            await sorry(Request(scope), 500, reference)(scope, receive, guarded)

    def _is_foreign(self, headers: Headers) -> bool:
        """True where a browser says that another site's page is writing to us."""
        origin = headers.get("origin", "")
        if origin and origin != "null":
            return origin != self._origin and urlsplit(origin).netloc != headers.get("host", "")
        return headers.get("sec-fetch-site", "none" if not origin else "") not in {
            "same-origin",
            "none",
        }


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _limited(receive: Receive) -> Receive:
    received = 0

    async def limited() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > BODY_LIMIT:
            raise HTTPException(413)
        return message

    return limited


def _protect(headers: MutableHeaders) -> None:
    headers.setdefault("content-security-policy", POLICY)
    headers.setdefault("x-content-type-options", "nosniff")
    headers.setdefault("x-frame-options", "DENY")
    headers.setdefault("cross-origin-opener-policy", "same-origin")
    headers.setdefault("permissions-policy", "camera=(), microphone=(), geolocation=()")
    # A page with a form keeps its own origin on what it posts (with no-referrer a browser
    # sends `Origin: null`, which cannot be told from a stranger's); nothing leaves our site.
    is_page = headers.get("content-type", "").startswith("text/html")
    headers.setdefault("referrer-policy", "same-origin" if is_page else "no-referrer")
