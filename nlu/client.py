"""Asks a Rasa server what a sentence meant; every failure is one `RasaUnavailable`."""

import base64
import json
import math
import struct
from typing import Any, Self

import aiohttp

from nlu import vocabulary
from nlu.breaker import Breaker
from nlu.normalise import normalise
from nlu.parse import Parse

TIMEOUT_SECONDS = 2.0
"""Rasa's own time-out is an hour."""
REFUSALS = "out_of_scope_"
ORDERS = ("start_", "open_")
"""Each reason to refuse is an intent of its own to Rasa, as they have no words in common."""
VECTOR_BYTES = 384 * 4
LOAD_SECONDS = 120.0
_ANSWER_BYTES = 256 * 1024
_GARBAGE = (ValueError, TypeError, KeyError, OverflowError, RecursionError)
_FAILURES = (aiohttp.ClientError, TimeoutError, OSError, *_GARBAGE)


class RasaUnavailable(Exception):
    """Rasa is not there, too slow, resting after failures, or answers nonsense."""


class RasaClient:
    """One Rasa server. `url` may come later, by `connect`: until then it is unavailable."""

    def __init__(self, url: str = "", token: str = "", breaker: Breaker | None = None) -> None:
        self._url = url.rstrip("/")
        self._token = token
        self._breaker = breaker or Breaker()
        self._session: aiohttp.ClientSession | None = None

    def connect(self, url: str) -> None:
        """Use the server at `url` from now on, with a clean record; empty: none."""
        self._url = url.rstrip("/")
        self._breaker.succeeded()

    async def parse(self, text: str) -> Parse:
        """The reading of `text`; raises `RasaUnavailable`, and ValueError where it is blank."""
        sentence = normalise(text)
        if not sentence:
            raise ValueError("blank text makes Rasa fail")
        if not self._url or not self._breaker.allows():
            raise RasaUnavailable
        try:
            reading = _reading(await self._post("/model/parse", {"text": sentence}), sentence)
        except _FAILURES:
            self._breaker.failed()
            # Without its cause: that one's text could repeat what was typed, and names the token.
            raise RasaUnavailable from None
        self._breaker.succeeded()
        return reading

    async def is_ready(self) -> bool:
        """True when the server has a model loaded: without one its /status is 409."""
        if not self._url:
            return False
        try:
            async with self._opened().get(
                f"{self._url}/status", params=self._parameters, allow_redirects=False
            ) as response:
                return response.status == 200
        except (aiohttp.ClientError, TimeoutError, OSError):
            return False

    async def load(self, model: str) -> bool:
        """Have the server exchange its model for that file; False: it keeps the old one."""
        # Rasa is deaf meanwhile: 15 s the first time, and longer on a busy machine.
        patient = aiohttp.ClientTimeout(total=LOAD_SECONDS)
        try:
            async with self._opened().put(
                f"{self._url}/model",
                json={"model_file": model},
                params=self._parameters,
                timeout=patient,
                allow_redirects=False,
            ) as response:
                return response.status == 204
        except (aiohttp.ClientError, TimeoutError, OSError):
            return False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Give its connections back; it may be used again afterwards."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _post(self, path: str, body: dict[str, str]) -> Any:
        async with self._opened().post(
            self._url + path, json=body, params=self._parameters, allow_redirects=False
        ) as response:
            if response.status != 200:
                raise ValueError("not an answer")
            answer = bytearray()
            async for piece in response.content.iter_any():
                answer += piece
                if len(answer) > _ANSWER_BYTES:
                    raise ValueError("no end of it")
            return json.loads(answer)

    @property
    def _parameters(self) -> dict[str, str]:
        return {"token": self._token} if self._token else {}

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
            )
        return self._session


def _reading(answer: Any, sentence: str) -> Parse:
    """Rasa's answer as a Parse; raises KeyError, TypeError or ValueError for anything else."""
    chances: dict[str, float] = {}
    reason, likeliest = "", 0.0
    for row in answer["intent_ranking"]:
        name, chance = _named(row["name"]), _probability(row["confidence"])
        _, _, part = name.partition(REFUSALS)
        if part and chance > likeliest:
            reason, likeliest = part, chance
        whole = "out_of_scope" if part else name
        chances[whole] = chances.get(whole, 0.0) + chance
    spans = [
        vocabulary.Span(str(row["entity"]), str(row["value"]), int(row["start"]), int(row["end"]))
        for row in answer["entities"]
    ]
    intent = max(chances, key=lambda name: chances[name])
    orders = [name for name in chances if name.startswith(ORDERS)]
    order = max(orders, key=lambda name: chances[name], default="")
    return Parse(
        intent=intent,
        confidence=min(chances[intent], 1.0),
        entities=vocabulary.choose(spans, sentence),
        out_of_scope=min(chances.get("out_of_scope", 0.0), 1.0),
        reason=reason,
        order=order,
        order_chance=min(chances.get(order, 0.0), 1.0),
        source="rasa",
        vector=_vector(answer.get("vector")),
    )


def _named(name: Any) -> str:
    if not isinstance(name, str) or not name:
        raise ValueError("no intent")
    return name


def _vector(encoded: Any) -> bytes:
    """The sentence's unit vector, empty where the model makes none; raises as `_reading`."""
    if encoded is None:
        return b""
    packed = base64.b64decode(encoded, validate=True)
    if len(packed) != VECTOR_BYTES:
        raise ValueError("not a vector")
    length = math.hypot(*struct.unpack(f"<{VECTOR_BYTES // 4}f", packed))
    if not 0.9 < length < 1.1:
        raise ValueError("not a unit vector")
    return packed


def _probability(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("not a probability")
    return min(max(float(value), 0.0), 1.0)
