"""python-telegram-bot's HTTP on aiohttp: a fraction of the CPU of its own transport."""

import asyncio
import io
import os
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import orjson
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

# Without it the library warns at every 429 that a type is going to change.
os.environ.setdefault("PTB_TIMEDELTA", "1")

_UNSET: Final = BaseRequest.DEFAULT_NONE
_POOL_FULL = "Pool timeout: all connections are occupied. The request was not sent to Telegram."


class AiohttpRequest(BaseRequest):
    """One pool of connections; raises `TimedOut` and `NetworkError` as the library's own does."""

    def __init__(
        self,
        *,
        connections: int = 64,
        read_timeout: float | None = 10,
        write_timeout: float | None = 10,
        media_write_timeout: float | None = 30,
        connect_timeout: float | None = 5,
        pool_timeout: float | None = 5,
    ) -> None:
        self._read = read_timeout
        self._write = write_timeout
        self._media_write = media_write_timeout
        self._connect = connect_timeout
        self._pool = pool_timeout
        self._slots = asyncio.Semaphore(connections)
        self._session: aiohttp.ClientSession | None = None
        self._ways: dict[str, tuple[URL, str | None]] = {}

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer where a call names none."""
        return self._read

    async def initialize(self) -> None:
        """Open the session; repeating it is harmless."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                # Our own semaphore bounds the pool, so that its time-out can be told apart.
                connector=aiohttp.TCPConnector(limit=0, ttl_dns_cache=300),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close the session; repeating it is harmless."""
        if self._session is not None:
            await self._session.close()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Telegram's answer as Python objects; raises `TelegramError`."""
        try:
            answer: dict[str, Any] = orjson.loads(payload)
        except orjson.JSONDecodeError as error:
            raise TelegramError("Invalid server response") from error
        return answer

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = _UNSET,
        write_timeout: Any = _UNSET,
        connect_timeout: Any = _UNSET,
        pool_timeout: Any = _UNSET,
    ) -> tuple[int, bytes]:
        """Status and body of one request."""
        if self._session is None or self._session.closed:
            raise RuntimeError("This request is not initialized")
        has_files = request_data is not None and request_data.contains_files
        read = _or_default(read_timeout, self._read)
        write = _or_default(write_timeout, self._media_write if has_files else self._write)
        connect = _or_default(connect_timeout, self._connect)
        address, proxy = self._way(url)
        await self._take_slot(_or_default(pool_timeout, self._pool))
        try:
            async with self._session.request(
                method,
                address,
                timeout=_timeout(method, connect, read, write),
                allow_redirects=False,
                proxy=proxy,
                **_body(request_data),
            ) as response:
                return response.status, await response.read()
        except TimeoutError:
            # Not chained: these errors may carry the address, and with it the token.
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"aiohttp.{type(error).__name__}") from None
        finally:
            self._slots.release()

    async def _take_slot(self, seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._slots.acquire()
        except TimeoutError:
            raise TimedOut(_POOL_FULL) from None

    def _way(self, url: str) -> tuple[URL, str | None]:
        way = self._ways.get(url)
        if way is None:
            if len(self._ways) > 200:
                self._ways.clear()
            way = self._ways[url] = (URL(url, encoded=True), _proxy(url))
        return way


def _or_default(given: Any, default: float | None) -> float | None:
    return default if given is _UNSET else given


def _timeout(
    method: str, connect: float | None, read: float | None, write: float | None
) -> aiohttp.ClientTimeout:
    # aiohttp knows no time-out of writing. An answer to a POST is small, so its whole duration
    # bounds the writing; a download may take long as long as bytes keep coming.
    total = None
    if method == "POST" and connect is not None and read is not None and write is not None:
        total = connect + write + read
    return aiohttp.ClientTimeout(
        total=total, connect=connect, sock_connect=connect, sock_read=read
    )


def _body(request_data: RequestData | None) -> dict[str, Any]:
    if request_data is None:
        return {}
    if not request_data.contains_files:
        return {
            "data": orjson.dumps(request_data.parameters),
            "headers": {"Content-Type": "application/json"},
        }
    form = aiohttp.FormData(request_data.json_parameters)
    for part, (name, content, media_type) in request_data.multipart_data.items():
        # A stream is sent in slices; megabytes at once would hold the loop up.
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(part, stream, filename=name, content_type=media_type)
    return {"data": form}


def _proxy(url: str) -> str | None:
    """The proxy that the environment names for this address, which people in China often need."""
    proxies = getproxies()
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host in ("localhost", "127.0.0.1", "::1") or proxy_bypass(host):
        return None
    return proxies.get(parts.scheme) or proxies.get("all")
