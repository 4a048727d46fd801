"""A Bot API server over real HTTP for tests: true offsets, webhooks, limits, injected faults."""

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.telegram.bot_api_methods import Methods
from tests.telegram.bot_api_state import Chat, Json, Refused, State
from tests.telegram.bot_api_updates import Updates
from tests.telegram.users import TelegramUser

TOKEN = "123456:TEST-token_of-the-fake"


@dataclass
class Fault:
    """What goes wrong with a call, `times` times: a status, or a connection that breaks."""

    method: str
    status: int = 0
    retry_after: int = 0
    chat_id: int | None = None
    times: int = 1
    drop: str = ""
    """`before` or `after` the effect."""


@dataclass
class Call:
    """One request as it arrived."""

    method: str
    given: Json
    at: float = field(default_factory=time.monotonic)


class FakeBotApi:
    """`url` for TELEGRAM_API_URL, `token` for TELEGRAM_TOKEN, `user()` for a person with a phone."""

    def __init__(
        self, *, token: str = TOKEN, username: str = "RegistrationBot", delay: float = 0
    ) -> None:
        self.token = token
        self.url = ""
        self.delay = delay
        """Seconds that every answer takes."""
        self.state = State(token, username)
        self.updates = Updates(self.state)
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self._methods = Methods(self.state, self.updates)
        self._runner: web.AppRunner | None = None

    async def start(self, port: int = 0) -> None:
        """Serve on loopback; the same port again plays a server that comes back."""
        app = web.Application(client_max_size=60 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        address = self._runner.addresses[0]
        self.url = f"http://127.0.0.1:{address[1]}"

    async def stop(self) -> None:
        """Close every connection."""
        await self.updates.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    def user(self, first_name: str = "王小明", chat_id: int = 0) -> TelegramUser:
        """A person with a private chat of their own."""
        number = chat_id or 5000 + len(self.state.chats)
        chat = self.state.chats.setdefault(number, Chat(number, first_name))
        return TelegramUser(self, chat)

    def group(self, title: str = "设计一所") -> TelegramUser:
        """A person in a group that the bot is in too."""
        number = -100 - len(self.state.chats)
        chat = self.state.chats.setdefault(number, Chat(number, title, type="supergroup"))
        return TelegramUser(self, chat)

    def fail(self, method: str, status: int = 0, **more: Any) -> Fault:
        """Let the next calls of the method fail, e.g. `fail("sendMessage", 429, retry_after=1)`."""
        fault = Fault(method, status, **more)
        self.faults.append(fault)
        return fault

    def called(self, method: str) -> list[Call]:
        """The calls of one method so far."""
        return [call for call in self.calls if call.method == method]

    async def until(self, is_true: Any, seconds: float = 30) -> None:
        """Wait for a change that makes `is_true()`; fails the test where it does not come."""
        assert await self.state.until(is_true, seconds), "waited in vain"

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            known = ":" in request.match_info["token"]
            return _error(Refused(401, "Unauthorized") if known else Refused(404, "Not Found"))
        name = request.match_info["method"]
        given = await _parameters(request)
        self.calls.append(Call(name, given))
        self.state.ring()
        if self.delay:
            await asyncio.sleep(self.delay)
        fault = self._fault(name, given)
        if fault and fault.drop == "before":
            return _break_off(request)
        if fault and fault.status:
            more = {"retry_after": fault.retry_after} if fault.retry_after else {}
            return _error(Refused(fault.status, f"injected {fault.status}", **more))
        method = getattr(self._methods, name.lower(), None)
        try:
            result = await method(given) if method else _unknown()
        except Refused as refused:
            return _error(refused)
        if fault and fault.drop == "after":
            return _break_off(request)
        return web.json_response({"ok": True, "result": result})

    def _fault(self, name: str, given: Json) -> Fault | None:
        for fault in self.faults:
            is_meant = fault.method.lower() == name.lower() and fault.chat_id in (
                None,
                int(given.get("chat_id", 0)),
            )
            if is_meant and fault.times > 0:
                fault.times -= 1
                return fault
        return None

    async def _file(self, request: web.Request) -> web.StreamResponse:
        self.calls.append(Call("file", {"path": request.match_info["path"]}))
        content = self.state.files.get(request.match_info["path"].rsplit("/", 1)[-1])
        if request.match_info["token"] != self.token or content is None:
            return _error(Refused(404, "Not Found"))
        fault = self._fault("file", {})
        if fault:
            return _break_off(request) if fault.drop else _error(Refused(fault.status, "injected"))
        return web.Response(body=content)


async def _parameters(request: web.Request) -> Json:
    given: Json = {key: _decoded(value) for key, value in request.query.items()}
    if request.content_type == "application/json":
        return given | (await request.json() if request.can_read_body else {})
    for key, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            given[key] = value.file.read()
        else:
            given[key] = _decoded(str(value))
    for key, value in list(given.items()):
        if isinstance(value, str) and value.startswith("attach://"):
            given[key] = given[value.removeprefix("attach://")]
    return given


def _decoded(value: str) -> Any:
    """Lists and objects come as JSON inside a form's values; words stay words."""
    return json.loads(value) if value[:1] in ("{", "[") else value


def _error(refused: Refused) -> web.Response:
    body = {"ok": False, "error_code": refused.code, "description": str(refused)}
    more = {"parameters": refused.parameters} if refused.parameters else {}
    return web.json_response(body | more, status=refused.code)


def _unknown() -> Any:
    raise Refused(404, "Not Found")


def _break_off(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
