"""Two servers joined: the chat on one, the registry on the other, real HTTP between them."""

import re
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.jobs.resubmission import Resubmission
from flows import texts
from flows.view import SHANGHAI
from storage.database import Database
from storage.files import DiskFiles
from storage.registry.demo import load_demo
from storage.registry.embedded import EmbeddedRegistry
from storage.registry.office import Office
from tests.conversations.chat import IMAGES, Product, product_on
from tests.conversations.walks import opened, walked
from tests.processes import free_port
from tests.registry_server import TOKEN, registry_server


@pytest.fixture
async def their_files(other_database: Database, tmp_path: Path) -> DiskFiles:
    """The registry's own images, with its people loaded."""
    files = DiskFiles(tmp_path / "theirs")
    pictures = IMAGES["portrait"] + b"theirs", IMAGES["signature"]
    today = datetime.now(SHANGHAI).date()
    await load_demo(other_database, files, today, lambda _: pictures)
    return files


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
async def joined(database: Database, data_dir: Path, port: int) -> AsyncIterator[Product]:
    """The chat's server; whether the registry's is up is for the test to say."""
    address = f"http://127.0.0.1:{port}"
    async with product_on(
        database, data_dir, registry_url=address, registry_token=SecretStr(TOKEN)
    ) as product:
        yield product


def resubmission(product: Product) -> Resubmission:
    assistant = product.assistant
    return Resubmission(
        assistant.services.trackers,
        assistant.dialogue.conversations,
        assistant.dialogue,
        assistant.services.registry,
        lambda _: None,
    )


async def test_a_registry_that_stops_in_mid_conversation(
    joined: Product,
    database: Database,
    other_database: Database,
    their_files: DiskFiles,
    port: int,
) -> None:
    chat = joined.chat()
    async with registry_server(other_database, their_files, port=port):
        await opened(chat, "initial", "yantu")
        await walked(chat, "final")
    before = (await chat.form()).slots
    assert texts.say("registry_away") in await chat.taps("确定")
    form = await chat.form()
    assert form.waiting_since is not None
    assert before.items() <= form.slots.items()
    assert texts.say("registry_away_reading") in await chat.types("当前申报")
    assert await resubmission(joined).look() == 1
    assert (await chat.form()).waiting_since is not None
    async with registry_server(other_database, their_files, port=port):
        assert await resubmission(joined).look() == 1
        assert await chat.tracker() is None
        assert await resubmission(joined).look() == 0
        assert await joined.applications("yantu") == 1
    theirs = (await EmbeddedRegistry(other_database).facts("demo-yantu")).applications
    assert len(theirs) == 1
    assert (await EmbeddedRegistry(database).facts("demo-yantu")).applications == ()


async def test_a_search_meets_a_registry_that_stopped(
    joined: Product, other_database: Database, their_files: DiskFiles, port: int
) -> None:
    chat = joined.chat()
    async with registry_server(other_database, their_files, port=port):
        await opened(chat, "profile", "xinren")
        await walked(chat, "enterprise")
    step = await chat.form()
    assert texts.say("registry_away_reading") in await chat.types("华东 勘测")
    assert chat.asks(step)
    async with registry_server(other_database, their_files, port=port):
        assert "找到 2 家" in await chat.types("华东 勘测")


async def test_images_reach_the_registry_and_come_from_it(
    joined: Product, other_database: Database, their_files: DiskFiles, port: int
) -> None:
    ours = joined.assistant.services.files
    async with registry_server(other_database, their_files, port=port):
        chat = await opened(joined.chat(), "profile", "xinren")
        await walked(chat)
        saved = await EmbeddedRegistry(other_database).facts("demo-xinren")
        assert saved.missing_parts == ()
        for sha256 in (saved.portrait, saved.signature):
            assert sha256 is not None
            assert await their_files.get(sha256) == await ours.get(sha256)
        only_theirs = IMAGES["portrait"] + b"theirs"
        assert await ours.get(await their_files.put(only_theirs)) == only_theirs


async def test_what_their_office_does_is_pushed_and_no_cursor_is_mixed_up(
    joined: Product, other_database: Database, their_files: DiskFiles, port: int
) -> None:
    # What was read of the embedded registry before the two were joined is another counting.
    async with joined.assistant.database.raw() as connection:
        await connection.execute("INSERT INTO cursors VALUES ('registry', 1000)")
    async with registry_server(other_database, their_files, port=port):
        chat = await opened(joined.chat(), "initial", "yantu")
        await walked(chat)
        (application,) = (
            await joined.assistant.services.registry.facts("demo-yantu")
        ).applications
        await Office(other_database).report(application.id)
        assert await joined.assistant.poller.look() == 2
        messages = await chat.types("我的消息")
    assert re.search("个人已上报.*企业已上报|企业已上报.*个人已上报", messages, re.DOTALL)


async def test_a_status_of_their_own_is_shown_as_they_write_it(
    joined: Product, other_database: Database, their_files: DiskFiles, port: int
) -> None:
    async with registry_server(other_database, their_files, port=port):
        chat = await opened(joined.chat(), "initial", "yantu")
        await walked(chat)
        async with other_database.raw() as connection:
            for table in ("applications", "events"):
                await connection.execute(f"UPDATE registry.{table} SET status = '省级初审中'")
        assert await joined.assistant.poller.look() == 1
        assert "申报状态：省级初审中（状态名以注册系统页面为准）" in await chat.types("当前申报")
        words = await chat.types("我要撤回")
        assert "以页面是否显示“撤回”按钮为准" in words
