"""The embedded registry where its database fails it."""

import psycopg
import pytest

from flows.ports import RegistryUnavailable
from storage.database import Database
from storage.registry.embedded import EmbeddedRegistry
from storage.registry.ids import read_id


async def test_a_database_that_is_away_is_unavailable() -> None:
    away = Database("postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(RegistryUnavailable):
        await EmbeddedRegistry(away).facts("demo-yantu")
    await away.close()


async def test_a_connection_cut_in_mid_call_is_unavailable_and_heals(database: Database) -> None:
    registry = EmbeddedRegistry(database)
    await registry.facts("demo-yantu")
    connection = await psycopg.AsyncConnection.connect(database.address, autocommit=True)
    async with connection:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    with pytest.raises(RegistryUnavailable):
        await registry.facts("demo-yantu")
    assert (await registry.facts("demo-yantu")).person.id == "demo-yantu"


def test_an_id_as_people_type_it() -> None:
    assert read_id(" a7k2q9 ") == "A7K2Q9"
