"""What is drawn, on Telegram: with words below it, and after 上报 without being asked for."""

from io import BytesIO

from PIL import Image

from bot.pictures.timeline import WIDTH
from tests.house import House
from tests.telegram.bot_api_state import Message
from tests.telegram.users import TelegramUser
from tests.walks.test_two_channels import begins_on_telegram


def picture_of(message: Message) -> Image.Image:
    (content,) = message.pictures
    return Image.open(BytesIO(content))


async def finishes(home: House, phone: TelegramUser) -> Message:
    """From the letter to 申报告知."""
    home.clock.moves_on(61)
    await phone.taps("本人做出上述承诺")
    await phone.sees("请输入资格证书管理号")
    await phone.types("2023010110000001")
    await phone.sees("请输入资格证书批准日期")
    await phone.types("2023-12-01")
    await phone.sees("请选择取得资格方式")
    await phone.taps("考试")
    await phone.sees("请核对")
    await phone.taps("上报")
    await phone.sees("确定上报吗")
    await phone.taps("确定")
    return await phone.sees("您所申请的事项已成功提交企业")


async def test_the_timeline_follows_the_hand_over(home: House) -> None:
    phone = await begins_on_telegram(home)
    told = await finishes(home, phone)
    first = picture_of(told)
    assert (first.format, first.width) == ("PNG", WIDTH)
    assert "查看审核进度" in told.buttons
    application = await home.application_of("yantu")
    await home.office.report(application.id)
    await phone.sees("企业已上报")
    await phone.taps("查看审核进度")
    shown = await phone.sees("⏳ 部级受理：企业已上报")
    second = picture_of(shown)
    assert (second.size, second.tobytes() == first.tobytes()) == (first.size, False)


async def test_videos_and_certificate(home: House) -> None:
    phone = home.telegram_user()
    await phone.types("/videos")
    await phone.sees("请选择要看的业务")
    await phone.taps("初始注册")
    shown = await phone.sees("操作视频 · 初始注册")
    moving = picture_of(shown)
    assert (moving.format, moving.size) == ("GIF", (480, 720))
    assert "animation" in shown.json
    assert shown.buttons == ["开始办理 初始注册", "看手册原文", "其他业务"]

    await home.log_in_on_telegram(phone, "yantu")
    await phone.sees("已登录")
    await phone.types("证书预览")
    shown = await phone.sees("证书预览 · 注册土木工程师（岩土）")
    assert picture_of(shown).format == "JPEG"
    assert shown.buttons == ["个人信息"]
