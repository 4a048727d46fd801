"""Several files chosen at once, a document with pages, and an image that is doubted, on a screen."""

import pytest
from playwright.async_api import expect

from tests.browser.person import Person
from tests.house import House, document, heic, proof

pytestmark = pytest.mark.browser


async def test_an_album_and_a_document_in_the_page(person: Person, home: House) -> None:
    await person.page.goto(home.address)
    await person.logs_in("shebao")
    await person.sees("主菜单", shot=False)
    await person.types("我要申辩")
    await person.sees("请说明实际情况", shot=False)
    await person.types("本人社保自三月起由现单位缴纳，缴费记录见附件")
    await person.sees("请上传证明材料")
    files = [
        ("一.jpg", "image/jpeg", proof()),
        ("二.heic", "image/heic", heic()),
        ("三.pdf", "application/pdf", document(2)),
    ]
    async with person.page.expect_file_chooser() as choosing:
        await person.page.locator("#attach").tap()
    chooser = await choosing.value
    await chooser.set_files(
        [{"name": name, "mimeType": kind, "buffer": content} for name, kind, content in files]
    )
    await expect(person.page.locator("#tray li")).to_have_count(3)
    await person.looks("tray of three")
    await person.page.get_by_role("button", name="发送", exact=True).tap()
    await person.sees("收到 3 张图片")
    await expect(person.current.locator(".picture img")).to_have_count(4)
    await person.uploads(document(4), "四页.pdf", "application/pdf")
    await person.sees("这个 PDF 有 4 页")
    await person.current.get_by_role("button", name="3", exact=True).tap()
    await person.sees("已收到 5 张")
    await person.taps("完成")
    await person.sees("证明材料：✓ 已上传 5 张")
    assert person.faults == []
