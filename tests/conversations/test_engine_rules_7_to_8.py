"""Engine rules 7 and 8 over the whole dialogue: faults, logs."""

import contextlib
import io
import logging
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot.jobs.resubmission import Resubmission
from bot.logs import set_up_logs
from flows import texts
from flows.ports import RegistryRefused, RegistryUnavailable
from nlu.parse import Parse
from storage.database import Database
from storage.registry.embedded import EmbeddedRegistry
from tests.conversations.chat import Chat, Product, product_on
from tests.conversations.walks import opened, steps, walked
from tests.house import house
from tests.telegram.fake_bot_api import FakeBotApi


class Wavering:
    """The registry, until it is told to raise instead."""

    def __init__(self, database: Database) -> None:
        self._registry = EmbeddedRegistry(database)
        self.faults: dict[str, Exception] = {}
        """By call; `*` is every one."""

    def __getattr__(self, name: str) -> Any:
        async def call(*values: Any, **more: Any) -> Any:
            if fault := self.faults.get(name) or self.faults.get("*"):
                raise fault
            return await getattr(self._registry, name)(*values, **more)

        return call


@pytest.fixture
def registry(database: Database) -> Wavering:
    return Wavering(database)


@pytest.fixture
async def wavering(
    database: Database, data_dir: Path, registry: Wavering
) -> AsyncIterator[Product]:
    async with product_on(database, data_dir, registry=registry) as composed:  # type: ignore[arg-type]
        yield composed


def resubmission(product: Product) -> Resubmission:
    dialogue = product.assistant.dialogue
    trackers = product.assistant.services.trackers
    registry = dialogue.services.registry
    return Resubmission(trackers, dialogue.conversations, dialogue, registry, lambda _: None)


async def waits_for_the_registry(product: Product, registry: Wavering) -> Chat:
    """A finished `initial` whose hand-over met a registry that was away."""
    chat = await opened(product.chat(), "initial", "yantu")
    await walked(chat, "final")
    registry.faults["submit"] = RegistryUnavailable()
    await chat.taps("确定")
    return chat


async def applications(product: Product, username: str) -> int:
    registry = EmbeddedRegistry(product.assistant.database)
    return len((await registry.facts(f"demo-{username}")).applications)


# --- 7: faults -------------------------------------------------------------------------------


async def test_7_a_registry_that_is_away_gets_it_once_it_is_back(
    wavering: Product, registry: Wavering
) -> None:
    chat = await opened(wavering.chat(), "initial", "yantu")
    await walked(chat, "final")
    registry.faults["submit"] = RegistryUnavailable()
    assert texts.say("registry_away") in await chat.taps("确定")
    assert (await chat.form()).waiting_since is not None
    registry.faults = {"*": RegistryUnavailable()}
    assert await resubmission(wavering).look() == 1
    assert (await chat.form()).waiting_since is not None
    registry.faults = {}
    assert await resubmission(wavering).look() == 1
    assert await chat.tracker() is None
    assert await resubmission(wavering).look() == 0
    assert await applications(wavering, "yantu") == 1


async def test_7_the_person_hears_of_the_late_hand_over_on_telegram(
    database: Database, data_dir: Path, bot_api: FakeBotApi, registry: Wavering
) -> None:
    async with house(database, data_dir, bot_api=bot_api, registry=registry) as home:  # type: ignore[arg-type]
        user = home.telegram_user()
        await home.log_in_on_telegram(user, "yantu")
        await user.sees("已登录")
        await user.types("初始注册")
        for label in ("全选", "下一步"):
            await user.taps(label)
        await user.sees("个人承诺书")
        home.clock.moves_on(61)
        await user.taps("本人做出上述承诺")
        for words in ("2023010110000001", "2023-12-01", "考试"):
            await user.types(words)
        await user.taps("上报")
        await user.sees("确定上报吗")
        registry.faults["submit"] = RegistryUnavailable()
        await user.taps("确定")
        await user.sees(texts.say("registry_away"))
        registry.faults = {}
        assistant = home.assistant
        repeated = Resubmission(
            assistant.services.trackers,
            assistant.dialogue.conversations,
            assistant.dialogue,
            assistant.services.registry,
            assistant.sender.hand_over,
        )
        assert await repeated.look() == 1
        await user.sees("您所申请的事项已成功提交企业")


async def test_7_a_person_who_logged_out_meanwhile_is_handed_over_too(
    wavering: Product, registry: Wavering
) -> None:
    chat = await waits_for_the_registry(wavering, registry)
    await chat.types("退出登录")
    assert await resubmission(wavering).look() == 1
    assert await applications(wavering, "yantu") == 0
    registry.faults = {}
    await resubmission(wavering).look()
    assert await resubmission(wavering).look() == 0
    assert await applications(wavering, "yantu") == 1


