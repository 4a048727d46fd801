"""The web chat's addresses."""

import io
import re
import secrets
from collections.abc import Sequence
from urllib.parse import quote

import orjson
from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)

from bot.channels.messages import TEXT_LIMIT, UserMessage
from bot.channels.webchat import CHANNEL, WebChat
from bot.channels.webchat_cookie import new_chat_id
from bot.channels.webchat_forms import UPLOAD_LIMIT, File, Form, read_form
from bot.channels.webchat_live import events
from bot.channels.webchat_pages import page
from bot.channels.webchat_view import as_html, as_json, composer, delivered
from bot.web_errors import sorry
from flows.ports import FileStore
from storage.thread import Entry

MENU = ("主菜单", "查看进度", "我的消息", "办事指南", "转人工")
"""What the quick menu sends, in the words it shows."""

_ACTION = re.compile(r"[A-Za-z0-9_-]{8,64}")
_LINKED = re.compile(r"[A-Za-z0-9_-]{1,60}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_PICTURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG", "image/png"),
    (b"RIFF", "image/webp"),
    (b"GIF8", "image/gif"),
)


def router(
    chat: WebChat, files: FileStore, *, menu: Sequence[str] = MENU, notice: str = ""
) -> APIRouter:
    """The chat page and what it asks for; `notice` stands above the chat, e.g. on a demo."""
    routes = APIRouter(include_in_schema=False)
    thread, sessions = chat.thread, chat.sessions

    async def known(request: Request) -> str:
        chat_id = await sessions.read(request)
        if chat_id is None:
            raise HTTPException(404)
        return chat_id

    @routes.get("/")
    async def show(request: Request) -> Response:
        chat_id = await sessions.read(request) or new_chat_id()
        if link := _link(request):
            await chat.arrive(chat_id, link)
            # Without the query: opening the page again must not ask the same again.
            response: Response = RedirectResponse("/", 303)
            await sessions.write(response, chat_id)
            return response
        entries = await thread.page(chat_id)
        if not entries:
            await chat.greet(chat_id)
            entries = await thread.page(chat_id)
        expects, placeholder = composer(entries)
        response = page(
            "chat.html",
            history=as_html(entries),
            first=min((entry.place for entry in entries), default=0),
            last=max((entry.id for entry in entries), default=0),
            expects=expects,
            placeholder=placeholder,
            action=secrets.token_hex(16),
            is_logged_in=await thread.person(chat_id) is not None,
            menu=menu,
            notice=notice,
            text_limit=TEXT_LIMIT,
            upload_limit=UPLOAD_LIMIT,
        )
        await sessions.write(response, chat_id)
        return response

    @routes.post("/chat/say")
    async def say(request: Request) -> Response:
        chat_id = await sessions.read(request)
        is_new = chat_id is None
        chat_id = chat_id or new_chat_id()
        form = await read_form(request)
        try:
            message = _message(chat_id, form)
            handled = await chat.handle(message)
        except _Unusable as error:
            return sorry(request, error.status, words=error.words)
        finally:
            form.close()
        echo = await thread.received(chat_id, message.update_id)
        entries = delivered(handled.deliveries, chat_id)
        if handled.duplicate and echo:
            again = await thread.since(chat_id, echo.id)
            entries = [entry for entry in again if entry.id > echo.id]
        now_in = await chat.leave(chat_id) if handled.logged_out else chat_id
        must_reload = is_new or handled.logged_out
        response = _answer(request, echo, entries, handled.toast, must_reload)
        await sessions.write(response, now_in)
        return response

    @routes.get("/chat/events")
    async def stream(request: Request, after: int = 0, form: str = "html") -> Response:
        chat_id = await known(request)
        last = request.headers.get("last-event-id", "")
        return StreamingResponse(
            events(
                chat.live,
                thread,
                chat_id,
                int(last) if last.isdecimal() else after,
                _as_json_text if form == "json" else lambda entry: as_html([entry]),
            ),
            media_type="text/event-stream",
            # A proxy that gathers answers before it passes them on would hold the push back.
            headers={"cache-control": "no-store", "x-accel-buffering": "no"},
        )

    @routes.get("/chat/history")
    async def history(request: Request, before: int | None = None) -> Response:
        return _entries(request, await thread.page(await known(request), before))

    @routes.get("/chat/pictures/{sha256}")
    async def picture(request: Request, sha256: str) -> Response:
        chat_id = await known(request)
        if not _SHA256.fullmatch(sha256) or not await thread.holds_picture(chat_id, sha256):
            raise HTTPException(404)
        try:
            content = await files.get(sha256)
        except FileNotFoundError:
            raise HTTPException(404) from None
        kind = next((kind for head, kind in _PICTURES if content.startswith(head)), None)
        headers = {"cache-control": "private, max-age=86400, immutable"}
        if kind is None:
            headers["content-disposition"] = "attachment"
        return Response(content, headers=headers, media_type=kind or "application/octet-stream")

    @routes.get("/logout")
    async def ask_to_leave() -> Response:
        return page("logout.html")

    @routes.post("/logout")
    async def leave(request: Request) -> Response:
        chat_id = await sessions.read(request)
        response = RedirectResponse("/", 303)
        await sessions.write(response, await chat.leave(chat_id) if chat_id else new_chat_id())
        return response

    return routes


