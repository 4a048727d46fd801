"""Encoders: the one inside the program, and one behind a server."""

import json
from collections.abc import AsyncIterator

import numpy as np
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from knowledge import embedding_endpoint
from knowledge.embedding import EncoderUnavailable, NanoEncoder
from knowledge.embedding_endpoint import EndpointEncoder


class Endpoint:
    """A server of `/v1/embeddings`; `answer` is what it says instead, `status` its refusal."""

    def __init__(self) -> None:
        self.asked: list[dict[str, object]] = []
        self.keys: list[str] = []
        self.status = 200
        self.answer: object = None

    async def embed(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.asked.append(body)
        self.keys.append(request.headers.get("Authorization", ""))
        rows = [
            {"index": place, "embedding": [3.0, 4.0, float(len(text))]}
            for place, text in reversed(list(enumerate(body["input"])))
        ]
        answer = {"data": rows} if self.answer is None else self.answer
        return web.Response(
            text=json.dumps(answer), status=self.status, content_type="application/json"
        )


@pytest.fixture
async def endpoint() -> Endpoint:
    return Endpoint()


@pytest.fixture
async def address(endpoint: Endpoint) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/v1/embeddings", endpoint.embed)
    async with TestServer(app) as server:
        yield str(server.make_url("/v1"))


async def test_rows_come_in_the_order_of_the_texts(endpoint: Endpoint, address: str) -> None:
    async with EndpointEncoder(address, "some-model", "key-of-ours") as encoder:
        rows = await encoder.encode(["甲", "乙丙", "\ud800"])
        assert encoder.dimensions == 3
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert rows[1][2] > rows[0][2]
    assert endpoint.asked == [
        {"model": "some-model", "input": ["甲", "乙丙", " "], "encoding_format": "float"}
    ]
    assert endpoint.keys == ["Bearer key-of-ours"]


async def test_long_texts_are_cut(endpoint: Endpoint, address: str) -> None:
    async with EndpointEncoder(f"{address}/embeddings", "m") as encoder:
        await encoder.encode(["长" * 4096])
    assert endpoint.asked[0]["input"] == ["长" * 100]
    assert endpoint.keys == [""]


@pytest.mark.parametrize(
    "answer",
    [
        {"error": "no"},
        [],
        {"data": []},
        {"data": [{"index": 0, "embedding": []}]},
        {"data": [{"index": 0, "embedding": ["x"]}]},
        {"data": [{"index": 0, "embedding": [float("nan")]}]},
        {"data": [{"index": 5, "embedding": [1.0]}]},
        {"data": [{"index": 0, "embedding": [1e999]}]},
    ],
)
async def test_what_is_no_vector_is_a_failure(
    endpoint: Endpoint, address: str, answer: object
) -> None:
    endpoint.answer = answer
    async with EndpointEncoder(address, "m") as encoder:
        with pytest.raises(EncoderUnavailable):
            await encoder.encode(["甲"])


async def test_after_a_failure_the_server_is_left_alone(
    endpoint: Endpoint, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint.status = 500
    async with EndpointEncoder(address, "m") as encoder:
        for _ in range(3):
            with pytest.raises(EncoderUnavailable):
                await encoder.encode(["甲"])
        assert len(endpoint.asked) == 1
    endpoint.status = 200
    monkeypatch.setattr(embedding_endpoint, "RESTING_SECONDS", 0.0)
    async with EndpointEncoder(address, "m") as encoder:
        assert len(await encoder.encode(["甲"])) == 1


async def test_a_server_that_is_not_there_is_a_failure() -> None:
    async with EndpointEncoder("http://127.0.0.1:9/v1", "m") as encoder:
        with pytest.raises(EncoderUnavailable):
            await encoder.encode(["甲"])


async def test_the_encoder_inside_tells_meanings_apart(encoder: NanoEncoder) -> None:
    forgot, lost, weather = await encoder.encode(
        ["密码忘了怎么办", "登录口令想不起来了", "今天下雨吗"]
    )
    assert forgot @ lost > forgot @ weather
    assert np.allclose(np.linalg.norm([forgot, lost, weather], axis=1), 1, atol=1e-4)
    assert forgot.dtype == np.float32


async def test_the_encoder_inside_takes_any_text(encoder: NanoEncoder) -> None:
    texts = ["", "\x00", "\ud800", "长" * 5000, "😀"]
    rows = await encoder.encode(texts)
    assert rows.shape == (len(texts), encoder.dimensions)
    assert np.isfinite(rows).all()
    assert (await encoder.encode([])).shape == (0, encoder.dimensions)
