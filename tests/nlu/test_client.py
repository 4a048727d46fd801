"""A Rasa server that behaves badly: every way of it is one `RasaUnavailable`."""

import asyncio
import base64
import json
import math
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
import structlog
from aiohttp import web

from nlu import client as module
from nlu.breaker import FAILURES
from nlu.client import RasaClient, RasaUnavailable
from nlu.keywords import KeywordParser
from nlu.understanding import RasaOrKeywords

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def server(answer: Answer) -> AsyncIterator[str]:
    """Its address; every path is answered by `answer`."""
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


def answering(body: Any, status: int = 200) -> Answer:
    async def answer(_: web.Request) -> web.StreamResponse:
        text = body if isinstance(body, str) else json.dumps(body)
        return web.Response(text=text, status=status, content_type="application/json")

    return answer


def read(
    intent: str, confidence: float, out_of_scope: float = 0.1, entities: Any = ()
) -> dict[str, Any]:
    """A body as Rasa sends it."""
    return {
        "intent": {"name": intent, "confidence": confidence},
        "intent_ranking": [
            {"name": intent, "confidence": confidence},
            {"name": "out_of_scope", "confidence": out_of_scope},
        ],
        "entities": list(entities),
    }


def encoded(*numbers: float) -> str:
    """A vector as Rasa sends it."""
    return base64.b64encode(struct.pack(f"<{len(numbers)}f", *numbers)).decode()


def entity(value: str, start: int, end: int) -> dict[str, Any]:
    return {"entity": "speciality", "value": value, "start": start, "end": end}


async def test_reads_intent_entities_and_doubt() -> None:
    found = [entity("S", 3, 5), entity("AY", 0, 2)]
    async with (
        server(answering(read("start_initial", 0.9, 0.05, found))) as url,
        RasaClient(url) as rasa,
    ):
        parse = await rasa.parse("岩土、结构工程师")
    assert parse.model_dump() == {
        "intent": "start_initial",
        "confidence": 0.9,
        "entities": {"speciality": "AY"},
        "details": {},
        "order": "start_initial",
        "order_chance": 0.9,
        "out_of_scope": 0.05,
        "reason": "",
        "office": "",
        "talk": "",
        "source": "rasa",
        "vector": b"",
    }


async def test_reasons_to_refuse_are_one_intent_together() -> None:
    body = read("start_renewal", 0.4, 0)
    for reason, chance in (("office", 0.25), ("role", 0.3)):
        body["intent_ranking"].append({"name": f"out_of_scope_{reason}", "confidence": chance})
    async with server(answering(body)) as url, RasaClient(url) as rasa:
        parse = await rasa.parse("补办护照")
    assert (parse.intent, parse.reason) == ("out_of_scope", "role")
    assert parse.confidence == parse.out_of_scope == pytest.approx(0.55)


async def test_reads_the_sentences_vector() -> None:
    sent = encoded(0.6, 0.8, *[0.0] * 382)
    async with (
        server(answering(read("stop", 0.9) | {"vector": sent})) as url,
        RasaClient(url) as rasa,
    ):
        vector = (await rasa.parse("退出")).vector
    assert struct.unpack("<384f", vector)[:2] == pytest.approx((0.6, 0.8))


async def test_sends_the_normalised_text_and_the_token() -> None:
    seen: list[tuple[str, Any]] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        seen.append((request.query["token"], await request.json()))
        return web.json_response(read("stop", 0.9))

    async with server(answer) as url, RasaClient(url, "secret") as rasa:
        await rasa.parse(" ＱＱ\n号 ")
    assert seen == [("secret", {"text": "QQ 号"})]


async def test_never_sends_a_blank_text() -> None:
    with pytest.raises(ValueError, match="blank"):
        await RasaClient("http://127.0.0.1:9").parse(" \u200b")


GARBAGE: list[Any] = [
    "not json",
    "",
    "[" * 100_000,
    [],
    None,
    42,
    {},
    {"intent": None, "intent_ranking": [], "entities": []},
    {"intent": {"name": None, "confidence": 0.9}, "intent_ranking": [], "entities": []},
    {"intent": {"name": 7, "confidence": 0.9}, "intent_ranking": [], "entities": []},
    {"intent": {"name": "stop", "confidence": "high"}, "intent_ranking": [], "entities": []},
    {"intent": {"name": "stop", "confidence": True}, "intent_ranking": [], "entities": []},
    {"intent": {"name": "stop", "confidence": 0.9}, "intent_ranking": 3, "entities": []},
    {"intent": {"name": "stop", "confidence": 0.9}, "intent_ranking": [], "entities": [{}]},
    {"intent": {"name": "stop", "confidence": 0.9}, "intent_ranking": []},
    '{"intent": {"name": "stop", "confidence": NaN}, "intent_ranking": [], "entities": []}',
    *(
        read("stop", 0.9) | {"vector": vector}
        for vector in (
            *(7, [1.0], "", "?", "撤", encoded(1.0), encoded(*[0.0] * 384)),
            *(encoded(math.nan, *[0.0] * 383), encoded(*[1.0] * 384)),
        )
    ),
]


@pytest.mark.parametrize("body", GARBAGE)
async def test_nonsense_is_unavailable(body: Any) -> None:
    async with server(answering(body)) as url, RasaClient(url) as rasa:
        with pytest.raises(RasaUnavailable):
            await rasa.parse("撤回")


@pytest.mark.parametrize("status", [302, 401, 404, 409, 500])
async def test_another_status_is_unavailable(status: int) -> None:
    async with server(answering(read("stop", 0.9), status)) as url, RasaClient(url) as rasa:
        with pytest.raises(RasaUnavailable):
            await rasa.parse("撤回")
        assert not await rasa.is_ready()


async def test_nobody_there() -> None:
    async with RasaClient("http://127.0.0.1:9") as rasa:
        with pytest.raises(RasaUnavailable):
            await rasa.parse("撤回")
        assert not await rasa.is_ready()
    assert not await RasaClient().is_ready()


async def test_a_slow_one_is_given_up_and_then_spared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TIMEOUT_SECONDS", 0.05)
    asked, gate = 0, asyncio.Event()

    async def answer(_: web.Request) -> web.StreamResponse:
        nonlocal asked
        asked += 1
        await gate.wait()
        return web.json_response({})

    async with server(answer) as url, RasaClient(url) as rasa:
        parser = RasaOrKeywords(rasa, KeywordParser())
        for _ in range(FAILURES + 20):
            assert (await parser.parse("帮我撤回")).intent == "start_withdrawal"
        assert asked == FAILURES
        gate.set()


async def test_a_new_address_starts_with_a_clean_record() -> None:
    async with (
        server(answering(read("stop", 0.9))) as url,
        RasaClient("http://127.0.0.1:9") as rasa,
    ):
        for _ in range(FAILURES):
            with pytest.raises(RasaUnavailable):
                await rasa.parse("撤回")
        rasa.connect(url)
        assert await rasa.is_ready()
        assert (await rasa.parse("退出")).intent == "stop"


async def test_failures_say_nothing_of_what_was_typed() -> None:
    async with server(answering("王小明 {")) as url, RasaClient(url, "secret") as rasa:
        with structlog.testing.capture_logs() as logs, pytest.raises(RasaUnavailable) as failure:
            await rasa.parse("王小明")
    assert logs == []
    assert str(failure.value) == ""
    assert failure.value.__cause__ is None
