"""我的消息 over HTTP on both channels: every message once, unread first, read once shown."""

import re

from storage.database import Database
from tests.bot.pages.reader import Reader
from tests.bot.pages.records import PERSON, file, tell
from tests.house import House


async def leafs(reader: Reader) -> list[int]:
    found: list[int] = []
    shown = await reader.sees("条。")
    while True:
        page = [int(number) for number in re.findall(r"第 (\d+) 条。", shown)]
        found += page
        if "更早的消息" not in reader.labels:
            return found
        await reader.taps("更早的消息")
        shown = await reader.sees(f"第 {page[-1] - 1} 条。")


async def test_no_message_says_what_comes_here(reader: Reader) -> None:
    await reader.types("我的消息")
    await reader.sees("审批意见、审批时间等进展会发到这里")


async def test_every_message_comes_once_though_reading_marks_them(
    home: House, database: Database, reader: Reader
) -> None:
    await tell(database, 1, 21, None)
    await reader.types("我的消息")
    assert await leafs(reader) == list(range(21, 0, -1))
    assert (await home.assistant.services.notifications.unread(PERSON)).count == 0
    await tell(database, 22, 23, None)
    await reader.types("我的消息")
    shown = await reader.sees("我的消息（未读 2 条）")
    assert [int(n) for n in re.findall(r"第 (\d+) 条。", shown)] == list(range(23, 15, -1))
    assert shown.count("未读\n") == 2


async def test_only_unread_and_all_read_at_once(
    home: House, database: Database, reader: Reader
) -> None:
    await tell(database, 1, 20, None)
    await reader.types("我的消息")
    await reader.sees("第 20 条。")
    assert reader.labels == ["更早的消息", "只看未读", "全部标为已读"]
    await reader.taps("只看未读")
    shown = await reader.sees("第 12 条。")
    assert "已读" not in shown
    await tell(database, 21, 21, None)
    await reader.taps("全部标为已读")
    await reader.sees("已把 4 条消息标为已读。")
    left = await home.assistant.services.notifications.page(PERSON, only_unread=True)
    assert [message.text for message in left] == ["第 21 条。"], "it had not been there yet"
    await reader.taps("看全部消息")
    shown = await reader.sees("我的消息（未读 1 条）")
    assert shown.index("第 21 条。") < shown.index("第 20 条。")


async def test_a_message_leads_to_the_progress_of_its_application(
    database: Database, reader: Reader
) -> None:
    application = await file(database, 1, "reported")
    await tell(database, 1, 2, application)
    await reader.types("我的消息")
    await reader.sees("第 2 条。")
    assert reader.labels == ["查看审核进度"]
    await tell(database, 3, 3, await file(database, 2, "accepted", speciality="S"))
    await tell(database, 4, 4, None)
    await reader.types("我的消息")
    await reader.sees("第 4 条。")
    assert reader.labels == ["2 的进度", "3 的进度"]
    await reader.taps("2 的进度")
    assert "一级注册结构工程师" in await reader.sees("审核进度")
