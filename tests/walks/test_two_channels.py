"""One person on two channels: begun on Telegram, finished on the web, told on both."""

from tests.house import House
from tests.telegram.users import TelegramUser
from tests.web.users import WebUser

WAY = (
    ("report", "企业已上报"),
    ("deliver", "部级未受理"),
    ("accept", "部级已受理"),
    ("review", "审查中"),
    ("publicise", "公示"),
    ("approve", "审批通过"),
)


async def begins_on_telegram(home: House) -> TelegramUser:
    """Up to the letter."""
    phone = home.telegram_user()
    await home.log_in_on_telegram(phone, "yantu")
    await phone.sees("已登录")
    await phone.types("我要办初始注册")
    await phone.sees("符合请打勾")
    await phone.taps("全选")
    await phone.taps("下一步")
    await phone.sees("本人姓名：甄示例")
    return phone


async def finishes_on_the_web(home: House, browser: WebUser) -> None:
    await browser.logs_in("yantu", "demo2026")
    await browser.sees("您有一份没填完的「初始注册（岩土）」")
    await browser.taps("继续填写")
    await browser.sees("本人姓名：甄示例")
    await finish(home, browser)


async def test_begun_on_telegram_and_finished_on_the_web(home: House) -> None:
    phone = await begins_on_telegram(home)
    async with home.web_user() as browser:
        await finishes_on_the_web(home, browser)
        application = await home.application_of("yantu")
        for act, status in WAY:
            await getattr(home.office, act)(application.id)
            await phone.sees(status)
            await browser.sees(status)
        for _, status in WAY:
            on_web = [m for m in browser.messages if m["title"] == status]
            on_phone = [m for m in phone.messages if m.is_from_bot and m.text.startswith(status)]
            assert (len(on_web), len(on_phone)) == (1, 1), status
        # The phone's old letter is out of date: its buttons are answered and change nothing.
        await phone.taps("本人做出上述承诺")
        await phone.sees("过时")
    facts = await home.assistant.services.registry.facts("demo-yantu")
    assert [r.speciality for r in facts.registrations] == ["AY"]
    assert [a.status.value for a in facts.applications] == ["approved"]


async def test_the_older_screen_is_told_and_overwrites_nothing(home: House) -> None:
    phone = await begins_on_telegram(home)
    async with home.web_user() as browser:
        await browser.logs_in("yantu", "demo2026")
        await browser.taps("继续填写")
        await browser.sees("本人姓名：甄示例")
        home.clock.moves_on(61)
        await browser.taps("本人做出上述承诺")
        await browser.sees("请输入资格证书管理号")
        await browser.types("2023010110000001")
        await browser.sees("请输入资格证书批准日期")
        await phone.types("2020-01-01")
        await phone.sees("您已在别处继续填写")
        await phone.sees("请输入资格证书批准日期")
        draft = await home.assistant.services.trackers.draft("demo-yantu", "initial", "AY")
        assert draft is not None
        assert "approved_on" not in draft.slots
        await phone.types("2023-12-01")
        await phone.sees("请选择取得资格方式")


async def test_what_comes_while_the_person_is_away_waits_on_the_web(home: House) -> None:
    async with home.web_user() as browser:
        await browser.logs_in("yantu", "demo2026")
        await browser.types("初始注册")
        await browser.taps("全选")
        await browser.taps("下一步")
        await browser.sees("本人姓名：甄示例")
        await finish(home, browser)
        application = await home.application_of("yantu")
        cookies = browser.cookies
    await home.office.report(application.id)
    await home.assistant.poller.look()
    async with WebUser(home.address) as later:
        later.cookies = cookies
        await later.opens()
        await later.sees("企业已上报")


async def finish(home: House, browser: WebUser) -> None:
    home.clock.moves_on(61)
    await browser.taps("本人做出上述承诺")
    await browser.types("2023010110000001")
    await browser.types("2023-12-01")
    await browser.taps("考试")
    await browser.taps("上报")
    await browser.taps("确定")
    await browser.sees("您所申请的事项已成功提交企业")
