"""What becomes of a remote registry's faults, and of answers that are not quite ours."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import structlog
from aiohttp import web

from bot.jobs.status_poller import push_of
from flows.model import Actor, Submission
from flows.model import ApplicationStatus as S
from flows.ports import RegistryRefused, RegistryUnavailable
from flows.wording import kind_words, status_words
from storage.files import DiskFiles
from storage.registry.remote import RemoteRegistry
from storage.registry.shared_files import SharedFiles
from tests.processes import free_port
from tests.registry_server import TOKEN, registry_server

APPLICATION = {
    "id": "A7K2Q9",
    "person_id": "p1",
    "kind": "initial",
    "speciality": "AY",
    "enterprise_name": "测试设计院",
    "credit_code": "91350100M000100Y43",
    "status": "reported",
    "filed_at": "2026-11-23T10:00:00+08:00",
    "changed_at": "2026-11-23T10:00:00+08:00",
}
EVENT = {
    "cursor": 7,
    "application_id": "A7K2Q9",
    "person_id": "p1",
    "kind": "initial",
    "speciality": "AY",
    "status": "reported",
    "actor": "enterprise",
    "at": "2026-11-23T10:00:00+08:00",
}


class Scripted:
    """A registry that answers what it is told to, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answer: Callable[[], web.StreamResponse] = web.Response
        self.asked: list[str] = []

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(f"{request.method} {request.path_qs}")
        return self.answer()

    def says(self, body: Any, status: int = 200) -> None:
        self.answer = lambda: web.json_response(body, status=status)


@pytest.fixture
async def script() -> Scripted:
    return Scripted()


@pytest.fixture
async def remote(script: Scripted, files: DiskFiles) -> AsyncIterator[RemoteRegistry]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", script.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    opened = RemoteRegistry(f"http://127.0.0.1:{port}/", TOKEN, files, seconds=1)
    yield opened
    await opened.close()
    await runner.cleanup()


@pytest.mark.parametrize("status", [301, 401, 403, 404, 408, 413, 422, 429, 500, 502, 503])
async def test_a_status_without_a_code_is_unavailable(
    remote: RemoteRegistry, script: Scripted, status: int
) -> None:
    script.says({"detail": "words of a proxy"}, status)
    with pytest.raises(RegistryUnavailable, match=f"HTTP {status}"):
        await remote.changes(0)
    assert len(script.asked) == 1


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
async def test_a_server_that_is_not_ready_has_decided_nothing(
    remote: RemoteRegistry, script: Scripted, status: int
) -> None:
    script.says({"code": "unknown_person", "facts": {}}, status)
    with pytest.raises(RegistryUnavailable):
        await remote.facts("p1")


async def test_a_code_is_a_refusal_with_its_facts(
    remote: RemoteRegistry, script: Scripted
) -> None:
    script.says({"code": "quota", "facts": {"left": 3, "of": "x"}, "more": []}, 400)
    with pytest.raises(RegistryRefused) as refused:
        await remote.withdraw("A7K2Q9", "p1")
    assert (refused.value.code, refused.value.facts) == ("quota", {"left": "3", "of": "x"})


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[{}]", b"{", b"null", b'[{"cursor": "many"}]', b"\xff\xfe"]
)
async def test_an_answer_that_cannot_be_read_is_unavailable(
    remote: RemoteRegistry, script: Scripted, body: bytes
) -> None:
    script.answer = lambda: web.Response(body=body)
    with pytest.raises(RegistryUnavailable, match="cannot be read"):
        await remote.changes(0)


async def test_what_cannot_be_read_is_not_logged(remote: RemoteRegistry, script: Scripted) -> None:
    script.says({**APPLICATION, "filed_at": "甄示例 13900139000"})
    with structlog.testing.capture_logs() as lines, pytest.raises(RegistryUnavailable) as away:
        await remote.withdraw("A7K2Q9", "p1")
    assert lines[0]["mistakes"] == [(("filed_at",), "datetime_from_date_parsing")]
    everything = f"{lines}{away.value!r}{away.value.__cause__!r}"
    for secret in ("甄示例", "13900139000", TOKEN):
        assert secret not in everything


async def test_too_late_is_unavailable_and_not_asked_twice(
    remote: RemoteRegistry, script: Scripted
) -> None:
    class Silent(web.Response):
        async def prepare(self, request: web.BaseRequest) -> Any:
            await asyncio.Event().wait()

    script.answer = Silent
    with pytest.raises(RegistryUnavailable, match="no answer in time"):
        await remote.changes(0)
    assert len(script.asked) == 1


async def test_nobody_there_is_unavailable(files: DiskFiles) -> None:
    nobody = RemoteRegistry(f"http://127.0.0.1:{free_port()}", TOKEN, files)
    with pytest.raises(RegistryUnavailable):
        await nobody.facts("p1")
    with pytest.raises(RegistryUnavailable):
        await nobody.withdraw("A7K2Q9", "p1")
    await nobody.close()


