"""The run's own PostgreSQL, and databases copied in it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from storage.embedded_server import start_embedded, stop_embedded

MEMORY = Path("/dev/shm")
ROOM_NEEDED = 2 * 2**30
# What is written here is worth nothing after a power failure.
QUICKER = (
    "fsync = off",
    "synchronous_commit = off",
    "full_page_writes = off",
    "autovacuum = off",
    "max_wal_size = '64MB'",
)


@contextmanager
def quick_server() -> Iterator[str]:
    """Address of an embedded server of this process's own, gone afterwards.

    In memory where there is room: a database is 300 files, which a disk makes ten times slower.
    """
    is_roomy = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM_NEEDED
    # Not below pytest's own folder: run as root, pytest closes it to the server's user.
    folder = Path(tempfile.mkdtemp(prefix="assistant-tests-", dir=MEMORY if is_roomy else None))
    try:
        address = start_embedded(folder)
        with psycopg.connect(address, autocommit=True) as connection:
            for setting in QUICKER:
                connection.execute(f"ALTER SYSTEM SET {setting}")
            connection.execute("SELECT pg_reload_conf()")
        yield address
    finally:
        stop_embedded(folder)
        shutil.rmtree(folder, ignore_errors=True)


def address_of(server: str, database: str) -> str:
    """Address of another database on the server."""
    head, _, query = server.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{database}" + (f"?{query}" if query else "")


def create(server: str, name: str, template: str = "template1") -> None:
    """Create the database as a copy of another one."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")


def drop(server: str, name: str) -> None:
    """Drop the database, whoever is still connected."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
