"""The embedded portal: a demonstration of the government portal's login, and says so."""

import math
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Literal

import structlog
from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.webchat import WebChat
from bot.channels.webchat_pages import page
from bot.identity.login import Accounts, Throttle
from flows.ports import RegistryUnavailable
from storage.login_codes import LIFETIME, LoginCodes, shown

log = structlog.get_logger()

Channel = Literal["web", "telegram"]
Typed = Annotated[str, Form(max_length=200)]

MINUTES = 5


def router(
    chat: WebChat,
    accounts: Accounts,
    codes: LoginCodes,
    *,
    telegram_username: Callable[[], str] = str,
) -> APIRouter:
    """/login; `telegram_username` answers the bot's name, once known, for the link back."""
    routes = APIRouter(include_in_schema=False)
    by_account = Throttle(5, MINUTES * 60)
    by_address = Throttle(30, MINUTES * 60)

    async def form(
        channel: Channel, username: str = "", error: str = "", status: int = 200
    ) -> Response:
        try:
            demo = await accounts.demo_accounts()
        except RegistryUnavailable:
            demo = ()
        return page(
            "login.html", status, channel=channel, username=username, error=error, demo=demo
        )

    @routes.get("/login")
    async def ask(channel: Annotated[Channel, Query()] = "web") -> Response:
        return await form(channel)

    @routes.post("/login")
    async def log_in(
        request: Request,
        username: Typed = "",
        password: Typed = "",
        channel: Annotated[Channel, Form()] = "web",
    ) -> Response:
        address = request.client.host if request.client else ""
        account = username.strip().casefold()
        if not account or not password:
            return await form(channel, username, "请输入用户名和密码。", 422)
        wait = max(by_account.wait(account), by_address.wait(address))
        if wait > 0:
            minutes = math.ceil(wait / 60)
            words = f"连续多次没有对上，为保护账号先停一停，请约 {minutes} 分钟后再试。"
            return await form(channel, username, words, 429)
        # Counted before the slow check, so that guesses sent side by side count as well.
        by_account.failed(account)
        try:
            person_id = await accounts.verify(username, password)
        except RegistryUnavailable:
            by_account.forget(account)
            return await form(channel, username, "门户暂时连不上，请过一会儿再试。", 503)
        if person_id is None:
            by_address.failed(address)
            log.info("login_failed", channel=channel)
            words = "用户名或密码没有对上。请检查大小写和输入法后再试一次。"
            return await form(channel, username, words, 401)
        by_account.forget(account)
        log.info("login_succeeded", channel=channel)
        return await (
            to_telegram(person_id) if channel == "telegram" else to_chat(request, person_id)
        )

    async def to_chat(request: Request, person_id: str) -> Response:
        chat_id = await chat.log_in(await chat.sessions.read(request), person_id)
        response = RedirectResponse("/", 303)
        await chat.sessions.write(response, chat_id)
        return response

    async def to_telegram(person_id: str) -> Response:
        code = await codes.issue(person_id)
        username = telegram_username()
        link = f"https://t.me/{username}?start={code}" if username else ""
        ends_at = (datetime.now(UTC) + LIFETIME).isoformat()
        return page("code.html", code=shown(code), link=link, ends_at=ends_at)

    return routes