async def test_a_dropped_connection_is_asked_once_more_where_nothing_can_change(
    remote: RemoteRegistry, script: Scripted
) -> None:
    class Dropped(web.StreamResponse):
        async def prepare(self, request: web.BaseRequest) -> Any:
            assert request.transport is not None
            request.transport.abort()
            return None

    script.answer = Dropped
    with pytest.raises(RegistryUnavailable):
        await remote.facts("p1")
    assert script.asked == ["POST /api/registry/facts"] * 2
    script.asked.clear()
    with pytest.raises(RegistryUnavailable):
        await remote.withdraw("A7K2Q9", "p1")
    assert script.asked == ["POST /api/registry/applications/A7K2Q9/withdraw"]


async def test_fields_that_we_do_not_know_are_passed_over(
    remote: RemoteRegistry, script: Scripted
) -> None:
    script.says([{**EVENT, "colour": "red", "nested": {"a": [1]}}])
    (event,) = await remote.changes(0)
    assert event.status is S.REPORTED


async def test_a_status_that_we_do_not_know_is_shown_as_it_is(
    remote: RemoteRegistry, script: Scripted
) -> None:
    script.says([{**EVENT, "status": "省级初审中", "actor": "province", "kind": "新业务"}, EVENT])
    unknown, known = await remote.changes(0)
    assert (unknown.status, unknown.actor, known.status) == (S.UNKNOWN, Actor.SYSTEM, S.REPORTED)
    assert status_words(unknown) == "省级初审中（状态名以注册系统页面为准）"
    assert kind_words(unknown.kind) == "新业务"
    said = push_of(unknown)
    assert said.message is not None
    assert said.message["title"] == status_words(unknown)
    script.says({**APPLICATION, "status": "省级初审中"})
    application = await remote.withdraw("A7K2Q9", "p1")
    assert application.is_open
    again = type(application).model_validate_json(application.model_dump_json())
    assert status_words(again) == "省级初审中（状态名以注册系统页面为准）"


async def test_people_are_named_in_bodies_only(remote: RemoteRegistry, script: Scripted) -> None:
    script.answer = lambda: web.Response(status=503)
    calls = (
        remote.facts("person-1"),
        remote.find_enterprises("华东 勘测"),
        remote.submission("A7K2Q9", "person-1"),
        remote.timeline("A7K2Q9", "person-1"),
        remote.withdraw("A7K2Q9", "person-1"),
        remote.submit(
            Submission(key="k", person_id="person-1", kind="x", speciality="", answers={})
        ),
    )
    for call in calls:
        with pytest.raises(RegistryUnavailable):
            await call
    assert len(script.asked) == len(calls)
    assert not any("person-1" in line or "%" in line for line in script.asked)


async def test_images_go_before_what_names_them_and_only_once(
    remote: RemoteRegistry, script: Scripted, files: DiskFiles
) -> None:
    sha256 = await files.put(b"an image")
    named = Submission(
        key="k", person_id="p1", kind="initial", speciality="AY", answers={}, files={"a": sha256}
    )
    answers = iter(
        [
            web.Response(status=404),
            web.Response(status=204),
            web.json_response(APPLICATION),
            web.Response(),
            web.json_response(APPLICATION),
        ]
    )
    script.answer = lambda: next(answers)
    assert await remote.submit(named) == await remote.submit(named)
    file = f"/api/registry/files/{sha256}"
    submissions = "POST /api/registry/submissions"
    assert script.asked == [
        f"HEAD {file}", f"PUT {file}", submissions, f"HEAD {file}", submissions,
    ]  # fmt: skip


async def test_an_image_that_is_gone_is_for_the_person_to_send_again(
    remote: RemoteRegistry, script: Scripted
) -> None:
    script.answer = lambda: web.Response(status=404)
    named = Submission(
        key="k", person_id="p1", kind="initial", speciality="", answers={}, files={"a": "0" * 64}
    )
    with pytest.raises(RegistryRefused, match="file_missing"):
        await remote.submit(named)


async def test_an_image_of_the_registrys_is_fetched_once(
    remote: RemoteRegistry, script: Scripted, files: DiskFiles
) -> None:
    shared = SharedFiles(files, remote)
    content = b"their image"
    sha256 = hashlib.sha256(content).hexdigest()
    script.answer = lambda: web.Response(body=b"another")
    with pytest.raises(FileNotFoundError):
        await shared.get(sha256)
    script.answer = lambda: web.Response(status=503)
    with pytest.raises(FileNotFoundError):
        await shared.get(sha256)
    script.answer = lambda: web.Response(body=content)
    assert await shared.get(sha256) == content
    asked = len(script.asked)
    assert await shared.get(sha256) == content
    assert len(script.asked) == asked


async def test_a_wrong_token_is_unavailable(database: Any, files: DiskFiles) -> None:
    async with registry_server(database, files) as address:
        stranger = RemoteRegistry(address, "another-token-than-theirs", files)
        with pytest.raises(RegistryUnavailable, match="HTTP 401"):
            await stranger.facts("demo-yantu")
        await stranger.close()
