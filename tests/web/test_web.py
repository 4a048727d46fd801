"""What stands around every page."""

import asyncio
import io

import aiohttp
import pytest

from tests.web.conftest import Site
from tests.web.users import WebUser


async def test_health_names_every_part(site: Site, user: WebUser) -> None:
    async with user.http.get(f"{site.address}/healthz") as response:
        assert response.status == 200
        assert await response.json() == {
            "status": "ok",
            "database": "up",
            "rasa": "starting",
            "registry": "up",
        }


async def test_metrics_and_documentation(site: Site, user: WebUser) -> None:
    async with user.http.get(f"{site.address}/metrics") as response:
        assert "python_info" in await response.text()
    async with user.http.get(f"{site.address}/api/docs") as response:
        assert response.status == 200
        assert "openapi.json" in await response.text()
        assert "//cdn" not in await response.text()


async def test_pages_are_locked_down(site: Site, user: WebUser) -> None:
    async with user.http.get(f"{site.address}/login") as response:
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "no-store"
    async with user.http.get(f"{site.address}/healthz") as response:
        assert response.headers["Referrer-Policy"] == "no-referrer"
    cookie = next(iter(user.http.cookie_jar))
    assert cookie["httponly"]
    assert cookie["samesite"] == "lax"


@pytest.mark.parametrize("path", ["/chat/say", "/login", "/logout"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_other_sites_cannot_write(
    site: Site, user: WebUser, path: str, headers: dict[str, str]
) -> None:
    form = aiohttp.FormData({"text": "借刀"}, default_to_multipart=True)
    async with user.http.post(site.address + path, data=form, headers=headers) as response:
        assert response.status == 403
    assert "借刀" not in str(site.script.seen)


async def test_our_own_pages_can(site: Site, user: WebUser) -> None:
    form = aiohttp.FormData({"text": "自己"}, default_to_multipart=True)
    headers = {"Origin": site.address}
    async with user.http.post(f"{site.address}/chat/say", data=form, headers=headers) as response:
        assert response.status == 200


async def test_a_fault_is_told_with_a_number_and_without_words(
    site: Site, user: WebUser, capsys: pytest.CaptureFixture[str]
) -> None:
    site.script.broken = True
    form = aiohttp.FormData({"text": "随便"}, default_to_multipart=True)
    async with user.http.post(f"{site.address}/chat/say", data=form) as response:
        assert response.status == 500
        told = await response.json()
    assert told["reference"] in told["detail"]
    logged = "".join(capsys.readouterr())
    assert told["reference"] in logged
    assert "王小明" not in logged


async def test_a_missing_page_shows_the_way_back(site: Site, user: WebUser) -> None:
    async with user.http.get(
        f"{site.address}/nothing", headers={"Accept": "text/html"}
    ) as response:
        assert response.status == 404
        assert "回到对话" in await response.text()


async def test_bodies_have_a_limit(site: Site, user: WebUser) -> None:
    async def endless():
        for _ in range(30):
            yield b"username=" + b"x" * 100_000

    form = {"Content-Type": "application/x-www-form-urlencoded"}
    async with user.http.post(
        f"{site.address}/login", data=io.BytesIO(b"x" * 2_000_000), headers=form
    ) as response:
        assert response.status == 413
    async with user.http.post(f"{site.address}/login", data=endless(), headers=form) as response:
        assert response.status == 413


async def test_static_files_are_kept_for_long(site: Site, user: WebUser) -> None:
    async with user.http.get(f"{site.address}/") as response:
        path = (await response.text()).split('src="')[1].split('"')[0]
    async with user.http.get(site.address + path) as response:
        assert response.status == 200
        assert "immutable" in response.headers["Cache-Control"]
    async with user.http.get(f"{site.address}/static/v/../../webchat.py") as response:
        assert response.status == 404


async def test_closing_ends_every_stream(site: Site, user: WebUser) -> None:
    stream = await user.http.get(f"{site.address}/chat/events")
    site.chat.live.close()
    async with asyncio.timeout(30):
        await stream.read()
    stream.close()
