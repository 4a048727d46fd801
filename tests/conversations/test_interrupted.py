"""A hand-over cut off after the registry took it and before our commit: the update comes again."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.channels.messages import UserMessage
from flows import texts
from storage.database import Database
from storage.registry.embedded import EmbeddedRegistry
from storage.registry.office import Office
from tests.conversations.chat import Product, product_on
from tests.conversations.walks import WALKS, walked


class CutOff:
    """The registry; once armed, the process dies right after it has done what was asked."""

    def __init__(self, database: Database) -> None:
        self._registry = EmbeddedRegistry(database)
        self.armed = ""

    def __getattr__(self, name: str) -> Any:
        async def call(*values: Any) -> Any:
            answer = await getattr(self._registry, name)(*values)
            if name == self.armed:
                self.armed = ""
                raise asyncio.CancelledError
            return answer

        return call


@pytest.mark.parametrize(
    ("name", "last", "call", "tap", "done"),
    [
        ("initial", "final", "submit", "确定", "您所申请的事项已成功提交企业"),
        ("profile", "review", "save_profile", "提交", "个人信息三部分都已保存"),
        ("change", "final", "submit", "确定", "您所申请的事项已成功提交企业"),
        ("defence", "final", "submit", "确定", "已上报主管部门审核"),
        ("info_update, name", "final", "submit", "确定", "已上报主管部门审核"),
        ("correction", "proof_confirmed", "submit", "提交", "补正已提交"),
        ("withdrawal", "withdrawal_confirmed", "withdraw", "确定", "已撤回"),
    ],
)
async def test_the_redelivered_update_ends_as_if_nothing_had_happened(
    database: Database, data_dir: Path, name: str, last: str, call: str, tap: str, done: str
) -> None:
    registry, walk = CutOff(database), WALKS[name]
    async with product_on(database, data_dir, registry=registry) as product:  # type: ignore[arg-type]
        chat = await walk.opened(product)
        before = await product.applications(walk.username)
        await walked(chat, last)
        update = UserMessage(chat.channel, chat.chat_id, "once", data=chat.button(tap).data)
        registry.armed = call
        with pytest.raises(asyncio.CancelledError):
            await product.assistant.dialogue.handle(update)
        handled = await product.assistant.dialogue.handle(update)
        assert done in handled.deliveries[0].message.text
        assert await chat.tracker() is None
        made = 0 if walk.flow in ("profile", "correction", "withdrawal") else 1
        assert await product.applications(walk.username) == before + made
        assert (await product.assistant.dialogue.handle(update)).duplicate


async def test_a_withdrawal_on_a_status_that_has_passed_is_asked_again(product: Product) -> None:
    chat = await WALKS["withdrawal"].opened(product)
    office = Office(product.assistant.database)
    (application,) = await office.applications()
    await office.report(application.id)
    await office.deliver(application.id)
    words = await chat.taps("确定")
    assert texts.say("application_moved") in words
    assert "需要企业同意" in words
    assert "撤回申请已提交" in await chat.taps("确定")


async def test_a_correction_that_is_no_longer_wanted_is_not_taken(product: Product) -> None:
    chat = await WALKS["correction"].opened(product)
    office = Office(product.assistant.database)
    (application,) = await office.applications()
    await walked(chat, "proof_confirmed")
    await office.decline(application.id, "逾期")
    words = await chat.taps("提交")
    assert "现在不能继续办理" in words
    assert "现在没有需要补正的业务" in words


async def test_a_photo_for_a_correction_whose_draft_has_one_takes_its_place(
    product: Product,
) -> None:
    chat = await WALKS["correction"].opened(product)
    await walked(chat, "proof_confirmed")
    before = (await chat.form()).slots["proof"]
    await chat.types("存草稿")
    await chat.does(("uploads", "another proof"))
    after = await chat.form()
    assert after.step == "proof_confirmed"
    assert after.slots["proof"] not in ("", before)
