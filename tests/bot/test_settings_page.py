"""提醒设置, reminders and the calendar file as people meet them, over HTTP on both channels."""

import re
from datetime import date, datetime

from icalendar import Calendar

from bot.buttons import remind_button
from bot.channels.messages import BotMessage
from flows.quiet_hours import EARLY, USUAL
from flows.renewal_clock import upcoming
from flows.terms import RENEWAL_MONTHS, months_later
from flows.view import SHANGHAI
from storage.preferences import Preference
from storage.registry.demo_people import DEMO_PASSWORD
from tests.bot.pushing import shown
from tests.house import House
from tests.web.users import WebUser


def noon() -> datetime:
    return datetime.now(SHANGHAI).replace(hour=12)


def following(ends: date) -> date:
    """The day of the next reminder, three months before that end."""
    found = upcoming(ends, datetime.now(SHANGHAI).date())
    assert found is not None
    return found.day


async def chosen(home: House, username: str) -> Preference:
    return await home.assistant.services.preferences.of(f"demo-{username}")


async def download(user: WebUser, address: str) -> tuple[int, str, bytes]:
    async with user.http.get(address) as answer:
        return answer.status, answer.headers.get("content-type", ""), await answer.read()


async def test_settings_on_the_web(both: House) -> None:
    ends = months_later(datetime.now(SHANGHAI).date(), 3)
    async with both.web_user() as user:
        await user.types("提醒设置")
        await user.sees("查看「提醒设置」需要先登录")
        await user.logs_in("yanxu", DEMO_PASSWORD)
        page = await user.sees("免打扰时段：21:00-8:00")
        assert f"有效期至 {ends}，下次提醒 {following(ends)}" in page["text"]
        await user.taps("22:00-7:00")
        page = await user.sees("免打扰时段：22:00-7:00")
        assert await chosen(both, "yanxu") == Preference(True, EARLY)
        await user.taps("不设免打扰")
        await user.sees("免打扰时段：不设免打扰")
        await user.taps("关闭提醒")
        page = await user.sees("到期提醒和催办建议：关")
        assert await chosen(both, "yanxu") == Preference(False, None)
        assert page["replaces"], "changes are shown where they were made"
        assert "✓ 不设免打扰" in user.buttons
        assert await both.assistant.reminders.look(noon()) == 0
        await user.taps("打开提醒")
        await user.sees("到期提醒和催办建议：开")
        assert await both.assistant.reminders.look(noon()) == 1
        reminder = await user.sees("注册有效期至")
        await user.sees("办理延续注册")
        assert "延续注册只有在注册期满前半年内可申报。超过半年不允许申报。" in reminder["text"]
        await user.types("我的消息")
        await user.sees("一级注册结构工程师，有效期至")
        await user.taps("办理延续注册")
        await user.sees("延续注册 · 申报须知")


async def test_settings_on_telegram(both: House) -> None:
    phone = both.telegram_user()
    await both.log_in_on_telegram(phone, "zhuoyue")
    await phone.sees("已登录")
    await phone.types("/settings")
    page = await phone.sees("免打扰时段：21:00-8:00")
    assert "一级注册建筑师：有效期至" in page.text
    await phone.taps("22:00-7:00")
    await phone.sees("免打扰时段：22:00-7:00")
    assert await chosen(both, "zhuoyue") == Preference(True, EARLY)
    assert await both.assistant.reminders.look(noon()) == 1
    await phone.sees("注册建筑师条例 第十七条")


async def test_a_button_that_promises_a_reminder(both: House) -> None:
    ends = months_later(datetime.now(SHANGHAI).date(), 3)
    services = both.assistant.services
    await services.preferences.set_reminders("demo-yanxu", False)
    phone = both.telegram_user()
    await both.log_in_on_telegram(phone, "yanxu")
    await phone.sees("已登录")
    rows = ((remind_button("到时提醒我", "S"),), (remind_button("暖通提醒我", "CN"),))
    await shown(both, "demo-yanxu", BotMessage(text="变更已受理。", buttons=rows))
    await phone.taps("到时提醒我")
    await phone.sees(f"{following(ends)} 会提醒您。")
    assert await chosen(both, "yanxu") == Preference(True, USUAL)
    await phone.taps("暖通提醒我")
    await phone.sees("没有查到您「注册公用设备工程师（暖通空调）」的注册信息")


async def test_who_comes_too_early_for_a_renewal_is_promised_a_reminder(both: House) -> None:
    opens = months_later(datetime.now(SHANGHAI).date(), 15 - RENEWAL_MONTHS)
    async with both.web_user() as user:
        await user.logs_in("weidao", DEMO_PASSWORD)
        await user.types("延续注册")
        await user.taps("到时提醒我")
        await user.sees(f"{opens} 会提醒您。")


async def test_the_calendar_file_on_the_web(both: House) -> None:
    async with both.web_user() as user, both.web_user() as stranger:
        await user.logs_in("zhuoyue", DEMO_PASSWORD)
        await user.types("提醒设置")
        await user.taps("日历文件")
        message = await user.sees("下载日历文件")
        url = message["buttons"][0][0]["url"]
        assert re.fullmatch(r"/calendar/[\w-]{43}\.ics\?channel=web", url)
        status, kind, content = await download(user, f"{both.address}{url}")
        assert (status, kind) == (200, "text/calendar; charset=utf-8")
        events = Calendar.from_ical(content).walk("VEVENT")
        assert len(events) >= 4
        assert all("一级注册建筑师" in str(one["summary"]) for one in events)
        assert "卓建筑" not in content.decode()
        again = await download(user, f"{both.address}{url}")
        found = Calendar.from_ical(again[2]).walk("VEVENT")
        assert [one["uid"] for one in found] == [one["uid"] for one in events]
        wrong = f"{both.address}/calendar/{'A' * 43}.ics"
        stranger.http.headers["Accept"] = "text/html"
        status, _, page = await download(stranger, wrong)
        assert status == 404
        assert "链接可能已过期" in page.decode()


async def test_the_calendar_file_on_telegram_and_for_nobody(both: House) -> None:
    phone = both.telegram_user()
    await both.log_in_on_telegram(phone, "yanxu")
    await phone.sees("已登录")
    await phone.types("提醒设置")
    await phone.taps("日历文件")
    message = await phone.sees("下载日历文件：http")
    address = message.text.split("下载日历文件：")[1].split()[0]
    async with both.web_user() as user:
        status, _, content = await download(user, address)
        assert status == 200
        assert len(Calendar.from_ical(content).walk("VEVENT")) >= 5
        await user.logs_in("guoqi", DEMO_PASSWORD)
        await user.types("提醒设置")
        await user.sees("有效期已于")
        await user.taps("日历文件")
        await user.sees("没有查到有效期内的注册")
