"""Each milestone of a registration's end is told once, whoever looks, whenever, and whatever dies."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from flows.model import ApplicationStatus, Facts
from flows.quiet_hours import EARLY
from flows.renewal_clock import milestones
from flows.view import SHANGHAI
from storage.database import Database
from storage.registry.embedded import EmbeddedRegistry
from tests.bot.jobs.registered import END, Holders, at

ALL = [
    "延续注册开放申报",
    "注册还有 90 天到期",
    "注册还有 60 天到期",
    "注册还有 30 天到期",
    "注册还有 14 天到期",
    "注册还有 7 天到期",
    "注册有效期已届满",
]


async def test_each_milestone_once_on_its_day_and_never_a_day_early(holders: Holders) -> None:
    for milestone in milestones(END):
        noon = at(milestone.day.isoformat(), 12)
        said = [
            await holders.reminders().look(noon + timedelta(days)) for days in (-1, 0, 0, 1, 5)
        ]
        assert said == [0, 2, 0, 0, 0], milestone
    assert holders.titles[::2] == ALL
    assert sorted(one.chat_id for one in holders.handed[:2]) == ["1", "w1"]
    assert len(holders.handed) == 2 * len(ALL)
    assert len(await holders.lines()) == len(ALL)


async def test_what_a_reminder_says_and_where_it_leads(holders: Holders) -> None:
    await holders.reminders().look(at("2026-12-31"))
    message = holders.handed[0].message
    assert "一级注册结构工程师" in message.text
    assert "延续注册只有在注册期满前半年内可申报。超过半年不允许申报。" in message.text
    assert "注册建筑师条例" not in message.text
    assert message.buttons[0][0].data == "m|about|renewal.S"
    assert await holders.lines() == ["注册还有 60 天到期：一级注册结构工程师，有效期至 2027-03-01"]


async def test_architects_hear_of_the_regulations_clock_too(holders: Holders) -> None:
    await holders.registers("p1", "ARCH")
    await holders.reminders().look(at("2027-01-30"))
    said = {one.message.text.splitlines()[0]: one.message.text for one in holders.handed}
    assert "注册建筑师条例 第十七条" in said["一级注册建筑师"]
    assert "2027-01-30 至 2027-03-01" in said["一级注册建筑师"]
    assert "系统在期满前半年内开放申报" in said["一级注册建筑师"]
    assert "注册建筑师条例" not in said["一级注册结构工程师"]


async def test_after_the_end_the_hotline_and_no_promise(holders: Holders) -> None:
    await holders.reminders().look(at("2027-03-02"))
    await holders.reminders().look(at("2027-03-31"))
    assert holders.titles == ["注册有效期已届满"] * 2
    message = holders.handed[0].message
    assert "010-88361866" in message.text
    assert "办理延续注册" not in [button.label for row in message.buttons for button in row]


async def test_a_registration_that_ended_long_ago_is_not_brought_up(holders: Holders) -> None:
    assert await holders.reminders().look(at("2027-04-01")) == 0
    assert await holders.reminders().look(at("2027-03-31")) == 2


async def test_a_late_first_look_tells_the_latest_with_the_days_that_are_left(
    holders: Holders,
) -> None:
    assert await holders.reminders().look(at("2027-01-10")) == 2
    assert holders.titles == ["注册还有 50 天到期"] * 2
    await holders.reminders().look(at("2027-01-29"))
    assert len(holders.handed) == 2
    await holders.reminders().look(at("2027-01-30"))
    assert holders.titles[2:] == ["注册还有 30 天到期"] * 2


async def test_who_has_no_chat_yet_is_told_once_they_have_one(holders: Holders) -> None:
    await holders.add("p2")
    await holders.registers("p2", "CN")
    await holders.reminders().look(at("2026-12-02"))
    assert await holders.lines("p2") == []
    await holders.opens("p2", "telegram:2")
    await holders.reminders().look(at("2026-12-20"))
    assert holders.titles[-1] == "注册还有 71 天到期"
    assert holders.handed[-1].chat_id == "2"


async def test_the_last_day_is_called_so(holders: Holders) -> None:
    await holders.reminders().look(at("2027-03-01"))
    assert holders.titles[0] == "注册今天到期"


@pytest.mark.parametrize(
    ("valid_until", "opens"),
    [("2028-02-29", "2027-08-29"), ("2027-08-31", "2027-02-28"), ("2028-08-31", "2028-02-29")],
)
async def test_windows_that_open_at_the_end_of_a_month(
    holders: Holders, valid_until: str, opens: str
) -> None:
    await holders.add("p2", "telegram:2")
    await holders.registers("p2", "CN", date.fromisoformat(valid_until))
    before = at(opens) - timedelta(1)
    await holders.reminders().look(before)
    assert await holders.lines("p2") == []
    await holders.reminders().look(at(opens))
    told = f"延续注册开放申报：注册公用设备工程师（暖通空调），有效期至 {valid_until}"
    assert await holders.lines("p2") == [told]


async def test_the_job_looks_by_its_own_clock_until_it_is_cancelled(holders: Holders) -> None:
    job = replace(holders.reminders(), clock=lambda: at("2026-12-01"), seconds=0.01)
    running = asyncio.create_task(job.run())
    async with asyncio.timeout(30):
        while len(holders.handed) < 2:  # noqa: ASYNC110 - the job offers no event
            await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert holders.titles == ["注册还有 90 天到期"] * 2


async def test_two_replicas_at_once_tell_once(holders: Holders) -> None:
    for number in range(2, 12):
        await holders.add(f"p{number}", f"telegram:{number}")
        await holders.registers(f"p{number}", "CN")
    replicas = [holders.reminders(), holders.reminders()]
    said = await asyncio.gather(*(one.look(at("2026-12-01")) for one in replicas))
    assert sum(said) == 12
    assert len({(one.channel, one.chat_id) for one in holders.handed}) == 12
    assert len(holders.handed) == 12


async def test_a_replica_that_dies_between_line_and_push_leaves_neither(
    holders: Holders, database: Database
) -> None:
    """Its connection is cut while it waits for the outbox, the line already written."""
    waits = (
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
        " AND wait_event_type = 'Lock' AND query LIKE '%INSERT INTO outbox%'"
    )
    dying = Database(database.address)
    look = Holders(dying).reminders().look(at("2026-12-01"))
    async with database.raw() as watching, database.raw() as holding, holding.transaction():
        await holding.execute("LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE")
        looking = asyncio.create_task(look)
        async with asyncio.timeout(30):
            while not (found := await (await watching.execute(waits)).fetchall()):  # noqa: ASYNC110 - locks offer no event
                await asyncio.sleep(0.01)
        await watching.execute("SELECT pg_terminate_backend(%s)", (found[0]["pid"],))
        ended = await asyncio.gather(looking, return_exceptions=True)
    await dying.close()
    assert isinstance(ended[0], Exception)
    assert (await holders.lines(), holders.handed) == ([], [])
    assert await holders.reminders().look(at("2026-12-01")) == 2
    assert len(await holders.lines()) == 1


@pytest.mark.parametrize(
    ("hour", "minute", "said"), [(20, 59, 2), (21, 0, 0), (7, 59, 0), (8, 0, 2)]
)
async def test_quiet_hours_end_and_begin_on_the_minute(
    holders: Holders, hour: int, minute: int, said: int
) -> None:
    assert await holders.reminders().look(at("2026-12-01", hour, minute)) == said


async def test_due_in_quiet_hours_is_said_when_they_end_with_the_days_of_then(
    holders: Holders,
) -> None:
    """By another replica, as after a restart; the milestone came at midnight."""
    await holders.reminders().look(at("2026-11-30", 23))
    await holders.reminders().look(at("2026-12-01", 0, 1))
    assert holders.handed == []
    await holders.preferences.set_quiet("p1", EARLY)
    await holders.reminders().look(at("2026-12-01", 7))
    assert holders.titles == ["注册还有 90 天到期"] * 2


async def test_reminders_off_and_on_again(holders: Holders) -> None:
    await holders.preferences.set_reminders("p1", False)
    await holders.reminders().look(at("2026-12-01"))
    assert (await holders.lines(), holders.handed) == ([], [])
    await holders.preferences.set_reminders("p1", True)
    await holders.reminders().look(at("2026-12-05"))
    assert holders.titles == ["注册还有 86 天到期"] * 2


async def test_a_renewal_in_hand_is_not_asked_for_again(holders: Holders) -> None:
    application = await holders.files(at("2026-11-02"))
    assert await holders.reminders().look(at("2026-12-01")) == 0
    await holders.office(at("2026-12-02")).return_(application, "材料不全")
    assert await holders.reminders().look(at("2026-12-03")) == 2


async def test_the_registry_is_asked_about_a_renewal_in_hand_once_a_day(
    holders: Holders, monkeypatch: pytest.MonkeyPatch
) -> None:
    await holders.files(at("2026-11-02"))
    asked: list[str] = []
    answer = EmbeddedRegistry.facts

    async def facts(registry: EmbeddedRegistry, person_id: str) -> Facts:
        asked.append(person_id)
        return await answer(registry, person_id)

    monkeypatch.setattr(EmbeddedRegistry, "facts", facts)
    replica = holders.reminders()
    await replica.look(at("2026-12-01", 9))
    await replica.look(at("2026-12-01", 20))
    assert asked == ["p1"]
    await replica.look(at("2026-12-02", 9))
    assert asked == ["p1", "p1"]


async def test_a_cancellation_in_hand_counts_and_another_speciality_does_not(
    holders: Holders,
) -> None:
    await holders.registers("p1", "CN")
    await holders.files(at("2026-11-02"), "cancellation", "CN")
    await holders.files(at("2026-11-02"), "reissue", "S")
    await holders.reminders().look(at("2026-12-01"))
    assert await holders.lines() == ["注册还有 90 天到期：一级注册结构工程师，有效期至 2027-03-01"]


async def test_a_renewed_registration_is_silent_until_its_new_term_ends(holders: Holders) -> None:
    application = await holders.files(at("2026-11-02"))
    office = holders.office(at("2026-11-20"))
    for act in (office.report, office.deliver, office.accept, office.review, office.approve):
        await act(application)
    for month in range(12):
        day = datetime(2026, 12, 1, 9, tzinfo=SHANGHAI) + timedelta(days=30 * month)
        assert await holders.reminders().look(day) == 0
    await holders.reminders().look(at("2029-12-01"))
    assert await holders.lines() == ["注册还有 90 天到期：一级注册结构工程师，有效期至 2030-03-01"]


async def test_approved_but_not_yet_in_the_register_counts_as_renewed(
    holders: Holders, database: Database
) -> None:
    application = await holders.files(at("2026-11-02"))
    async with database.raw() as connection:
        await connection.execute(
            "UPDATE registry.applications SET status = %s WHERE id = %s",
            (ApplicationStatus.APPROVED, application),
        )
    assert await holders.reminders().look(at("2026-12-01")) == 0
