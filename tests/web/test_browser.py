"""The pages in a real Chromium: how they look, and what only a browser does."""

import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.web.conftest import Site

pytestmark = pytest.mark.browser

SHOTS = Path(__file__).parent.parent / "screenshots"
AXE = Path(__file__).parent / "axe.min.js"
PHONE = {"width": 390, "height": 844}


def portrait() -> bytes:
    image = Image.new("RGB", (295, 413), "#9fc4dd")
    draw = ImageDraw.Draw(image)
    draw.ellipse((85, 90, 210, 250), fill="#e8c4a4")
    draw.pieslice((20, 270, 275, 560), 180, 360, fill="#2e3b4e")
    file = io.BytesIO()
    image.save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    opened = await browser.new_context(
        viewport=PHONE, has_touch=True, locale="zh-CN", bypass_csp=False
    )
    yield opened
    await opened.close()


@pytest.fixture
async def page(context: BrowserContext, site: Site) -> AsyncIterator[Page]:
    """The chat, opened; any error in the page's console fails the test."""
    opened = await context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    await opened.goto(site.address)
    yield opened
    assert [fault for fault in faults if "Failed to load resource" not in fault] == []


async def shoot(page: Page, name: str) -> None:
    SHOTS.mkdir(exist_ok=True)
    await page.wait_for_timeout(150)
    await page.screenshot(path=SHOTS / f"web-{name}.png")


async def is_accessible(page: Page) -> None:
    # Through the debugger, which the page's own policy does not reach.
    await page.evaluate(AXE.read_text())
    found = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []


async def fits(page: Page) -> None:
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def talk(page: Page) -> None:
    """A little of everything."""
    await page.get_by_label("要说的话").fill("岩土考过了，想注册")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("收到：岩土考过了，想注册")).to_be_visible()
    await page.get_by_role("button", name="初始注册").tap()
    await page.get_by_role("button", name="☐ 1").tap()
    await expect(page.get_by_role("button", name="☑ 1")).to_be_visible()


async def send_photo(page: Page) -> None:
    await page.locator("#file").set_input_files(
        {"name": "证件照.jpg", "mimeType": "image/jpeg", "buffer": portrait()}
    )
    await expect(page.locator("#tray li")).to_have_count(1)


async def test_a_talk_on_a_phone(page: Page) -> None:
    await shoot(page, "phone-greeting")
    await is_accessible(page)
    await talk(page)
    await shoot(page, "phone-conditions")
    await page.get_by_role("button", name="发一张照片").tap()
    await expect(page.get_by_text("选照片或文件")).to_be_visible()
    await send_photo(page)
    await shoot(page, "phone-tray")
    await page.get_by_role("button", name="发送").tap()
    await expect(page.get_by_role("button", name="使用这张")).to_be_visible()
    await expect(page.locator(".bot .picture img")).to_have_js_property("naturalWidth", 295)
    await expect(page.locator(".pending")).to_have_count(0)
    await page.evaluate("document.fonts.ready")
    await shoot(page, "phone-photo")
    await page.get_by_role("button", name="常用功能").tap()
    await shoot(page, "phone-menu")
    await fits(page)
    await is_accessible(page)


async def test_reading_time_runs_down_by_itself(page: Page) -> None:
    await page.get_by_role("button", name="变更注册").tap()
    await expect(page.get_by_role("timer")).to_contain_text("还需")
    await shoot(page, "phone-letter")
    await expect(page.get_by_role("timer")).to_contain_text("已到", timeout=30_000)
    await expect(page.locator("#said")).to_contain_text("已到")


async def test_countdowns_run_on_the_servers_clock(site: Site, context: BrowserContext) -> None:
    page = await context.new_page()
    await page.add_init_script("const now = Date.now; Date.now = () => now() + 3600_000")
    await page.goto(site.address)
    await page.get_by_role("button", name="变更注册").tap()
    await expect(page.get_by_role("timer")).to_contain_text("还需")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_wide_and_dark(site: Site, browser: Browser, scheme: str) -> None:
    options = {"viewport": {"width": 1280, "height": 800}, "has_touch": True}
    context = await browser.new_context(**options, color_scheme=scheme)
    page = await context.new_page()
    await page.goto(site.address)
    await talk(page)
    await shoot(page, f"desktop-{scheme}")
    await is_accessible(page)
    await page.goto(f"{site.address}/login?channel=telegram")
    await shoot(page, f"login-{scheme}")
    await is_accessible(page)
    await page.set_viewport_size(PHONE)
    await shoot(page, f"login-phone-{scheme}")
    await page.get_by_role("button", name="以此身份登录：王小明").click()
    await expect(page.get_by_text("有效，只能用一次")).to_be_visible()
    await shoot(page, f"code-{scheme}")
    await is_accessible(page)
    await context.close()


@pytest.mark.parametrize("height", [640, 256])
async def test_narrow_and_zoomed(site: Site, browser: Browser, height: int) -> None:
    """320 by 256 is what 400 % zoom leaves of a window of 1280 by 1024."""
    viewport = {"width": 320, "height": height}
    context = await browser.new_context(viewport=viewport, has_touch=True)
    page = await context.new_page()
    await page.goto(site.address)
    await talk(page)
    await page.get_by_label("要说的话").fill("很长的一行没有空格" + "Abcdefghijklmnop" * 12)
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("收到：很长")).to_be_visible()
    await fits(page)
    await shoot(page, f"narrow-{height}")
    await is_accessible(page)
    for path in ("/login", "/logout", "/nothing", "/api/docs"):
        await page.goto(site.address + path)
        await fits(page)
    await context.close()


