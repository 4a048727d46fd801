"""On the real dialogue: what the history says of a tap, and a login code typed as words."""

from pathlib import Path

import pytest

from storage.database import Database
from storage.login_codes import shown
from tests.house import house, portal_code
from tests.telegram.fake_bot_api import FakeBotApi


async def test_the_history_names_the_tapped_button(database: Database, data_dir: Path) -> None:
    async with house(database, data_dir) as home, home.web_user() as user:
        await user.taps("初始注册")
        said = [entry["text"] for entry in user.entries.values() if entry["author"] == "person"]
        assert said == ["初始注册"]


@pytest.mark.parametrize("written", ["{marked}", "{code}", " {small} ", "/start {code}"])
async def test_a_code_typed_here_binds_nobody(
    database: Database, data_dir: Path, bot_api: FakeBotApi, written: str
) -> None:
    async with house(database, data_dir, bot_api=bot_api) as home, home.web_user() as user:
        code = await portal_code(home.address, "yantu")
        text = written.format(code=code, marked=shown(code), small=code.lower())
        await user.types(text)
        await user.sees("登录在网页上进行")
        assert not [e for e in user.entries.values() if "已登录" in e["text"]]
        # It is neither spent nor kept.
        assert not [e for e in user.entries.values() if code in e["text"].upper()]
        assert await home.assistant.services.login_codes.redeem(code) == "demo-yantu"
