"""The webhook: an update is answered with 200 only after its transaction has committed."""

import asyncio
import hashlib
import hmac
from typing import Annotated

import orjson
from fastapi import APIRouter, Header, Request, Response

from bot.channels.ordering import ChatIsFull
from bot.channels.telegram_receiving import Receiving

PATH = "/telegram/webhook"

BODY_LIMIT = 1024 * 1024
"""Bytes of one update at most; real ones have some thousand."""


def webhook_router(receiving: Receiving, secret: str) -> APIRouter:
    """`POST /telegram/webhook`; anything but a 2xx makes Telegram deliver the update again."""
    router = APIRouter()

    @router.post(PATH, include_in_schema=False)
    async def receive(
        request: Request,
        x_telegram_bot_api_secret_token: Annotated[str, Header()] = "",
    ) -> Response:
        if not hmac.compare_digest(x_telegram_bot_api_secret_token.encode(), secret.encode()):
            return Response(status_code=401)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        try:
            update = orjson.loads(body)
        except orjson.JSONDecodeError:
            return Response(status_code=400)
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return Response(status_code=400)
        return Response(status_code=await _handle(receiving, update))

    return router


def derived_secret(token: str) -> str:
    """A secret that every replica finds by itself where none is set."""
    return hmac.new(token.encode(), b"telegram webhook", hashlib.sha256).hexdigest()


async def _handle(receiving: Receiving, update: dict[str, object]) -> int:
    try:
        done = receiving.take(update)
    except ChatIsFull:
        return 503
    # Whether Telegram waits or hangs up, what was begun is finished.
    await asyncio.wait([done])
    return 200 if not done.cancelled() and done.exception() is None else 503


async def _body(request: Request) -> bytes | None:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > BODY_LIMIT:
            return None
    return bytes(body)
