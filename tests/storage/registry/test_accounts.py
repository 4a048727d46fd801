import time

import pytest

from storage.database import Database
from storage.registry.accounts import Accounts
from storage.registry.demo_people import DEMO_PASSWORD


@pytest.fixture
def accounts(database: Database) -> Accounts:
    return Accounts(database)


async def test_the_right_password_is_a_person(accounts: Accounts) -> None:
    assert await accounts.verify(" Yantu ", DEMO_PASSWORD) == "demo-yantu"


@pytest.mark.parametrize(
    ("username", "password"), [("yantu", "wrong"), ("yantu", ""), ("nobody", DEMO_PASSWORD)]
)
async def test_anything_else_is_nobody(accounts: Accounts, username: str, password: str) -> None:
    assert await accounts.verify(username, password) is None


async def test_an_unknown_name_costs_what_a_known_one_costs(accounts: Accounts) -> None:
    async def cheapest(username: str) -> float:
        times = []
        for _ in range(3):
            began = time.process_time()
            await accounts.verify(username, "wrong")
            times.append(time.process_time() - began)
        return min(times)

    known, unknown = await cheapest("yantu"), await cheapest("nobody")
    assert known / 3 < unknown < known * 3


async def test_the_notice_lists_what_is_loaded(accounts: Accounts) -> None:
    listed = await accounts.demo_accounts()
    assert len(listed) >= 8
    for one in listed[:2]:
        assert await accounts.verify(one.username, one.password)
        assert one.about


async def test_no_notice_without_demo_people(blank: Database) -> None:
    assert await Accounts(blank).demo_accounts() == []
