"""Pages without steps, over real HTTP: what is in hand, what ended, messages, guide, hotline."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from flows.model import Submission
from storage.database import Database
from storage.registry.demo_people import DEMO_PASSWORD
from tests.house import House, house
from tests.web.users import WebUser


@pytest.fixture
async def home(database: Database, data_dir: Path) -> AsyncIterator[House]:
    async with house(database, data_dir) as opened:
        yield opened


@pytest.fixture
async def person(home: House) -> AsyncIterator[WebUser]:
    """Somebody logged in, who has just filed a first registration."""
    await home.assistant.services.registry.submit(
        Submission(key="k", person_id="demo-yantu", kind="initial", speciality="AY", answers={})
    )
    async with home.web_user() as user:
        await user.logs_in("yantu", DEMO_PASSWORD)
        yield user


async def test_what_is_in_hand_and_how_far_it_is(home: House, person: WebUser) -> None:
    await person.types("当前申报")
    assert "个人已上报" in person.text
    await person.taps("查看审核进度")
    await person.sees("审核进度")
    application = await home.application_of("yantu")
    await home.office.report(application.id)
    await person.sees("企业已上报")
    await person.types("查看进度")
    assert "企业已上报" in (await person.sees("审核进度"))["text"] + person.text


async def test_what_has_ended_and_what_was_told(home: House, person: WebUser) -> None:
    await person.types("历史申报")
    assert "暂无数据" in person.text
    application = await home.application_of("yantu")
    await home.office.report(application.id)
    await home.office.deliver(application.id)
    await home.office.accept(application.id)
    await home.office.review(application.id)
    await home.office.reject(application.id, "请补充业绩")
    await person.sees("审批不通过怎么办")
    await person.types("历史申报")
    await person.sees("审核意见：请补充业绩")
    await person.types("我的消息")
    assert "未读" in person.text
    await person.types("我的消息")
    assert "未读" not in person.last["title"]


async def test_guide_hotline_and_videos(home: House) -> None:
    async with home.web_user() as user:
        await user.types("办事指南")
        await user.taps("注册撤回")
        assert "撤回" in user.text
        await user.types("咨询电话")
        assert "010-88361866" in user.text
        await user.types("操作视频在哪里看")
        await user.sees("操作视频")
        await user.types("历史申报")
        assert "需要先登录" in user.text
