"""Advice on what the enterprise leaves lying, once, by working days."""

import asyncio

from storage.database import Database
from tests.bot.jobs.registered import Holders, at


async def test_advice_after_five_working_days_over_the_holidays(holders: Holders) -> None:
    """Filed on Monday 28 September: 29, 30, 8, 9 and 10 October pass, the next working day is 12."""
    application = await holders.files(at("2026-09-28", 15))
    for day in ("2026-10-01", "2026-10-08", "2026-10-09", "2026-10-10", "2026-10-11"):
        assert await holders.stalls().look(at(day)) == 0
    assert await holders.stalls().look(at("2026-10-12")) == 2
    assert await holders.stalls().look(at("2026-10-13")) == 0
    message = holders.handed[0].message
    assert message.title == "企业还没有上报"
    assert "2026-09-28 上报，已在企业 5 个工作日没有变化" in message.text
    assert [button.data for row in message.buttons for button in row] == [
        f"m|relay|{application}",
        f"m|progress|{application}",
        f"m|about|withdrawal.{application}",
    ]
    assert await holders.lines() == ["延续注册 一级注册结构工程师：在企业 5 个工作日没有变化"]


async def test_days_are_a_setting(holders: Holders) -> None:
    await holders.files(at("2026-11-16", 15))
    assert await holders.stalls(6).look(at("2026-11-24")) == 0
    assert await holders.stalls(6).look(at("2026-11-25")) == 2


async def test_what_the_enterprise_has_moved_is_left_alone(holders: Holders) -> None:
    application = await holders.files(at("2026-11-16", 15))
    await holders.office(at("2026-11-18")).report(application)
    assert await holders.stalls().look(at("2026-12-10")) == 0


async def test_quiet_hours_and_the_switch_hold_for_advice(holders: Holders) -> None:
    await holders.files(at("2026-11-16", 15))
    assert await holders.stalls().look(at("2026-11-24", 21)) == 0
    assert await holders.stalls().look(at("2026-11-25", 7, 59)) == 0
    await holders.preferences.set_reminders("p1", False)
    assert await holders.stalls().look(at("2026-11-25", 8)) == 0
    await holders.preferences.set_reminders("p1", True)
    assert await holders.stalls().look(at("2026-11-25", 8)) == 2


async def test_two_replicas_at_once_advise_once(holders: Holders, database: Database) -> None:
    await holders.files(at("2026-11-16", 15))
    replicas = [holders.stalls() for _ in range(3)]
    said = await asyncio.gather(*(one.look(at("2026-11-24")) for one in replicas))
    assert sum(said) == 2
    assert len(await holders.lines()) == 1
    async with database.raw() as connection:
        rows = await connection.execute("SELECT count(*) AS n FROM outbox")
        row = await rows.fetchone()
    assert row == {"n": 2}
