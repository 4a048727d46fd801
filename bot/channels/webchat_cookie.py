"""Which chat a browser has: a random id in a signed cookie."""

import secrets

from itsdangerous import BadSignature, TimestampSigner
from starlette.requests import Request
from starlette.responses import Response

from storage.database import Database
from storage.secrets import secret

LIFETIME = 30 * 86400
"""Seconds without a visit after which a browser's chat is forgotten."""


class Sessions:
    """Reads and writes the cookie; its key is made once and shared by all replicas."""

    def __init__(self, database: Database, *, is_secure: bool) -> None:
        self._database = database
        self._is_secure = is_secure
        # The prefix keeps a neighbouring subdomain from planting a cookie of its own.
        self.cookie = "__Host-chat" if is_secure else "chat"
        self._signer: TimestampSigner | None = None

    async def read(self, request: Request) -> str | None:
        """The browser's chat id, or None where it has none of ours."""
        signed = request.cookies.get(self.cookie, "")
        try:
            return (await self._signing()).unsign(signed, max_age=LIFETIME).decode()
        except BadSignature:
            return None

    async def write(self, response: Response, chat_id: str) -> None:
        """Give the browser that chat."""
        response.set_cookie(
            self.cookie,
            (await self._signing()).sign(chat_id).decode(),
            max_age=LIFETIME,
            httponly=True,
            samesite="lax",
            secure=self._is_secure,
        )

    async def _signing(self) -> TimestampSigner:
        if self._signer is None:
            self._signer = TimestampSigner(await secret(self._database, "web_cookie"), "chat")
        return self._signer


def new_chat_id() -> str:
    """An id that nobody can guess."""
    return secrets.token_hex(16)
