"""Rasa is killed, stopped, slow or talks nonsense in the middle of a talk, which goes on."""

import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from nlu import breaker, client, environment
from nlu.breaker import FAILURES
from nlu.keywords import KeywordParser
from nlu.sidecar import RasaSidecar
from nlu.understanding import RasaOrKeywords
from storage.database import Database
from tests.conversations.chat import Chat, Product, product_on
from tests.nlu.failing_rasa import SPELLS, WAYS, FailingRasa
from tests.nlu.rasa_project import lay_out
from tests.nlu.rasa_server import RunningRasa
from tests.nlu.test_sidecar import replaced
from tests.processes import free_port

OPEN, CHANGE = SPELLS
QUESTION = "延续注册什么时候能办"


@pytest.fixture
async def rasa_process(tmp_path: Path) -> AsyncIterator[FailingRasa]:
    started = FailingRasa(free_port(), tmp_path)
    await started.start()
    yield started
    started.end()


@pytest.fixture
async def product(
    database: Database,
    data_dir: Path,
    rasa_process: FailingRasa,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Product]:
    """The product with a Rasa elsewhere, for which it has less patience than usual."""
    monkeypatch.setattr(client, "TIMEOUT_SECONDS", 0.3)
    async with product_on(database, data_dir, rasa_url=rasa_process.url) as composed:
        yield composed
        assert composed.assistant.rasa is not None
        await composed.assistant.rasa.close()


async def renewing(product: Product) -> Chat:
    """A person whom Rasa has understood to want the renewal, at its first step."""
    chat = product.chat()
    await chat.logs_in("zhuoyue")
    await chat.types(OPEN)
    assert (await chat.form()).flow == "renewal"
    return chat


async def goes_on(chat: Chat) -> None:
    """A question, an order and an answer are understood, and the form stays in hand."""
    before = await chat.form()
    words = await chat.types(QUESTION)
    assert "期满" in words
    assert chat.asks(before), "the step is not asked again"
    words = await chat.types("我要办变更注册")
    assert "转去变更注册" in words
    assert chat.asks(before)
    assert await chat.form() == before


@pytest.mark.parametrize("way", WAYS)
async def test_the_talk_goes_on(
    product: Product, rasa_process: FailingRasa, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(breaker, "REST_SECONDS", 0.0)
    chat = await renewing(product)
    rasa_process.fails(way)
    await goes_on(chat)
    # What only Rasa could read is nothing we know; no error, and the step again.
    before = await chat.form()
    await chat.types(CHANGE)
    assert chat.asks(before)
    await rasa_process.recovers()
    await until_read(chat)


async def until_read(chat: Chat) -> None:
    """Rasa reads again: the first to try may still meet what was left over."""
    for _ in range(20):
        if "转去变更注册" in await chat.types(CHANGE):
            return
    raise AssertionError("Rasa is not asked again")


@pytest.mark.parametrize("way", ["slow", "an error"])
async def test_nobody_waits_for_one_that_keeps_failing(
    product: Product, rasa_process: FailingRasa, way: str
) -> None:
    chat = await renewing(product)
    rasa_process.fails(way)
    before = rasa_process.asked
    others = [product.chat() for _ in range(5)]
    for other in (chat, *others):
        assert "期满" in await other.types(QUESTION)
    assert rasa_process.asked - before == FAILURES


async def test_a_whole_form_while_it_fails_in_turn(
    product: Product, rasa_process: FailingRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(breaker, "REST_SECONDS", 0.0)
    chat = await renewing(product)
    for way in ("noise", "killed", "slow"):
        rasa_process.fails(way)
        assert "期满" in await chat.types(QUESTION)
        await rasa_process.recovers()
    rasa_process.fails("stopped")
    for label in ("全选", "下一步"):
        await chat.taps(label)
    assert "期满" in await chat.types(QUESTION)
    chat.product.clock.moves_on(61)
    await chat.taps("本人做出上述承诺")
    await chat.taps("上报")
    words = await chat.taps("确定")
    assert "当前状态：个人已上报" in words
    assert await product.applications("zhuoyue") == 1


async def test_a_side_service_that_is_killed_comes_back(
    database: Database, data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "find_uv", list)
    project = lay_out(tmp_path / "project")
    (project / "config.yml").write_text("right: 1\n")
    side = RasaSidecar(data_dir / "rasa", project=project)
    await side.start()
    assert await side.wait_until_ready(60)
    parser = RasaOrKeywords(side.client, KeywordParser())
    async with product_on(database, data_dir, parser=parser) as product:
        chat = product.chat()
        await chat.logs_in("zhuoyue")
        await chat.types("start renewal")
        process = side.process_id
        assert process is not None
        os.kill(process, signal.SIGKILL)
        await goes_on(chat)
        await replaced(side, process)
        assert "转去变更注册" in await chat.types("start change")
    await side.stop()


@pytest.mark.rasa
async def test_the_real_rasa_is_stopped(
    database: Database, data_dir: Path, rasa: RunningRasa
) -> None:
    process = rasa.sidecar.process_id
    assert process is not None
    options = {"rasa_url": rasa.sidecar.url, "rasa_token": rasa.sidecar.token}
    async with product_on(database, data_dir, **options) as product:
        chat = product.chat()
        await chat.logs_in("zhuoyue")
        await chat.types("帮我办延续注册")
        os.kill(process, signal.SIGSTOP)
        try:
            await goes_on(chat)
        finally:
            os.kill(process, signal.SIGCONT)
        assert product.assistant.rasa is not None
        await product.assistant.rasa.close()
