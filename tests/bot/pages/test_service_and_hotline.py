"""在线客服 and 咨询电话 over HTTP on both channels."""

from datetime import UTC, datetime

from bot.hours import hours_line
from flows.view import SHANGHAI
from tests.bot.pages.reader import Reader
from tests.house import House

HELP = ["转人工", "咨询电话"]


def set_clock(home: House, moment: str) -> datetime:
    at = datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)
    home.clock.ahead = at - datetime.now(UTC)
    return at


def title_of(home: House, entry: str) -> str:
    """As the knowledge base has it now; people reword titles."""
    return home.assistant.services.corpus.entries[entry].title


async def test_a_speciality_is_chosen_and_its_questions_are_answered(
    home: House, stranger: Reader
) -> None:
    await stranger.types("在线客服")
    await stranger.sees("选择专业")
    assert stranger.labels[:3] == ["建筑师", "结构", "岩土"]
    assert stranger.labels[-3:] == ["按业务看", *HELP]
    await stranger.taps("建筑师")
    await stranger.sees("在线客服 · 一级注册建筑师")
    assert stranger.labels[0] == title_of(home, "architect-entrance")
    assert stranger.labels[-2:] == HELP
    await stranger.taps(title_of(home, "architect-renewal"))
    await stranger.sees("期满前 30 日")


async def test_own_specialities_stand_first(reader: Reader) -> None:
    await reader.types("在线客服")
    await reader.sees("选择专业")
    assert reader.labels[:2] == ["注册土木工程师（岩土）", "建筑师"]
    assert "岩土" not in reader.labels
    await reader.taps("注册土木工程师（岩土）")
    await reader.sees("在线客服 · 注册土木工程师（岩土）")
    assert "一级注册建筑师从哪里办" not in reader.labels


async def test_questions_by_business_and_the_way_to_the_hotline(
    home: House, stranger: Reader
) -> None:
    await stranger.types("热门问题")
    await stranger.sees("选择专业")
    await stranger.taps("按业务看")
    await stranger.sees("选择业务")
    await stranger.taps("延续注册")
    await stranger.sees("在线客服 · 延续注册")
    assert stranger.labels[0] == title_of(home, "renewal-window")
    await stranger.taps("换个专业")
    await stranger.sees("选择专业")
    await stranger.taps("转人工")
    await stranger.sees("010-88361866")


MOMENTS = ("2026-10-02 09:00", "2026-11-23 12:30", "2026-11-23 09:00", "2027-03-01 20:00")


async def test_the_hotline_first_and_whether_it_answers(home: House, stranger: Reader) -> None:
    for moment in MOMENTS:
        at = set_clock(home, moment)
        await stranger.types("咨询电话")
        shown = await stranger.sees("咨询服务热线工作时间为：工作日 8:30-12:00，13:30-17:00")
        assert hours_line(at) in shown
        assert shown.index("010-88361866") < shown.index("010-68313587")
    assert "咨询电话：010-68313587；投诉电话：010-68313531" in shown
    assert "受理部门：中华人民共和国住房和城乡建设部" in shown
    assert stranger.labels == ["看热门问题", "办事指南"]
    await stranger.taps("看热门问题")
    await stranger.sees("选择专业")


async def test_in_mid_form_the_form_stays(home: House, reader: Reader) -> None:
    set_clock(home, "2026-11-23 12:10")
    await reader.types("我要办初始注册")
    await reader.sees("符合请打勾")
    await reader.types("咨询电话")
    await reader.sees("您正在填的「初始注册」已保存")
    await reader.taps("看热门问题")
    await reader.sees("选择专业")
    assert reader.labels[-1] == "回到「初始注册」"
    await reader.taps("回到「初始注册」")
    await reader.sees("符合请打勾")