async def test_7_what_is_changed_while_waiting_is_not_sent_behind_the_back(
    wavering: Product, registry: Wavering
) -> None:
    chat = await waits_for_the_registry(wavering, registry)
    assert texts.say("no_longer_waiting") in await chat.taps("先不提交，再改改")
    registry.faults = {}
    assert await resubmission(wavering).look() == 0
    assert await applications(wavering, "yantu") == 0


async def test_7_a_late_refusal_is_told_once_though_another_form_is_in_hand(
    wavering: Product, registry: Wavering
) -> None:
    chat = await waits_for_the_registry(wavering, registry)
    await chat.sends_data("m|go|profile")
    assert (await chat.form()).flow == "profile"
    registry.faults["submit"] = RegistryRefused("no_such_code_here")
    assert await resubmission(wavering).look() == 1
    assert (await chat.form()).flow == "initial"
    assert await resubmission(wavering).look() == 0
    assert len(await wavering.assistant.services.trackers.drafts("demo-yantu")) == 2


async def test_7_a_refusal_keeps_everything(wavering: Product, registry: Wavering) -> None:
    chat = await opened(wavering.chat(), "initial", "yantu")
    await walked(chat, "final")
    before = await chat.form()
    registry.faults["submit"] = RegistryRefused("initial_repeated", speciality="岩土")
    words = await chat.taps("确定")
    assert texts.say("registry.initial_repeated", speciality="岩土") in words
    assert (await chat.form()).slots == before.slots
    registry.faults["submit"] = RegistryRefused("initial_repeated")
    assert texts.say("registry_refused") in await chat.taps("确定")
    assert chat.asks(before)


async def test_7_a_search_that_fails_asks_the_step_again(
    wavering: Product, registry: Wavering
) -> None:
    chat = await opened(wavering.chat(), "profile", "xinren")
    await walked(chat, "enterprise")
    registry.faults["*"] = RegistryUnavailable()
    assert texts.say("registry_away_reading") in await chat.types("华东 勘测")
    assert chat.asks(await chat.form())
    assert "已登录" in await wavering.chat().logs_in("yantu")


class Silent:
    """A parser without a model behind it: it knows nothing."""

    async def parse(self, text: str) -> Parse:
        return Parse(intent="", confidence=0.0)


async def test_7_forms_are_filled_without_understanding(
    database: Database, data_dir: Path
) -> None:
    async with product_on(database, data_dir, parser=Silent()) as product:
        chat = await opened(product.chat(), "initial", "yantu")
        assert "您所申请的事项已成功提交企业" in await walked(chat)


async def test_7_a_bug_has_a_number_that_is_in_the_log_too(
    wavering: Product, registry: Wavering
) -> None:
    chat = await opened(wavering.chat(), "profile", "xinren")
    await walked(chat, "enterprise")
    registry.faults["find_enterprises"] = ZeroDivisionError("测试公司 110105")
    with structlog.testing.capture_logs() as lines:
        words = await chat.types("华东 勘测")
    number = re.search(r"编号 (\w{6})", words)
    assert number is not None
    (line,) = [line for line in lines if line["event"] == "dialogue.bug"]
    assert line["reference"] == number[1]
    assert "测试公司" not in str(line)
    assert chat.asks(await chat.form())


# --- 8: logs ---------------------------------------------------------------------------------


async def test_8_logs_carry_nothing_that_was_typed_or_is_personal(
    wavering: Product, registry: Wavering
) -> None:
    product = wavering
    written, libraries = io.StringIO(), io.StringIO()
    handler = logging.StreamHandler(libraries)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    typed = ["测试大学", "岩土工程", "华东 勘测", "13900139000", "2023010110000001", "很私密的话"]
    try:
        with contextlib.redirect_stderr(written):
            set_up_logs("debug", as_json=True)
            chat = await opened(product.chat(), "profile", "xinren")
            async for _ in steps(chat):
                await chat.types("很私密的话")
                await chat.uploads(b"not an image")
            await chat.sends_data("m|go|initial")
            async for _ in steps(chat):
                await chat.types("很私密的话")
            registry.faults["*"] = ZeroDivisionError("甄示例 13900139000")
            assert "编号" in await chat.types("菜单")
            await chat.types("我的身份证号是 110105199307010029，为什么查不到？")
    finally:
        structlog.reset_defaults()
        root.removeHandler(handler)
        root.setLevel(level)
    registry.faults = {}
    person = (await product.assistant.services.registry.facts("demo-xinren")).person
    assert "dialogue.bug" in written.getvalue()
    everything = written.getvalue() + libraries.getvalue()
    for secret in (*typed, person.name, person.id_number, person.mobile, "110105199307010029"):
        assert secret not in everything, secret
