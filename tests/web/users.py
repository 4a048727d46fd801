"""A person on the web chat, as tests write one down; talks to the server by its JSON face."""

import asyncio
import io
import json
import secrets
from collections.abc import Sequence
from typing import Any

import aiohttp
from yarl import URL


class WebUser:
    """One browser: a cookie jar, the messages it shows, and its open event stream."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        # A jar for plain addresses, too: tests run on 127.0.0.1.
        jar = aiohttp.CookieJar(unsafe=True)
        self.http = aiohttp.ClientSession(cookie_jar=jar, headers={"Accept": "application/json"})
        self.entries: dict[int, dict[str, Any]] = {}
        self.toasts: list[str] = []
        self._changed = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "WebUser":
        await self.opens()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.leaves()

    async def opens(self) -> None:
        """Open the page and its event stream."""
        self._stop()
        async with self.http.get(f"{self.address}/", headers={"Accept": "text/html"}) as page:
            assert page.status == 200, await page.text()
        async with self.http.get(f"{self.address}/chat/history") as history:
            self.entries = {}
            self._take((await history.json())["entries"])
        self._listening = asyncio.create_task(self._listen())

    async def leaves(self) -> None:
        """Close the browser."""
        self._stop()
        await self.http.close()

    @property
    def cookies(self) -> dict[str, str]:
        """What the browser keeps of this site; may be given to another."""
        return {cookie.key: cookie.value for cookie in self.http.cookie_jar}

    @cookies.setter
    def cookies(self, cookies: dict[str, str]) -> None:
        self.http.cookie_jar.clear()
        self.http.cookie_jar.update_cookies(cookies, URL(self.address))

    @property
    def messages(self) -> list[dict[str, Any]]:
        """What the assistant shows, oldest first, redraws in place."""
        return [entry for entry in self.entries.values() if entry["author"] == "bot"]

    @property
    def last(self) -> dict[str, Any]:
        """The newest message or redraw."""
        return max(self.messages, key=lambda message: message["id"])

    @property
    def text(self) -> str:
        """The newest message's title and text."""
        return f"{self.last['title']}\n{self.last['text']}".strip()

    @property
    def buttons(self) -> list[str]:
        """Labels of the newest message that has buttons."""
        shown = [message for message in self.messages if message["buttons"]]
        newest = max(shown, key=lambda message: message["id"], default={"buttons": []})
        return [button["label"] for row in newest["buttons"] for button in row]

    async def types(self, text: str, *, action: str = "") -> dict[str, Any]:
        """Send words; `action` repeats an earlier one."""
        return await self._say({"text": text}, action)

    async def taps(self, label: str, *, action: str = "") -> dict[str, Any]:
        """Tap the newest button whose label contains `label`."""
        for message in sorted(self.messages, key=lambda message: -message["id"]):
            for button in (button for row in message["buttons"] for button in row):
                if label in button["label"] and button["data"]:
                    values = {"data": button["data"], "tapped": str(message["place"])}
                    return await self._say(values, action)
        raise AssertionError(f"no button {label!r}; there are {self.buttons}")

    async def uploads(
        self,
        content: bytes,
        *,
        name: str = "photo.jpg",
        media_type: str = "image/jpeg",
        album: str = "",
    ) -> dict[str, Any]:
        """Send a file."""
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("id", secrets.token_hex(16))
        form.add_field("album", album)
        form.add_field("file", io.BytesIO(content), filename=name, content_type=media_type)
        return await self._post(form)

    async def uploads_album(self, contents: Sequence[bytes]) -> dict[str, Any]:
        """Several files chosen at once, as the page's script sends them."""
        album = secrets.token_hex(16)
        for content in contents:
            await self.uploads(content, album=album)
        return await self._say({"album_over": album}, "")

    async def logs_in(self, username: str, password: str) -> None:
        """Log in on the portal and come back to the chat."""
        fields = {"username": username, "password": password, "channel": "web"}
        headers = {"Accept": "text/html"}
        async with self.http.post(f"{self.address}/login", data=fields, headers=headers) as page:
            assert page.status == 200, await page.text()
            assert page.url.path == "/", "the portal refused"
        await self.opens()

    async def sees(self, words: str, *, timeout: float = 30) -> dict[str, Any]:
        """Wait until a message shows the words, pushed or answered; answers the message."""
        try:
            async with asyncio.timeout(timeout):
                while True:
                    self._changed.clear()
                    for message in reversed(self.messages):
                        labels = [b["label"] for row in message["buttons"] for b in row]
                        if words in "\n".join([message["title"], message["text"], *labels]):
                            return message
                    await self._changed.wait()
        except TimeoutError:
            raise AssertionError(f"never saw {words!r}; last: {self.text!r}") from None

    async def _say(self, values: dict[str, str], action: str) -> dict[str, Any]:
        form = aiohttp.FormData(default_to_multipart=True)
        form.add_field("id", action or secrets.token_hex(16))
        for name, value in values.items():
            form.add_field(name, value)
        return await self._post(form)

    async def _post(self, form: aiohttp.FormData) -> dict[str, Any]:
        async with self.http.post(f"{self.address}/chat/say", data=form) as response:
            assert response.status == 200, f"{response.status}: {await response.text()}"
            answer: dict[str, Any] = await response.json()
        self._take([answer["echo"]] if answer["echo"] else [])
        self._take(answer["messages"])
        if answer["toast"]:
            self.toasts.append(answer["toast"])
        if answer["reload"]:
            await self.opens()
        return answer

    def _take(self, entries: list[dict[str, Any]]) -> None:
        for entry in entries:
            known = self.entries.get(entry["place"])
            if known is None or known["id"] < entry["id"]:
                self.entries[entry["place"]] = entry
        self._changed.set()

    async def _listen(self) -> None:
        after = max((entry["id"] for entry in self.entries.values()), default=0)
        timeout = aiohttp.ClientTimeout(total=None)
        while True:
            try:
                url = f"{self.address}/chat/events?form=json&after={after}"
                async with self.http.get(url, timeout=timeout) as stream:
                    async for line in stream.content:
                        if line.startswith(b"data: {"):
                            entry = json.loads(line[6:])
                            after = max(after, entry["id"])
                            self._take([entry])
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.2)

    def _stop(self) -> None:
        if self._listening:
            self._listening.cancel()
            self._listening = None
