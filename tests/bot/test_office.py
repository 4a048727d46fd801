"""The `office` command, as a script and as a person at a terminal use it."""

import asyncio
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.office import office as command
from flows.model import ApplicationStatus as S
from flows.model import Submission
from storage.database import Database
from storage.files import DiskFiles
from storage.registry.demo import load_demo
from storage.registry.embedded import EmbeddedRegistry

Office = Callable[..., Result]
TODAY = date(2026, 11, 23)


@pytest.fixture
def office(database_address: str, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setenv("DATABASE_URL", database_address)
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *words: CliRunner().invoke(command, words)


@pytest.fixture
def filed(database_address: str, tmp_path: Path) -> str:
    """Id of an application that a demo person has just filed."""
    submission = Submission(
        key="k", person_id="demo-yantu", kind="initial", speciality="AY", answers={}
    )

    async def submit() -> str:
        database = Database(database_address)
        await load_demo(database, DiskFiles(tmp_path), TODAY, lambda _: (b"1", b"2"))
        application = await EmbeddedRegistry(database).submit(submission)
        await database.close()
        return application.id

    return asyncio.run(submit())


def test_the_whole_way_for_a_script(office: Office, filed: str) -> None:
    for words, status in (
        (("report", filed), S.REPORTED),
        (("deliver", filed), S.PENDING),
        (("accept", filed), S.ACCEPTED),
        (("review", filed), S.REVIEWING),
        (("publicise", filed), S.PUBLICISED),
        (("approve", filed), S.APPROVED),
    ):
        done = office(*words, "--json")
        assert done.exit_code == 0, done.output
        assert json.loads(done.stdout)["status"] == status
    assert json.loads(office("list", "--json").stdout) == []
    (finished,) = json.loads(office("list", "--all", "--json").stdout)
    assert (finished["id"], finished["possible"]) == (filed, [])


def test_asking_for_a_correction(office: Office, filed: str) -> None:
    office("report", filed)
    office("deliver", filed)
    asked = office(
        "request-correction", filed, "--content", "补充社保证明", "--reason", "请补正", "--json"
    )
    assert json.loads(asked.stdout)["correction"] == {
        "content": "补充社保证明",
        "reason": "请补正",
    }
    declined = office("decline", filed, "--reason", "不符合")
    assert declined.exit_code == 0
    assert "declined" in declined.stdout


def test_what_a_person_sees(office: Office, filed: str) -> None:
    shown = office("list").stdout
    assert filed in shown
    assert "report, return" in shown
    done = office("report", filed.lower())
    assert done.stdout == f"{filed} is now reported. Possible: deliver.\n"
    office("return", filed)
    assert "No applications" not in office("list").stdout


def test_what_is_not_allowed_says_what_is(office: Office, filed: str) -> None:
    refused = office("approve", filed)
    assert refused.exit_code == 1
    assert refused.stderr == "Not possible: it is submitted now. Possible: report, return.\n"
    for_script = office("approve", filed, "--json")
    assert for_script.exit_code == 1
    told = json.loads(for_script.stdout)
    assert (told["error"], told["status"]) == ("not_possible_now", "submitted")


def test_an_unknown_id(office: Office) -> None:
    refused = office("report", "ZZZZZZ")
    assert refused.exit_code == 1
    assert "no application with this id" in refused.stderr


def test_an_empty_office(office: Office) -> None:
    assert office("list").stdout.startswith("No applications.")


def test_a_database_that_is_away(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    refused = office("list", "--json")
    assert refused.exit_code == 1
    assert json.loads(refused.stdout)["error"] == "registry_unavailable"


@pytest.mark.parametrize("words", [("report",), ("reject", "A7K2Q9"), ("dance",)])
def test_misuse(office: Office, words: tuple[str, ...]) -> None:
    assert office(*words).exit_code == 2


def test_a_wrong_option_is_misuse(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "many")
    refused = office("list")
    assert refused.exit_code == 2
    assert "PORT" in refused.stderr


def test_help_tells_the_way(office: Office) -> None:
    shown = office("--help").stdout
    assert "report, deliver, accept" in shown
    assert "Exit codes" in shown
