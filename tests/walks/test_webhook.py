"""The webhook in the whole product: an update is answered 200 after its commit."""

from pathlib import Path

from storage.database import Database
from tests.house import house
from tests.telegram.fake_bot_api import FakeBotApi


async def test_a_talk_over_the_webhook(
    database: Database, data_dir: Path, bot_api: FakeBotApi
) -> None:
    async with house(database, data_dir, bot_api=bot_api, is_webhook=True) as home:
        phone = home.telegram_user()
        await bot_api.until(lambda: bot_api.called("setWebhook"))
        await home.log_in_on_telegram(phone, "yantu")
        await phone.sees("已登录")
        await phone.types("初始注册")
        await phone.sees("符合请打勾")
        await phone.taps("全选")
        await phone.sees("✓ 3")
        assert bot_api.called("getUpdates") == []
