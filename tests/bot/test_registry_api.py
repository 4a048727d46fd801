"""The registry's face: who gets in, what it takes, and what it does not tell."""

import contextlib
import hashlib
import io
import logging
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import structlog

from bot.logs import set_up_logs
from storage.database import Database
from storage.files import DiskFiles
from storage.registry.demo import load_demo
from tests.registry_server import TOKEN, authorised, registry_server

TODAY = date(2026, 11, 23)
SUBMISSION = {
    "key": "k",
    "person_id": "demo-yantu",
    "kind": "initial",
    "speciality": "AY",
    "answers": {},
}


@pytest.fixture
async def served(database: Database, tmp_path: Path) -> AsyncIterator[str]:
    files = DiskFiles(tmp_path / "files")
    await load_demo(database, files, TODAY, lambda one: (f"p{one}".encode(), f"s{one}".encode()))
    async with registry_server(database, files) as address:
        yield f"{address}/api/registry"


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with authorised() as session:
        yield session


async def test_only_the_token_opens(served: str) -> None:
    who = {"person_id": "demo-yantu"}
    wrong = ("", "Bearer", "Bearer ", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer \xe9", TOKEN)
    async with aiohttp.ClientSession() as http:
        for header in wrong:
            headers = {"authorization": header} if header else {}
            async with http.post(f"{served}/facts", json=who, headers=headers) as answer:
                assert answer.status == 401, header
                assert answer.headers["www-authenticate"] == "Bearer"
                assert "id_number" not in await answer.text()
        # Not even what is wrong with a body is told to strangers.
        async with http.post(f"{served}/facts", data=b"{") as answer:
            assert answer.status == 401
        headers = {"authorization": f"bearer {TOKEN}"}
        async with http.post(f"{served}/facts", json=who, headers=headers) as answer:
            assert answer.status == 200


async def test_without_a_token_it_is_off(database: Database, tmp_path: Path) -> None:
    async with registry_server(database, DiskFiles(tmp_path), token="") as address:
        for token in ("", TOKEN):
            async with (
                authorised(token) as http,
                http.get(f"{address}/api/registry/changes?after=0") as answer,
            ):
                assert answer.status == 404
                assert "REGISTRY_API_TOKEN" in (await answer.json())["detail"]


async def operations(served: str) -> dict[tuple[str, str], dict[str, Any]]:
    address = served.removesuffix("/api/registry")
    async with aiohttp.ClientSession() as http:
        async with http.get(f"{address}/api/openapi.json") as answer:
            paths = (await answer.json())["paths"]
        async with http.get(f"{address}/api/docs") as answer:
            assert "/api/registry/submissions" in await answer.text()
    return {(verb, path): told for path, item in paths.items() for verb, told in item.items()}


async def test_every_route_is_documented_and_asks_for_the_token(served: str) -> None:
    told = await operations(served)
    assert len(told) == 26
    async with aiohttp.ClientSession() as http:
        for (verb, path), operation in told.items():
            assert operation["description"], path
            assert operation["security"] == [{"HTTPBearer": []}]
            url = served.removesuffix("/api/registry") + path.format(id="A", sha256="0" * 64)
            async with http.request(verb, url) as answer:
                assert answer.status == 401, path


async def test_no_address_has_room_for_a_person(served: str) -> None:
    places = {
        parameter["name"]
        for operation in (await operations(served)).values()
        for parameter in operation.get("parameters", ())
    }
    assert places == {"id", "sha256", "after", "limit", "status", "since", "finished"}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("facts", {}),
        ("facts", {"person_id": "\0"}),
        ("facts", [1]),
        ("enterprises/search", {"words": "a", "limit": -1}),
        ("enterprises/search", {"words": "a", "limit": 10**9}),
        ("submissions", {**SUBMISSION, "answers": {"a": "甄示例\0"}}),
        ("submissions", {**SUBMISSION, "files": {"\0": "x"}}),
        ("applications/A7K2Q9/timeline", {"person_id": 5}),
        ("applications/..%2F..%2Fx/timeline", {"person_id": "p"}),
        ("office/authority/A7K2Q9/reject", {"opinion": ""}),
        ("office/authority/A7K2Q9/reject", {}),
        ("office/authority/A7K2Q9/request-correction", {"content": "a" * 2001, "reason": "b"}),
    ],
)
async def test_what_cannot_be_meant_is_refused_without_repeating_it(
    served: str, http: aiohttp.ClientSession, path: str, body: Any
) -> None:
    async with http.post(f"{served}/{path}", json=body) as answer:
        assert answer.status in (404, 422)
        assert "甄示例" not in await answer.text()


async def test_bodies_have_a_limit(served: str, http: aiohttp.ClientSession) -> None:
    big = b"x" * 1_000_001
    sha256 = hashlib.sha256(big).hexdigest()
    async with http.put(f"{served}/files/{sha256}", data=big) as answer:
        assert answer.status == 413

    async def in_parts() -> AsyncIterator[bytes]:
        for _ in range(101):
            yield b"x" * 10_000

    async with http.put(f"{served}/files/{sha256}", data=in_parts()) as answer:
        assert answer.status == 413
    async with http.get(f"{served}/files/{sha256}") as answer:
        assert answer.status == 404


async def test_an_image_there_and_back(served: str, http: aiohttp.ClientSession) -> None:
    content = b"\xff\xd8\xff an image"
    url = f"{served}/files/{hashlib.sha256(content).hexdigest()}"
    async with http.head(url) as answer:
        assert answer.status == 404
    async with http.put(url, data=b"another") as answer:
        assert (answer.status, (await answer.json())["code"]) == (409, "file_mismatch")
    for _ in range(2):
        async with http.put(url, data=content) as answer:
            assert answer.status == 204
    async with http.head(url) as answer:
        assert (answer.status, answer.content_length) == (200, len(content))
    async with http.get(url) as answer:
        assert await answer.read() == content
        assert answer.headers["content-disposition"] == "attachment"


async def test_what_names_an_image_that_was_not_sent_is_refused(
    served: str, http: aiohttp.ClientSession
) -> None:
    for missing in ("0" * 64, "../../x", ""):
        body = {**SUBMISSION, "files": {"proof": missing}}
        async with http.post(f"{served}/submissions", json=body) as answer:
            assert (answer.status, (await answer.json())["code"]) == (409, "file_missing")


async def test_a_database_that_is_away_is_not_now(tmp_path: Path) -> None:
    away = Database("postgresql://nobody@127.0.0.1:1/nothing")
    async with (
        registry_server(away, DiskFiles(tmp_path)) as address,
        authorised() as http,
        http.get(f"{address}/api/registry/changes?after=0") as answer,
    ):
        assert answer.status == 503
    await away.close()


async def test_logs_name_nobody(served: str, http: aiohttp.ClientSession) -> None:
    written, libraries = io.StringIO(), io.StringIO()
    handler = logging.StreamHandler(libraries)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        with contextlib.redirect_stderr(written):
            set_up_logs("debug", as_json=True)
            for body in ({"person_id": "demo-yantu"}, {"person_id": "nobody-at-all"}, {"p": "秘"}):
                async with http.post(f"{served}/facts", json=body) as answer:
                    await answer.read()
            async with http.post(f"{served}/submissions", json=SUBMISSION) as answer:
                assert answer.status == 200
    finally:
        structlog.reset_defaults()
        root.removeHandler(handler)
        root.setLevel(level)
    everything = written.getvalue() + libraries.getvalue()
    for secret in ("demo-yantu", "nobody-at-all", "秘", TOKEN, "甄示例"):
        assert secret not in everything
