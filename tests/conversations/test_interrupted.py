"""A hand-over cut off after the registry took it and before our commit: the update comes again."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.channels.messages import UserMessage
from storage.database import Database
from storage.registry.embedded import EmbeddedRegistry
from tests.conversations.chat import product_on
from tests.conversations.walks import opened, walked

LAST = {"initial": "final", "profile": "review"}


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
    ("flow", "username", "call", "tap", "done"),
    [
        ("initial", "yantu", "submit", "确定", "您所申请的事项已成功提交企业"),
        ("profile", "xinren", "save_profile", "提交", "个人信息三部分都已保存"),
    ],
)
async def test_the_redelivered_update_ends_as_if_nothing_had_happened(
    database: Database, data_dir: Path, flow: str, username: str, call: str, tap: str, done: str
) -> None:
    registry = CutOff(database)
    async with product_on(database, data_dir, registry=registry) as product:  # type: ignore[arg-type]
        chat = await opened(product.chat(), flow, username)
        await walked(chat, LAST[flow])
        update = UserMessage(chat.channel, chat.chat_id, "once", data=chat.button(tap).data)
        registry.armed = call
        with pytest.raises(asyncio.CancelledError):
            await product.assistant.dialogue.handle(update)
        handled = await product.assistant.dialogue.handle(update)
        assert done in handled.deliveries[0].message.text
        assert await chat.tracker() is None
        assert await product.applications(username) == (1 if flow == "initial" else 0)
        assert (await product.assistant.dialogue.handle(update)).duplicate
