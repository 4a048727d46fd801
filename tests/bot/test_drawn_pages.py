"""Progress, certificate and videos over real HTTP: pictures on the web, and what they say."""

from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from PIL import Image
from pydantic import HttpUrl

from bot.pictures.certificate import HEIGHT, WIDTH
from flows.catalogue import catalogue
from flows.model import Submission
from knowledge.videos import VideoLink
from storage.database import Database
from storage.files import DiskFiles
from storage.registry.demo_people import DEMO_PASSWORD
from tests.house import House, house
from tests.web.users import WebUser


@pytest.fixture
async def home(database: Database, data_dir: Path) -> AsyncIterator[House]:
    async with house(database, data_dir) as opened:
        yield opened


@pytest.fixture
async def person(home: House) -> AsyncIterator[WebUser]:
    """Somebody with nothing to do with the registry yet."""
    async with home.web_user() as user:
        yield user


async def fetched(user: WebUser, sha256: str) -> tuple[str, Image.Image]:
    """A picture as the page gets it: media type and pixels."""
    async with user.http.get(f"{user.address}/chat/pictures/{sha256}") as response:
        assert response.status == 200, response.status
        return response.content_type, Image.open(BytesIO(await response.read()))


async def page_of(user: WebUser) -> str:
    headers = {"Accept": "text/html"}
    async with user.http.get(f"{user.address}/", headers=headers) as response:
        return await response.text()


async def shown(user: WebUser) -> tuple[dict[str, Any], str, Image.Image]:
    """The newest message with its only picture."""
    (sha256,) = user.last["pictures"]
    return user.last, *(await fetched(user, sha256))


async def files(home: House, person: WebUser, kind: str, speciality: str = "AY") -> str:
    registry = home.assistant.services.registry
    answers = {"anomaly": ""} if kind == "defence" else {}
    filed = await registry.submit(
        Submission(
            key=kind, person_id="demo-yantu", kind=kind, speciality=speciality, answers=answers
        )
    )
    await person.logs_in("yantu", DEMO_PASSWORD)
    return filed.id


async def test_progress_is_a_picture_and_words(home: House, person: WebUser) -> None:
    await files(home, person, "initial")
    await person.types("查看进度")
    message, kind, first = await shown(person)
    assert kind == "image/png"
    assert "⏳ 企业上报：个人已上报\n☐ 部级受理" in message["text"]
    assert "⏳ 企业上报：个人已上报，☐ 部级受理" in message["picture_text"]
    assert message["picture_text"] in await page_of(person)
    application = await home.application_of("yantu")
    await home.office.report(application.id)
    await home.office.deliver(application.id)
    await home.office.request_correction(application.id, "补充社保证明", "缺少")
    await person.sees("部级未受理(待补正)")
    await person.types("查看进度")
    message, _, second = await shown(person)
    assert "⏳ 部级受理：部级未受理(待补正)" in message["text"]
    assert (second.size, second.tobytes() == first.tobytes()) == (first.size, False)


async def test_no_enterprise_in_what_goes_straight_to_the_authority(
    home: House, person: WebUser
) -> None:
    await files(home, person, "info_update", "")
    await person.types("查看进度")
    assert "✓ 个人上报\n⏳ 部级受理：部级未受理" in person.text
    assert "企业上报" not in person.last["picture_text"]


async def test_a_certificate_before_and_after_the_registration(
    home: House, person: WebUser
) -> None:
    await person.types("证书预览")
    await person.sees("需要先登录")
    await person.logs_in("duozhuan", DEMO_PASSWORD)
    await person.sees("请选择要预览的专业")
    await person.taps("暖通空调")
    message, kind, picture = await shown(person)
    assert (kind, picture.size) == ("image/jpeg", (WIDTH, HEIGHT))
    facts = await home.assistant.services.registry.facts("demo-duozhuan")
    (registration,) = facts.registrations
    assert f"证书编号 {registration.certificate_number}" in message["text"]
    assert f"有效期至 {registration.valid_until}" in message["text"]
    assert "不是正式证书" in message["text"]
    await person.taps("给水排水")
    message, _, other = await shown(person)
    assert "还没有注册" in message["text"]
    assert other.tobytes() != picture.tobytes()


async def test_a_certificate_that_is_over(home: House, person: WebUser) -> None:
    await person.logs_in("guoqi", DEMO_PASSWORD)
    await person.types("/certificate")
    assert "已过有效期" in person.last["text"]
    assert len(person.last["pictures"]) == 1


