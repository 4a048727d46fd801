from pathlib import Path

import pytest

from storage.database import Database
from storage.embedded_server import DatabaseUnavailable
from storage.files import DiskFiles


async def test_a_fresh_database_has_the_schema(database: Database) -> None:
    async with database.raw() as connection:
        cursor = await connection.execute("SELECT count(*) AS n FROM outbox")
        assert await cursor.fetchone() == {"n": 0}
    assert await database.is_alive()


async def test_migrating_again_changes_nothing(database: Database) -> None:
    await database.migrate()
    await database.migrate()


async def test_a_database_that_is_away_is_named() -> None:
    away = Database("postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(DatabaseUnavailable, match=r"127\.0\.0\.1:1/nothing.*DATABASE_URL"):
        await away.migrate()
    assert not await away.is_alive()
    await away.close()


async def test_files_are_kept_once_and_found_by_hash(tmp_path: Path) -> None:
    files = DiskFiles(tmp_path)
    first = await files.put(b"image")
    assert await files.put(b"image") == first
    assert await files.get(first) == b"image"
    assert len(list(tmp_path.glob("*/*"))) == 1  # noqa: ASYNC240 - a test may look
    with pytest.raises(FileNotFoundError):
        await files.get("../../etc/passwd")