def _link(request: Request) -> str:
    """What `/?faq=ID` or `/?go=ID` asks for; empty where neither does.

    Another site's page may show an entry, but not begin a form in somebody's chat.
    """
    wanted = request.query_params
    is_ours = request.headers.get("sec-fetch-site", "none") in {"same-origin", "none"}
    for verb in ("faq", "go") if is_ours else ("faq",):
        if _LINKED.fullmatch(target := wanted.get(verb, "")):
            return f"{verb}_{target}"
    return ""


class _Unusable(Exception):
    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words


def _message(chat_id: str, form: Form) -> UserMessage:
    action = _action(form.fields.get("id", "")) or secrets.token_hex(16)
    update_id = f"{chat_id}:{action}"
    data, text = form.fields.get("data", ""), form.fields.get("text", "").strip()
    oversized = form.fields.get("oversized", "")
    if oversized.isdecimal() and int(oversized) > UPLOAD_LIMIT:
        # The page knows the limit and spares people sending what would not be kept.
        told = File(form.fields.get("text", "")[:200], "", io.BytesIO(), int(oversized[:15]))
        album = _action(form.fields.get("album", ""))
        return UserMessage(CHANNEL, chat_id, update_id, upload=told.as_upload(), album=album)
    album, over = (_action(form.fields.get(name, "")) for name in ("album", "album_over"))
    if over:
        return UserMessage(CHANNEL, chat_id, update_id, album_over=over)
    if form.file:
        upload = form.file.as_upload()
        return UserMessage(CHANNEL, chat_id, update_id, upload=upload, album=album)
    if data:
        if len(data.encode()) > 64:
            raise _Unusable(400, "这个按钮已失效。请刷新页面再试。")
        tapped = form.fields.get("tapped", "")
        return UserMessage(CHANNEL, chat_id, update_id, data=data, tapped=tapped)
    if not text:
        raise _Unusable(422, "请先输入内容，或选择一个文件。")
    if len(text) > TEXT_LIMIT:
        raise _Unusable(413, f"一次最多 {TEXT_LIMIT} 个字，请分成几条发送。")
    return UserMessage(CHANNEL, chat_id, update_id, text=text)


def _action(name: str) -> str:
    """A name that a page gave to something, or empty where it is none."""
    return name if _ACTION.fullmatch(name) else ""


def _as_json_text(entry: Entry) -> str:
    return orjson.dumps(as_json(entry)).decode()


def _entries(request: Request, entries: Sequence[Entry]) -> Response:
    headers = {"cache-control": "no-store"}
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"entries": [as_json(entry) for entry in entries]}, headers=headers)
    return HTMLResponse(as_html(entries), headers=headers)


def _answer(
    request: Request, echo: Entry | None, entries: list[Entry], toast: str, must_reload: bool
) -> Response:
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse(
            {
                "echo": as_json(echo) if echo else None,
                "messages": [as_json(entry) for entry in entries],
                "toast": toast,
                "reload": must_reload,
            }
        )
    if "x-fragment" not in request.headers:
        # The page works without its script, too.
        return RedirectResponse("/", 303)
    response = HTMLResponse(as_html([echo, *entries] if echo else entries))
    response.headers["cache-control"] = "no-store"
    if toast:
        response.headers["x-toast"] = quote(toast)
    if must_reload:
        response.headers["x-reload"] = "1"
    return response
