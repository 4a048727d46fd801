"""历史申报 over HTTP on both channels: many records, filters, opinions, data used again."""

import re

from storage.database import Database
from tests.bot.pages.reader import Reader
from tests.bot.pages.records import file

ENDS = ("approved", "rejected", "withdrawn", "declined", "returned")
KINDS = ("initial", "change", "renewal", "reissue")


async def many(database: Database) -> None:
    for number in range(40):
        await file(
            database, number, ENDS[number % 5], KINDS[number % 4], opinion="请补充材料。" * 60
        )


async def leafs(reader: Reader) -> list[str]:
    """Dates of all records, from the first page to the last."""
    dates: list[str] = []
    shown = await reader.sees("1 · ")
    while True:
        dates += re.findall(r"填报时间：(\S+)", shown)
        if "更早的记录" not in reader.labels:
            return dates
        await reader.taps("更早的记录")
        shown = await reader.sees(f"\n{len(dates) + 1} · ")


async def test_forty_records_come_each_once_in_messages_that_fit(
    database: Database, reader: Reader
) -> None:
    await many(database)
    await reader.types("历史申报")
    await reader.sees("1 · ")
    before = reader.messages
    dates = await leafs(reader)
    assert len(dates) == len(set(dates)) == 40
    assert dates == sorted(dates, reverse=True)
    assert reader.messages - before <= 8


async def test_a_record_has_what_the_manual_lists(database: Database, reader: Reader) -> None:
    await file(database, 1, "withdrawn", kind="reissue", speciality="CS")
    await file(database, 2, "rejected", opinion="请补充业绩")
    await reader.types("历史申报")
    shown = await reader.sees("审核意见：请补充业绩")
    for words in (
        "更改、补办申请 · 注册公用设备工程师（给水排水）",
        "已撤回",
        "2020-01-07 10:00:00",
    ):
        assert words in shown
    assert shown.count("审核意见") == 1


async def test_filters_by_kind_and_end_together(database: Database, reader: Reader) -> None:
    await many(database)
    await reader.types("历史申报")
    await reader.sees("1 · ")
    await reader.taps("筛选")
    await reader.sees("按申报类型或申报状态查看")
    assert "初始注册（10）" in reader.labels
    assert "审批不通过（8）" in reader.labels
    await reader.taps("审批不通过（8）")
    await reader.sees("历史申报 · 审批不通过")
    assert len(await leafs(reader)) == 8
    await reader.taps("筛选")
    await reader.sees("按申报类型或申报状态查看")
    assert "✓ 审批不通过（8）" in reader.labels
    await reader.taps("初始注册（2）")
    await reader.sees("历史申报 · 初始注册 · 审批不通过")
    assert len(await leafs(reader)) == 2
    await reader.taps("看全部")
    await reader.sees("历史申报\n1 · ")
    assert "更早的记录" in reader.labels


async def test_what_came_back_can_be_used_again(database: Database, reader: Reader) -> None:
    await file(database, 1, "withdrawn", speciality="AY")
    await file(database, 2, "returned", speciality="CN")
    await file(database, 3, "approved", speciality="S")
    await file(database, 4, "withdrawn", speciality="F")
    await file(database, 5, "reported", speciality="F")
    await file(database, 6, "withdrawn", kind="defence", speciality="")
    await reader.types("历史申报")
    await reader.sees("1 · ")
    again = [label for label in reader.labels if "用这些数据重新申报" in label]
    assert again == [
        "1 申辩：用这些数据重新申报",
        "4 暖通空调：用这些数据重新申报",
        "5 岩土：用这些数据重新申报",
    ]