async def test_by_keyboard_alone(page: Page) -> None:
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="跳到输入框")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("要说的话")).to_be_focused()
    await page.keyboard.type("你好")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("要说的话")).to_be_focused()
    button = page.get_by_role("button", name="初始注册")
    await button.focus()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Enter")
    answer = page.get_by_role("article").filter(has_text="审批条件")
    await expect(answer).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    # The redrawn button keeps the focus, so that the next tick is one key away.
    await expect(page.get_by_role("button", name="☑ 1")).to_be_focused()


async def test_a_double_tap_is_one_act(site: Site, page: Page) -> None:
    await page.get_by_role("button", name="初始注册").dblclick()
    await expect(page.get_by_role("article").filter(has_text="审批条件")).to_have_count(1)
    taps = [message for message in site.script.seen if message.data]
    assert len(taps) == 1


async def test_an_act_lost_on_the_way_is_repeated_as_the_same(site: Site, page: Page) -> None:
    lost = 0

    async def lose(route) -> None:
        nonlocal lost
        lost += 1
        if lost == 1:
            await route.fetch()
            await route.abort()
        else:
            await route.continue_()

    await page.route("**/chat/say", lose)
    await page.get_by_label("要说的话").fill("别丢")
    async with page.expect_response("**/chat/say"):
        await page.keyboard.press("Enter")
    await expect(page.get_by_text("收到：别丢")).to_have_count(1)
    await expect(page.locator(".person")).to_have_count(1)
    await expect(page.locator(".pending")).to_have_count(0, timeout=30_000)
    assert lost == 2


async def test_offline_words_can_be_sent_again(page: Page, context: BrowserContext) -> None:
    await context.set_offline(True)
    await page.get_by_label("要说的话").fill("等网络")
    await page.keyboard.press("Enter")
    again = page.get_by_role("button", name="点这里重发")
    await expect(again).to_be_visible(timeout=30_000)
    await shoot(page, "phone-offline")
    await context.set_offline(False)
    await again.tap()
    await expect(page.get_by_text("收到：等网络")).to_be_visible()


async def test_two_pages_of_one_chat_keep_together(page: Page, context: BrowserContext) -> None:
    other = await context.new_page()
    await other.goto(page.url)
    await page.get_by_role("button", name="初始注册").tap()
    await expect(other.get_by_text("审批条件")).to_be_visible()
    await page.get_by_role("button", name="☐ 3").tap()
    await expect(other.get_by_role("button", name="☑ 3")).to_be_visible()
    await expect(other.get_by_text("审批条件")).to_have_count(1)


async def test_log_in_and_out(page: Page) -> None:
    await page.get_by_role("link", name="登录政务服务门户").tap()
    await page.get_by_label("用户名").fill("wangming")
    await page.get_by_label("密码").fill("wrong")
    await page.get_by_role("button", name="登录", exact=True).tap()
    await expect(page.get_by_role("alert")).to_contain_text("没有对上")
    await page.get_by_label("密码").fill("demo-2026")
    await page.get_by_role("button", name="登录", exact=True).tap()
    await expect(page.get_by_text("已登录：person-wangming")).to_be_visible()
    await page.get_by_role("button", name="退出登录").tap()
    await expect(page.get_by_text("已登录：person-wangming")).to_have_count(0)
    await expect(page.get_by_text("您好，我可以帮您")).to_be_visible()


async def test_older_messages_are_fetched(site: Site, page: Page) -> None:
    for number in range(24):
        await page.evaluate(
            """async (text) => {
            const body = new FormData(); body.append("text", text);
            await fetch("/chat/say", {method: "POST", body, headers: {"X-Fragment": "1"}});
        }""",
            f"第 {number} 句",
        )
    await page.reload()
    await expect(page.get_by_text("收到：第 23 句")).to_be_visible()
    await expect(page.get_by_text("收到：第 0 句")).to_have_count(0)
    await page.get_by_role("button", name="看更早的消息").evaluate("button => button.click()")
    await expect(page.get_by_text("收到：第 0 句")).to_have_count(1)
    await expect(page.get_by_role("button", name="看更早的消息")).to_be_hidden()


async def test_without_script_the_page_still_works(site: Site, browser: Browser) -> None:
    context = await browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = await context.new_page()
    await page.goto(site.address)
    await page.locator("#text").fill("没有脚本")
    await page.locator("#send").click()
    assert "收到：没有脚本" in await page.content()
    await page.locator("button", has_text="初始注册").click()
    assert "审批条件" in await page.content()
    await context.close()


async def test_a_lost_connection_is_told_and_mended(
    site: Site, page: Page, context: BrowserContext
) -> None:
    await expect(page.locator("#lost")).to_be_hidden()
    await context.set_offline(True)
    site.chat.live.close()
    await expect(page.locator("#lost")).to_be_visible(timeout=30_000)
    site.chat.live.is_closed = False
    await context.set_offline(False)
    await expect(page.locator("#lost")).to_be_hidden(timeout=30_000)
