"""An album that a stop has cut off is told when the assistant is back."""

from pathlib import Path

from bot.channels.messages import Upload, UserMessage
from storage.database import Database
from tests.house import house, proof
from tests.telegram.fake_bot_api import FakeBotApi


def part_of_an_album(chat_id: str, number: int, content: bytes) -> UserMessage:
    async def read() -> bytes:
        return content

    upload = Upload("photo.jpg", "image/jpeg", len(content), read)
    return UserMessage("telegram", chat_id, f"part-{number}", upload=upload, album="77")


async def test_an_album_cut_off_by_a_stop_is_told_at_the_next_start(
    database: Database, data_dir: Path, bot_api: FakeBotApi
) -> None:
    user = bot_api.user()
    async with house(database, data_dir, bot_api=bot_api) as home:
        await home.log_in_on_telegram(user, "shebao")
        await user.sees("已登录")
        await user.types("我要申辩")
        await user.sees("请说明实际情况")
        await user.types("本人社保自三月起由现单位缴纳，缴费记录见附件")
        await user.sees("请上传证明材料")
        # Both parts are committed, and it stops before the channel could tell.
        dialogue = home.assistant.dialogue
        for number, content in enumerate((proof(), proof(seed=2))):
            await dialogue.handle(part_of_an_album(user.chat_id, number, content))
        assert await dialogue.conversations.open_albums("telegram") == [(user.chat_id, "77")]
        assert "收到 2 张图片" not in user.screen
    async with house(database, data_dir, bot_api=bot_api) as home:
        await user.sees("收到 2 张图片")
        await user.sees("已收到 2 张")
        assert await home.assistant.dialogue.conversations.open_albums("telegram") == []
