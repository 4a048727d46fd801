"""The demo registry, loaded, and submissions to hand to it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from flows.model import Submission
from flows.ports import Registry
from storage.database import Database
from storage.files import DiskFiles
from storage.registry.connection import CHINA
from storage.registry.demo import load_demo
from storage.registry.embedded import EmbeddedRegistry
from storage.registry.office import Office
from storage.registry.remote import RemoteRegistry
from tests.databases import address_of, create
from tests.registry_server import TOKEN, RemoteOffice, authorised, registry_server

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=CHINA)


def drawn(person_id: str) -> tuple[bytes, bytes]:
    return f"portrait of {person_id}".encode(), f"signature of {person_id}".encode()


@pytest.fixture(scope="session")
def template(postgres: str, schema: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The schema with the demo people of 2026-11-23 in it: loaded once, not per test."""
    name = f"{schema}_registry"
    create(postgres, name, schema)

    async def load() -> None:
        database = Database(address_of(postgres, name))
        await load_demo(database, DiskFiles(tmp_path_factory.mktemp("files")), TODAY, drawn)
        await database.close()

    asyncio.run(load())
    return name


@pytest.fixture
async def blank(database: Database) -> Database:
    """The database without the demo people and enterprises."""
    async with database.raw() as connection:
        await connection.execute("TRUNCATE registry.people, registry.enterprises CASCADE")
    return database


@pytest.fixture
def files(tmp_path: Path) -> DiskFiles:
    return DiskFiles(tmp_path / "files")


@pytest.fixture(params=["embedded", "remote"])
async def served_at(
    request: pytest.FixtureRequest, database: Database, tmp_path: Path
) -> AsyncIterator[str]:
    """Where the registry is served to other systems; empty: it is asked directly."""
    if request.param == "embedded":
        yield ""
        return
    async with registry_server(database, DiskFiles(tmp_path / "theirs"), lambda: NOW) as address:
        yield address


@pytest.fixture
async def registry(
    served_at: str, database: Database, files: DiskFiles
) -> AsyncIterator[Registry]:
    """Holds the demo people; its clock stands at 2026-11-23, 10:00."""
    if not served_at:
        yield EmbeddedRegistry(database, lambda: NOW)
        return
    remote = RemoteRegistry(served_at, TOKEN, files)
    yield remote
    await remote.close()


@pytest.fixture
async def office(served_at: str, database: Database) -> AsyncIterator[Office | RemoteOffice]:
    """Enterprise and authority, by the same way as the registry."""
    if not served_at:
        yield Office(database, lambda: NOW)
        return
    async with authorised() as http:
        yield RemoteOffice(served_at, http)


@pytest.fixture
async def proof(files: DiskFiles) -> str:
    """The hash of an image that the person has uploaded to us."""
    return await files.put(b"a proof")


@pytest.fixture
def file_as() -> Callable[..., Submission]:
    """Makes a submission of a demo person."""

    def make(
        username: str = "yantu", kind: str = "initial", speciality: str = "AY", **other: object
    ) -> Submission:
        key = str(other.pop("key", f"{username}-{kind}-{speciality}"))
        return Submission(
            key=key,
            person_id=f"demo-{username}",
            kind=kind,
            speciality=speciality,
            **{"answers": {"speciality": speciality}, **other},  # type: ignore[arg-type]
        )

    return make
