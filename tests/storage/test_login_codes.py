"""One-time login codes."""

import asyncio
from datetime import timedelta

import pytest

from storage.database import Database
from storage.login_codes import ALPHABET, LoginCodes, cleaned, shown


async def test_a_code_works_once(database: Database) -> None:
    codes = LoginCodes(database)
    code = await codes.issue("p1")
    assert len(code) == 8
    assert set(code) <= set(ALPHABET)
    assert await codes.redeem(shown(code).lower()) == "p1"
    assert await codes.redeem(code) is None


async def test_of_many_at_once_one_wins(database: Database) -> None:
    codes = LoginCodes(database)
    code = await codes.issue("p1")
    answers = await asyncio.gather(*(codes.redeem(code) for _ in range(5)))
    assert sorted(answer or "" for answer in answers) == ["", "", "", "", "p1"]


async def test_a_new_code_voids_the_older_ones_of_that_person(database: Database) -> None:
    codes = LoginCodes(database)
    old, other = await codes.issue("p1"), await codes.issue("p2")
    new = await codes.issue("p1")
    assert await codes.redeem(old) is None
    assert await codes.redeem(other) == "p2"
    assert await codes.redeem(new) == "p1"


async def test_two_pages_at_once_leave_one_code(database: Database) -> None:
    codes = LoginCodes(database)
    issued = await asyncio.gather(*(codes.issue("p1") for _ in range(4)))
    answers = [await codes.redeem(code) for code in issued]
    assert answers.count("p1") == 1


async def test_an_old_code_is_refused(database: Database) -> None:
    codes = LoginCodes(database, lifetime=timedelta(seconds=-1))
    assert await codes.redeem(await codes.issue("p1")) is None


async def test_only_a_hash_is_kept(database: Database) -> None:
    code = await LoginCodes(database).issue("p1")
    async with database.raw() as connection:
        rows = await (await connection.execute("SELECT * FROM login_codes")).fetchall()
    assert code not in str(rows)
    assert len(rows) == 1


@pytest.mark.parametrize(
    "typed", ["", "继续", "ABCD-EFG", "ABCD-EFG0", "ABCDEFGHI", "/start ABCDEFGH"]
)
def test_what_is_no_code(typed: str) -> None:
    assert cleaned(typed) == ""


@pytest.mark.parametrize("typed", ["abcd-efgh", " ABCD EFGH ", "ＡＢＣＤ－ＥＦＧＨ", "abcdefgh"])
def test_a_code_as_people_type_it(typed: str) -> None:
    assert cleaned(typed) == "ABCDEFGH"
