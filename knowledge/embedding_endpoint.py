"""Vectors from a server that speaks OpenAI's `/v1/embeddings`."""

import asyncio
import math
from typing import Any, Self

import aiohttp

from knowledge.embedding import EncoderUnavailable, Vectors, as_encoded, unit_rows

TIMEOUT_SECONDS = 3.0
RESTING_SECONDS = 30.0
"""How long a server that failed is left alone: a chat is not to wait for each time-out."""
_ANSWER_BYTES = 16 * 1024 * 1024
_FAILURES = (
    *(aiohttp.ClientError, TimeoutError, OSError),
    *(ValueError, TypeError, LookupError, OverflowError, RecursionError),
)


class EndpointEncoder:
    """One model of one server; `url` is everything before `/embeddings`, such as `…/v1`."""

    def __init__(self, url: str, model: str, key: str = "") -> None:
        self._url = url.rstrip("/").removesuffix("/embeddings") + "/embeddings"
        self._model = model
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._session: aiohttp.ClientSession | None = None
        self._resting_until = -math.inf
        self._dimensions = 0

    @property
    def name(self) -> str:
        """The server's address with the model."""
        return f"{self._url} {self._model}"

    @property
    def dimensions(self) -> int:
        """0 until the server has answered."""
        return self._dimensions

    async def encode(self, texts: list[str], *, is_query: bool = True) -> Vectors:
        """See `Encoder`. The interface knows no questions apart from passages."""
        now = asyncio.get_running_loop().time()
        if now < self._resting_until:
            raise EncoderUnavailable("the server rests after a failure")
        try:
            rows = unit_rows(await self._rows([as_encoded(text) or " " for text in texts]))
            if rows.shape != (len(texts), self._dimensions or rows.shape[-1]):
                raise ValueError("rows of another form")
        except _FAILURES as error:
            self._resting_until = asyncio.get_running_loop().time() + RESTING_SECONDS
            # Without its cause: that one's text could repeat what was asked.
            raise EncoderUnavailable(type(error).__name__) from None
        self._dimensions = rows.shape[1]
        return rows

    async def _rows(self, texts: list[str]) -> list[list[float]]:
        body = {"model": self._model, "input": texts, "encoding_format": "float"}
        async with self._opened().post(self._url, json=body, allow_redirects=False) as response:
            response.raise_for_status()
            if (response.content_length or 0) > _ANSWER_BYTES:
                raise ValueError("too much of an answer")
            answer: Any = await response.json(content_type=None)
        rows: list[list[float]] = [[]] * len(texts)
        for item in answer["data"]:
            numbers = [float(number) for number in item["embedding"]]
            if not numbers or not all(map(math.isfinite, numbers)):
                raise ValueError("not a vector")
            rows[item["index"]] = numbers
        if not all(rows):
            raise ValueError("too few vectors")
        return rows

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS),
                headers=self._headers,
                trust_env=True,
            )
        return self._session

    async def close(self) -> None:
        """Give its connections back; it may be used again afterwards."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
