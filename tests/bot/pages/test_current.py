"""当前申报 over HTTP on both channels: what can be done about each, drafts, many."""

import re

from storage.database import Database
from tests.bot.pages.reader import Reader
from tests.bot.pages.records import file

SPECIALITIES = ("AY", "S", "CN", "CS", "CD", "DF", "DG", "F", "ARCH")


async def test_nothing_in_hand_says_what_to_do(reader: Reader) -> None:
    await reader.types("当前申报")
    await reader.sees("正在办理的业务：暂无数据")
    assert reader.labels == ["看看有哪些业务", "历史申报"]
    await reader.taps("历史申报")
    await reader.sees("历史申报：暂无数据")
    assert reader.labels == ["当前申报", "主菜单"]


ACTIONS = {
    "submitted": ["查看审核进度", "撤回"],
    "reported": ["查看审核进度", "撤回"],
    "pending": ["查看审核进度", "撤回"],
    "correcting": ["补正", "查看审核进度", "撤回"],
    "withdrawing": ["查看审核进度"],
    "accepted": ["查看审核进度"],
    "reviewing": ["查看审核进度"],
    "publicised": ["查看审核进度"],
}


async def test_the_actions_of_each_status(database: Database, reader: Reader) -> None:
    for number, status in enumerate(reversed(ACTIONS)):
        await file(database, number, status, speciality=SPECIALITIES[number])
    await reader.types("当前申报")
    await reader.sees("\n1 · ")
    labels = reader.labels[:-1]
    await reader.taps("更早的业务")
    await reader.sees("\n6 · ")
    labels += reader.labels
    for number, (status, actions) in enumerate(ACTIONS.items(), 1):
        found = [one.split()[-1] for one in labels if one.startswith(f"{number} ")]
        assert found == actions, status


async def test_one_alone_needs_no_mark(database: Database, reader: Reader) -> None:
    await file(database, 1, "reported")
    await reader.types("当前申报")
    await reader.sees("华东勘测设计研究院有限公司")
    assert reader.labels == ["查看审核进度", "撤回"]


async def test_what_is_to_be_corrected_stands_there(database: Database, reader: Reader) -> None:
    wanted = {"content": "补充社保证明", "reason": "原件不清；请重扫"}
    await file(database, 1, "correcting", correction=wanted)
    await reader.types("当前申报")
    shown = await reader.sees("部级未受理(待补正)")
    assert "补正内容：补充社保证明\n补正原因：原件不清；请重扫" in shown


async def test_what_goes_past_the_enterprise_cannot_be_withdrawn(
    database: Database, reader: Reader
) -> None:
    await file(database, 1, "pending", kind="info_update", speciality="")
    await reader.types("当前申报")
    assert "信息更正\n单位名称" in await reader.sees("信息更正\n单位名称")
    assert reader.labels == ["查看审核进度"]


async def test_several_in_hand_and_a_draft_are_told_apart(
    database: Database, reader: Reader
) -> None:
    await reader.types("我要办初始注册")
    await reader.sees("符合请打勾")
    await reader.types("存草稿")
    await reader.sees("已存为草稿")
    await file(database, 1, "correcting", speciality="CN")
    await file(database, 2, "reported", speciality="AY")
    await file(database, 3, "accepted", kind="change", speciality="S")
    await reader.types("当前申报")
    shown = await reader.sees("1 · ")
    assert [line for line in shown.split("\n") if re.match(r"\d · ", line)] == [
        "1 · 初始注册 · 注册土木工程师（岩土）",
        "2 · 变更注册 · 一级注册结构工程师",
        "3 · 初始注册 · 注册土木工程师（岩土）",
        "4 · 初始注册 · 注册公用设备工程师（暖通空调）",
    ]
    assert "草稿（还没有上报），停在「申报须知」" in shown
    assert reader.labels == [
        "1 岩土 初始注册：继续填写",
        "2 结构 查看审核进度",
        "3 岩土 查看审核进度",
        "3 岩土 撤回",
        "4 暖通空调 补正",
        "4 暖通空调 查看审核进度",
        "4 暖通空调 撤回",
    ]
    await reader.taps("3 岩土 查看审核进度")
    assert "岩土" in await reader.sees("审核进度")


async def test_many_in_hand_come_in_pages(database: Database, reader: Reader) -> None:
    for number in range(40):
        await file(database, number, "reported", speciality=SPECIALITIES[number % 9])
    await reader.types("当前申报")
    dates, before = [], reader.messages
    shown = await reader.sees("\n1 · ")
    while True:
        dates += re.findall(r"填报时间：(\S+)", shown)
        number = len(dates)
        if "更早的业务" not in reader.labels:
            break
        await reader.taps("更早的业务")
        shown = await reader.sees(f"\n{number + 1} · ")
    assert len(dates) == len(set(dates)) == 40
    assert dates == sorted(dates, reverse=True)
    assert reader.messages - before <= 8, "a page is one message"
