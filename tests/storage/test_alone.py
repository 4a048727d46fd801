"""One replica at a time, on the real database."""

import pytest

from storage.alone import alone
from storage.database import Database


async def test_only_one_does_the_work(database: Database) -> None:
    async with alone(database, "work") as first, alone(database, "work") as second:
        assert (first, second) == (True, False)
        async with alone(database, "other work") as third:
            assert third
    async with alone(database, "work") as again:
        assert again


async def test_a_failure_frees_it(database: Database) -> None:
    with pytest.raises(LookupError):
        async with alone(database, "work"):
            raise LookupError
    async with alone(database, "work") as again:
        assert again


async def test_a_lost_connection_frees_it(database: Database) -> None:
    async with alone(database, "work") as first:
        assert first
        async with database.raw() as other:
            await other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            )
    async with alone(database, "work") as again:
        assert again
