"""kill -9 at every step of `initial`: after the restart the person is where they were."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.catalogue import catalogue
from storage.database import Database
from tests.house import portal_code
from tests.processes import AssistantProcess
from tests.telegram.fake_bot_api import FakeBotApi

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Line:
    """At a step: what it says, and the answer that leads to the next one."""

    step: str
    asks: str
    tap: str = ""
    text: str = ""


# 易多专 has two specialities to choose from, so that no step is taken unasked; 社保 is made
# abnormal, so that every step of the flow applies.
LINES = (
    Line("speciality", "请选择要注册的专业", tap="给水排水"),
    Line("conditions", "符合请打勾", tap="下一步"),
    Line("social_insurance", "您的社保缴纳情况异常", tap="确定"),
    Line("commitment", "本人姓名", tap="本人做出上述承诺"),
    Line("certificate_number", "请输入资格证书管理号", text="2023010110000001"),
    Line("approved_on", "请输入资格证书批准日期", text="2023-12-01"),
    Line("obtained_by", "请选择取得资格方式", tap="考试"),
    Line("review", "请核对", tap="上报"),
    Line("final", "确定上报吗", tap="确定"),
)


def test_the_lines_are_all_steps_of_the_flow() -> None:
    assert [line.step for line in LINES] == [step.slot for step in catalogue()["initial"].steps]


@pytest.fixture
async def assistant(
    database_address: str, data_dir: Path, bot_api: FakeBotApi
) -> AsyncIterator[AssistantProcess]:
    process = AssistantProcess(
        data_dir,
        DATABASE_URL=database_address,
        TELEGRAM_TOKEN=bot_api.token,
        TELEGRAM_API_URL=bot_api.url,
    )
    await process.start()
    yield process
    await process.stop()


async def one(database: Database, statement: str) -> object:
    async with database.raw() as connection:
        cursor = await connection.execute(statement)  # type: ignore[arg-type]
        row = await cursor.fetchone()
    return next(iter(row.values())) if row else None


async def pictures_are_drawn(database: Database) -> None:
    """The demo people's portraits follow a moment after the start."""
    drawn = "SELECT count(*) FROM registry.people WHERE id = 'demo-duozhuan' AND portrait <> ''"
    async with asyncio.timeout(60):
        while await one(database, drawn) == 0:  # noqa: ASYNC110 - another process draws
            await asyncio.sleep(0.1)


async def make_insurance_abnormal(database: Database) -> None:
    async with database.raw() as connection:
        await connection.execute(
            "INSERT INTO registry.anomalies (id, person_id, kind, description, found_at)"
            " VALUES ('A', 'demo-duozhuan', 'social_insurance', '', now())"
        )


async def let_a_minute_pass(database: Database) -> None:
    """The letter was shown a minute earlier than it was."""
    async with database.raw() as connection:
        await connection.execute(
            "UPDATE trackers SET data = jsonb_set(data, '{letters,commitment,at}',"
            " to_jsonb((data #>> '{letters,commitment,at}')::timestamptz - interval '61 s'))"
            " WHERE data #> '{letters,commitment}' IS NOT NULL"
        )


async def test_killed_at_every_step(
    assistant: AssistantProcess, bot_api: FakeBotApi, database: Database
) -> None:
    await pictures_are_drawn(database)
    await make_insurance_abnormal(database)
    user = bot_api.user()
    await user.types(f"/start {await portal_code(assistant.address, 'duozhuan')}")
    await user.sees("已登录")
    await user.types("初始注册")
    slots: dict[str, str] = {}
    for number, line in enumerate(LINES):
        await user.sees(line.asks)
        await assistant.kill()
        if line.step == "commitment":
            await let_a_minute_pass(database)
        at = await one(database, "SELECT data ->> 'step' FROM trackers")
        assert at == line.step
        now = await one(database, "SELECT data -> 'slots' FROM trackers")
        assert isinstance(now, dict)
        assert slots.items() <= now.items(), "an earlier answer was lost"
        slots = {slot: value for slot, value in now.items() if slot != "review"}
        # Every other answer is given while nobody is there to hear it.
        is_deaf = number % 2 == 1 and line.step != "conditions"
        if not is_deaf:
            await assistant.start()
        if line.step == "conditions":
            await user.taps("全选")
            await user.sees("✓ 3")
        if line.tap:
            await user.taps(line.tap)
        else:
            await user.types(line.text)
        if is_deaf:
            await assistant.start()
    await user.sees("您所申请的事项已成功提交企业")
    assert await one(database, "SELECT count(*) FROM registry.applications") == 1
    assert await one(database, "SELECT count(*) FROM trackers") == 0
    duplicates = "SELECT count(*) - count(DISTINCT update_id) FROM inbox"
    assert await one(database, duplicates) == 0
    for line in LINES:
        asked = [m for m in user.messages if m.is_from_bot and line.asks in m.text]
        assert len(asked) <= 2, f"{line.step} was asked {len(asked)} times"


@pytest.mark.parametrize("wait", [0.0, 0.02, 0.05, 0.1])
async def test_killed_in_the_middle_of_submitting(
    assistant: AssistantProcess, bot_api: FakeBotApi, database: Database, wait: float
) -> None:
    """However far the last 确定 got before the kill, there is one application in the end."""
    await pictures_are_drawn(database)
    user = bot_api.user()
    await user.types(f"/start {await portal_code(assistant.address, 'yantu')}")
    await user.sees("已登录")
    await user.types("初始注册")
    await user.sees("符合请打勾")
    await user.taps("全选")
    await user.taps("下一步")
    await user.sees("本人姓名")
    await let_a_minute_pass(database)
    await user.taps("本人做出上述承诺")
    await user.sees("资格证书管理号")
    await user.types("2023010110000001")
    await user.types("2023-12-01")
    await user.taps("考试")
    await user.taps("上报")
    await user.sees("确定上报吗")
    await user.taps("确定")
    await user.taps("确定")
    await asyncio.sleep(wait)
    await assistant.kill()
    await assistant.start()
    await user.sees("您所申请的事项已成功提交企业")
    assert await one(database, "SELECT count(*) FROM registry.applications") == 1
    assert await one(database, "SELECT count(*) FROM trackers") == 0