@pytest.mark.parametrize(
    ("username", "missing"),
    [("meizhao", "✓ 所在企业信息\n✗ 照片、签名"), ("xinren", "✗ 个人基本信息")],
)
async def test_what_a_certificate_lacks_is_said(
    home: House, person: WebUser, username: str, missing: str
) -> None:
    await person.logs_in(username, DEMO_PASSWORD)
    await person.types("证书预览")
    assert missing in person.text
    assert person.last["pictures"] == []
    await person.taps("个人信息")
    await person.sees("个人信息 ·")


async def test_pictures_that_are_gone(home: House, person: WebUser, data_dir: Path) -> None:
    await person.logs_in("yantu", DEMO_PASSWORD)
    facts = await home.assistant.services.registry.facts("demo-yantu")
    assert facts.portrait
    (data_dir / "files" / facts.portrait[:2] / facts.portrait).unlink()
    await person.types("证书预览")
    assert "没有找到您上传的照片或签名" in person.text


async def test_an_animation_of_every_business(home: House, person: WebUser) -> None:
    await person.types("操作视频")
    for flow in catalogue().values():
        await person.types("操作视频")
        await person.taps(flow.title)
        assert person.last["title"] == f"操作视频 · {flow.title}"
        (animation,) = person.last["animations"]
        kind, moving = await fetched(person, animation["sha256"])
        assert (kind, moving.size, moving.is_animated) == ("image/gif", (480, 720), True)  # type: ignore[attr-defined]
        kind, still = await fetched(person, animation["still"])
        assert (kind, still.size) == ("image/png", (480, 720))
    html = await page_of(person)
    assert f'prefers-reduced-motion: reduce)" srcset="/chat/pictures/{animation["still"]}' in html
    assert f'src="/chat/pictures/{animation["sha256"]}"' in html
    async with home.web_user() as stranger:
        with pytest.raises(AssertionError, match="404"):
            await fetched(stranger, animation["sha256"])


async def test_a_walkthrough_says_its_steps_and_leads_on(home: House, person: WebUser) -> None:
    await person.types("操作视频")
    await person.taps("初始注册")
    assert "选择专业：注册专业类型" in person.last["text"]
    first = person.last["animations"]
    await person.taps("其他业务")
    await person.taps("初始注册")
    assert person.last["animations"] == first
    await person.taps("开始办理 初始注册")
    assert "办理前请先登录" in person.text


async def test_an_animation_that_was_lost_is_made_again(
    home: House, person: WebUser, data_dir: Path
) -> None:
    await person.types("操作视频")
    await person.taps("初始注册")
    (animation,) = person.last["animations"]
    (data_dir / "files" / animation["sha256"][:2] / animation["sha256"]).unlink()
    await person.types("操作视频")
    await person.taps("初始注册")
    assert (await fetched(person, animation["sha256"]))[0] == "image/gif"


async def test_an_operators_own_videos(home: House, person: WebUser) -> None:
    link = VideoLink(title="延续注册录像", url=HttpUrl("https://video.example.org/a?b=1"))
    home.assistant.services.video_links["general"] = (link,)
    home.assistant.services.video_links["initial"] = (link,)
    for step in (person.types("操作视频"), person.taps("初始注册")):
        await step
        urls = [b["url"] for row in person.last["buttons"] for b in row if b["url"]]
        assert urls == ["https://video.example.org/a?b=1"]


async def test_in_mid_form_the_way_back_is_one_tap(home: House, person: WebUser) -> None:
    await person.logs_in("yantu", DEMO_PASSWORD)
    await person.types("初始注册")
    await person.types("操作视频")
    await person.taps("个人信息")
    await person.taps("回到「初始注册」")
    await person.sees("符合请打勾")


async def test_on_a_full_disk_words_take_the_place_of_pictures(
    home: House, person: WebUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    await files(home, person, "initial")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(DiskFiles, "_write", full)
    await person.types("查看进度")
    assert "⏳ 企业上报" in person.text
    await person.types("操作视频")
    await person.taps("初始注册")
    assert "选择专业" in person.text
    await person.types("证书预览")
    assert "暂时存不下图片" in person.text
    monkeypatch.undo()
    await person.types("证书预览")
    assert len(person.last["pictures"]) == 1


async def test_a_button_with_nonsense_in_it(home: House, person: WebUser) -> None:
    await person.logs_in("yantu", DEMO_PASSWORD)
    for data in ("m|videos|no-such", "m|certificate|<b>", "m|progress|x"):
        form = aiohttp.FormData(default_to_multipart=True)
        form.add_field("id", data.encode().hex())
        form.add_field("data", data)
        async with person.http.post(f"{person.address}/chat/say", data=form) as response:
            assert response.status == 200
            assert len((await response.json())["messages"]) == 1
