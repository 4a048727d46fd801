"""The public pages on a screen: search as one types, by keyboard, light and dark, on a phone."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from tests.house import House
from tests.web.test_browser import PHONE, fits, is_accessible, shoot

pytestmark = pytest.mark.browser

WIDE = {"width": 1280, "height": 800}
PAGES = {
    "faq": "/faq",
    "found": "/faq?q=社保异常",
    "entry": "/faq/renewal-window",
    "missing": "/faq/no-such",
    "section": "/guide/3.3.1",
}


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport=WIDE, locale="zh-CN")
    yield await context.new_page()
    await context.close()


async def test_search_as_one_types_and_by_keyboard(home: House, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(f"{home.address}/faq")
    await page.get_by_label("用自己的话问").focus()
    await page.keyboard.type("社保异常 11010519491231002X")
    await expect(page.get_by_role("status")).to_contain_text("「社保异常」找到")
    assert all("110105" not in url and "%E7" not in url for url in asked), asked
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    found = page.locator("#found a").first
    await expect(found).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).not_to_have_text("常见问题")
    assert "q=" not in page.url
    await page.go_back()
    await expect(page.locator("#found a").first).to_be_visible()
    await page.goto(f"{home.address}/faq/renewal-window")
    await page.get_by_role("link", name="在对话里接着问").click()
    await expect(page.get_by_role("article").last).to_contain_text("注册期满前半年内")
    assert page.url == f"{home.address}/"


async def test_light_dark_and_on_a_phone(home: House, page: Page) -> None:
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme)
        for name, path in PAGES.items():
            await page.set_viewport_size(WIDE)
            await page.goto(home.address + path)
            await is_accessible(page)
            await shoot(page, f"{name}-{scheme}")
            await page.set_viewport_size(PHONE)
            await fits(page)
            await is_accessible(page)
            await shoot(page, f"{name}-phone-{scheme}")
