"""The first registration walked whole in a real browser, with the real dialogue."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.person import Person
from tests.house import House, portrait, signature

pytestmark = pytest.mark.browser

STATUSES = (
    ("report", "企业已上报"),
    ("deliver", "部级未受理"),
    ("accept", "部级已受理"),
    ("review", "审查中"),
    ("publicise", "公示"),
    ("approve", "审批通过"),
)


async def fills_in_the_profile(person: Person) -> None:
    """Basic information and the enterprise, up to the commitment for the pictures."""
    await person.sees("毕业院校")
    await person.types("测试大学")
    await goes_on_with_the_profile(person)


async def goes_on_with_the_profile(person: Person) -> None:
    await person.sees("所学专业")
    await person.types("岩土工程")
    for asked, choice in (("请选择学历", "大学本科"), ("请选择学位", "学士学位")):
        await person.sees(asked)
        await person.taps(choice)
    await person.sees("毕业时间")
    await person.types("2015年7月")
    await person.sees("任职时间")
    await person.types("2020-09")
    await person.sees("现任专业技术职务")
    await person.taps("助理工程师")
    await person.sees("专业工作年限")
    await person.types("8年")
    await person.sees("企业名称的一部分")
    await person.types("华东 勘测")
    await person.sees("找到 2 家")
    await person.current.get_by_role("button", name="华东勘测澄岳").tap()
    await person.sees("企业资质证书号")
    await person.current.get_by_role("button", name=re.compile("^B")).first.tap()
    await person.sees("经办人的手机号")
    await person.types("13900139000")
    await person.sees("聘用开始时间")
    await person.types("2022-04-13")
    await person.sees("聘用结束时间")
    await person.taps("无固定期")


async def sends_the_pictures(person: Person) -> None:
    await person.sees("申报须知及个人承诺")
    await person.taps("本人已阅读并作出上述承诺")
    await person.sees("一寸免冠证件照")
    await person.uploads(portrait(), "证件照.jpg")
    await person.sees("请确认：免冠、正面、清晰")
    await person.taps("使用这张")
    await person.sees("手写签名的图片")
    await expect(person.page.locator(".person .picture img")).to_have_js_property("complete", True)
    await person.uploads(signature(), "签名.png", "image/png")
    await person.sees("请确认：文字横向、清晰")
    await expect(person.current.locator(".picture img")).to_have_count(2)
    await person.taps("使用这张")
    await person.sees("请核对")


async def reads_the_letter(person: Person, home: House) -> None:
    """The countdown runs on the screen, and a tap too early is told how long it still is."""
    await person.sees("本人姓名：白初用")
    timer = person.current.get_by_role("timer")
    await expect(timer).to_contain_text(re.compile("还需 5[0-9] 秒"))
    before = seconds_of(await timer.inner_text())
    await expect(timer).not_to_contain_text(f"还需 {before} 秒")
    assert seconds_of(await timer.inner_text()) < before
    await person.taps("本人做出上述承诺")
    await expect(person.page.get_by_text(re.compile("还需阅读 5[0-9] 秒"))).to_be_visible()
    await expect(person.current).to_contain_text("本人姓名：白初用")
    await person.looks("too-early")
    await person.types("继续教育要多少学时啊")
    await person.sees("回到《个人承诺书》")
    home.clock.moves_on(61)
    await person.taps("本人做出上述承诺")


def seconds_of(timer: str) -> int:
    found = re.search(r"还需 (\d+) 秒", timer)
    assert found is not None, timer
    return int(found[1])


async def fills_in_the_registration(person: Person) -> None:
    await person.sees("资格证书管理号")
    await person.types("2023010110000001")
    await person.sees("批准日期")
    await person.types("去年冬天")
    await person.sees("没读出日期")
    await person.types("2023-12-01")
    await person.sees("取得资格方式")
    await person.taps("考试")
    await person.sees("请核对")
    await person.taps("改 资格证书批准日期")
    await person.sees("批准日期")
    await person.types("2023-11-30")
    await person.sees("资格证书批准日期：2023-11-30")


async def history(person: Person) -> list[str]:
    """What every message says, but for the seconds that run down meanwhile."""
    texts = await person.page.locator(".entry").all_inner_texts()
    return [re.sub(r"请先阅读，还需 \d+ 秒|✓ 阅读时间已到.*", "", text).strip() for text in texts]


async def test_the_first_registration_on_a_phone(person: Person, home: House) -> None:
    await person.looks("greeting")
    await person.types("岩土考过了，想注册")
    await person.sees("办理前请先登录")
    await person.logs_in("xinren")
    await person.sees("个人信息还差 3 项")
    await person.taps("现在补齐")
    await fills_in_the_profile(person)
    await sends_the_pictures(person)
    await person.taps("执业证书预览")
    await expect(person.page.get_by_text("不是正式证书")).to_be_visible()
    await person.sees("请核对")
    await person.taps("提交")
    await person.sees("依法取得相应专业执业资格证书")
    await person.taps("全选")
    await person.sees("✓ 3")
    await person.taps("下一步")
    await reads_the_letter(person, home)
    await fills_in_the_registration(person)
    await expect(person.page.locator(".person").last).to_contain_text("2023-11-30")
    await person.taps("上报")
    await expect(person.page.locator(".person").last).to_contain_text("上报")
    await person.sees("确定上报吗")
    await person.taps("确定")
    await person.sees("已成功提交企业")
    application = await home.application_of("xinren")
    for act, label in STATUSES:
        await getattr(home.office, act)(application.id)
        await person.sees(label)
    titles = await person.page.locator(".bot .title").all_inner_texts()
    for _, label in STATUSES:
        assert titles.count(label) == 1, (label, titles)
    shown = await history(person)
    await person.page.reload()
    await person.looks("reloaded")
    again = await history(person)
    assert again == shown[-len(again) :]
    await person.page.get_by_role("button", name="看更早的消息").evaluate("one => one.click()")
    await expect(person.page.get_by_text("本人姓名：白初用")).to_have_count(1)


async def test_begun_on_telegram_and_finished_in_the_browser(person: Person, home: House) -> None:
    person.name = "moved"
    telegram = home.telegram_user()
    await telegram.types("岩土考过了，想注册")
    await telegram.sees("办理前请先登录")
    await home.log_in_on_telegram(telegram, "xinren")
    await telegram.taps("现在补齐")
    await telegram.sees("毕业院校")
    await telegram.types("测试大学")
    await telegram.sees("所学专业")
    await person.logs_in("xinren")
    await expect(person.page.get_by_role("button", name="继续填写")).to_be_visible()
    await expect(person.page.get_by_role("button", name="继续填写")).to_be_in_viewport()
    await person.looks("draft-offered")
    await person.page.get_by_role("button", name="继续填写").tap()
    await goes_on_with_the_profile(person)
    await sends_the_pictures(person)
    await expect(person.current).to_contain_text("毕业院校：测试大学")
    await telegram.types("岩土工程")
    await telegram.sees("您已在别处继续填写")
    await person.taps("提交")
    await person.sees("个人信息三部分都已保存")
    await person.types("初始注册")
    await person.sees("依法取得相应专业执业资格证书")
