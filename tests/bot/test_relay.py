"""The card for the enterprise's 经办人 and the advice that leads to it, over HTTP on both channels."""

from datetime import datetime, timedelta

from bot.buttons import relay_button
from bot.channels.messages import BotMessage
from bot.endings import handed_over
from flows.catalogue import catalogue
from flows.model import Submission
from flows.view import SHANGHAI
from storage.registry.demo_people import DEMO_PASSWORD
from tests.bot.pushing import shown
from tests.house import House


async def files(home: House, username: str = "yantu") -> str:
    """A first registration, handed in today; answers its id."""
    registry = home.assistant.services.registry
    filed = await registry.submit(
        Submission(
            key=username, person_id=f"demo-{username}", kind="initial", speciality="AY", answers={}
        )
    )
    return filed.id


async def private(home: House, username: str = "yantu") -> tuple[str, ...]:
    person = (await home.assistant.services.registry.facts(f"demo-{username}")).person
    return person.name, person.id_number, person.id_number[-4:], person.mobile


async def test_the_card_stands_by_itself_on_the_web(both: House) -> None:
    application = await files(both)
    async with both.web_user() as user:
        await user.logs_in("yantu", DEMO_PASSWORD)
        await user.types("查看进度")
        await user.taps("转发给经办人的卡片")
        await user.sees("可以直接转发")
        card = await user.sees("请单位上报注册数据")
        assert card["buttons"] == []
        assert "申请人：甄*例" in card["text"]
        assert f"申请编号：{application}" in card["text"]
        assert "注册土木工程师（岩土）" in card["text"]
        assert f"个人上报日期：{datetime.now(SHANGHAI):%Y-%m-%d}" in card["text"]
        assert not [word for word in await private(both) if word in card["text"]]
        await both.office.report(application)
        await user.sees("企业已上报")
        await user.taps("转发给经办人的卡片")
        await user.sees("不用再转给经办人")
        await user.types("查看进度")
        await user.sees("✓ 企业上报")
        assert "转发给经办人的卡片" not in user.buttons


async def test_after_filing_the_card_is_offered_while_it_is_of_use(both: House) -> None:
    application = await files(both)
    flow = catalogue()["initial"]
    for is_offered in (True, False):
        services, filed = both.assistant.services, await both.application_of("yantu")
        [told] = await handed_over(services, flow, filed)
        labels = [button.label for row in told.buttons for button in row]
        assert ("转发给经办人的卡片" in labels) is is_offered
        if is_offered:
            await both.office.report(application)


async def test_the_card_of_somebody_else_is_not_shown(both: House) -> None:
    application = await files(both)
    async with both.web_user() as user:
        await user.logs_in("xinren", DEMO_PASSWORD)
        row = (relay_button(application),)
        await shown(both, "demo-xinren", BotMessage(text="审核进度", buttons=(row,)))
        await user.sees("转发给经办人的卡片")
        await user.taps("转发给经办人的卡片")
        await user.sees("没有找到这条申报记录")
        assert not [m for m in user.messages if "申请编号" in m["text"]]


async def test_advice_on_telegram_leads_to_the_card(both: House) -> None:
    await files(both)
    phone = both.telegram_user()
    await both.log_in_on_telegram(phone, "yantu")
    await phone.sees("已登录")
    stalls, day = both.assistant.stalls, datetime.now(SHANGHAI).replace(hour=12)
    assert await stalls.look(day + timedelta(3)) == 0
    said = [await stalls.look(day + timedelta(days)) for days in range(6, 30)]
    assert sum(said) == 1
    await phone.sees("企业还没有上报")
    await phone.taps("转发给经办人的卡片")
    await phone.sees("上面这条就是给经办人的卡片")
    [card] = [m for m in phone.messages if m.text.startswith("请单位上报注册数据")]
    assert card.buttons == []
    assert not [word for word in await private(both) if word in card.text]
    await phone.taps("撤回")
    await phone.sees("只是在等企业上报的，不用撤回")
