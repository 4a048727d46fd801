"""What is drawn, as a browser on a phone shows it: large enough, described, and still if wanted."""

import pytest
from playwright.async_api import Locator, expect

from flows.model import Submission
from tests.browser.person import Person
from tests.house import House

pytestmark = pytest.mark.browser


async def loaded(image: Locator) -> str:
    """The address it was loaded from; fails where it did not arrive."""
    await expect(image).to_have_js_property("complete", True)
    assert await image.evaluate("image => image.naturalWidth") > 0
    return str(await image.evaluate("image => image.currentSrc"))


async def width_of(image: Locator) -> float:
    box = await image.bounding_box()
    assert box is not None
    return box["width"]


async def test_an_animation_moves_only_where_motion_is_wanted(person: Person) -> None:
    await person.types("操作视频")
    await person.sees("请选择要看的业务")
    await person.taps("初始注册")
    await person.sees("选择专业：注册专业类型")
    image = person.current.locator("img")
    moving = await loaded(image)
    assert await image.get_attribute("src") in moving
    assert await width_of(image) >= 280
    await person.looks("animation")
    await person.page.emulate_media(reduced_motion="reduce")
    await person.page.reload()
    still = await loaded(person.current.locator("img"))
    assert still != moving
    await person.looks("still")


async def test_timeline_and_certificate_are_legible(home: House, person: Person) -> None:
    await home.assistant.services.registry.submit(
        Submission(key="k", person_id="demo-yantu", kind="initial", speciality="AY", answers={})
    )
    await person.logs_in("yantu")
    await person.types("查看进度")
    await person.sees("⏳ 企业上报：个人已上报")
    image = person.current.get_by_alt_text("审核进度：✓ 个人上报")
    await loaded(image)
    assert await width_of(image) >= 280
    await person.looks("timeline")
    await person.types("证书预览")
    await person.sees("不能证明注册身份")
    await loaded(person.current.get_by_alt_text("执业证书预览"))
    await person.looks("certificate")
