"""`assistant doctor`: what stands in the way of a start, and what to do about it."""

import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot import doctor
from bot.settings import Settings
from storage.database import Database
from storage.files import DiskFiles
from tests.processes import free_port
from tests.registry_server import TOKEN, registry_server


def told(database_address: str, data_dir: Path, **options: Any) -> Settings:
    values: dict[str, Any] = {
        "port": free_port(),
        "rasa": False,
        "database_url": database_address,
        "data_dir": data_dir,
    }
    return Settings(_env_file=None, **(values | options))


async def finding(settings: Settings, subject: str) -> doctor.Diagnosis:
    return next(one for one in await doctor.examine(settings) if one.subject == subject)


async def test_all_is_well(database_address: str, data_dir: Path) -> None:
    findings = await doctor.examine(told(database_address, data_dir))
    looked_at = ["disk", "database", "port", "registry", "Rasa", "Telegram"]
    assert [one.subject for one in findings] == looked_at
    assert all(one.is_well for one in findings)


async def test_a_full_disk(
    database_address: str, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "ROOM_NEEDED", 10**18)
    one = await finding(told(database_address, data_dir), "disk")
    assert one.is_fatal
    assert "MB free" in one.words
    assert "DATA_DIR" in one.words


def test_a_data_folder_that_is_a_file(database_address: str, data_dir: Path) -> None:
    data_dir.write_bytes(b"")
    one = asyncio.run(finding(told(database_address, data_dir), "disk"))
    assert one.is_fatal
    assert "DATA_DIR" in one.words


async def test_a_database_that_is_away(data_dir: Path) -> None:
    away = f"postgresql://bot:s3cret@127.0.0.1:{free_port()}/bot"
    one = await finding(told(away, data_dir), "database")
    assert one.is_fatal
    assert "does not answer" in one.words
    assert "DATABASE_URL" in one.words
    assert "s3cret" not in one.words


async def test_a_port_that_is_taken(database_address: str, data_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        one = await finding(told(database_address, data_dir, port=port), "port")
    assert one.is_fatal
    assert f"127.0.0.1:{port} is in use" in one.words


async def test_telegram_out_of_reach(database_address: str, data_dir: Path) -> None:
    """The web chat works without it: a finding, but none that keeps `run` from working."""
    host = f"127.0.0.1:{free_port()}"
    options = {"telegram_token": SecretStr("1:a"), "telegram_api_url": f"http://{host}"}
    one = await finding(told(database_address, data_dir, **options), "Telegram")
    assert not one.is_well
    assert not one.is_fatal
    assert f"{host} cannot be reached" in one.words


async def test_a_registry_elsewhere(
    database: Database, database_address: str, data_dir: Path
) -> None:
    files = DiskFiles(data_dir / "files")
    async with registry_server(database, files) as address:
        joined = told(database_address, data_dir, registry_url=address)
        one = await finding(joined, "registry")
        assert (one.is_well, one.is_fatal) == (False, False)
        assert "HTTP 401" in one.words
        assert "REGISTRY_TOKEN" in one.words
        right = joined.model_copy(update={"registry_token": SecretStr(TOKEN)})
        assert (await finding(right, "registry")).is_well
    one = await finding(right, "registry")
    assert not one.is_well
    assert "REGISTRY_URL gives no answer" in one.words


async def test_rasa_elsewhere_and_rasa_without_its_installer(
    database_address: str, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = told(database_address, data_dir, rasa=True, rasa_url="http://rasa.example")
    assert "http://rasa.example" in (await finding(elsewhere, "Rasa")).words
    monkeypatch.setattr(doctor.environment, "find_uv", lambda: None)
    one = await finding(told(database_address, data_dir, rasa=True), "Rasa")
    assert not one.is_well
    assert not one.is_fatal
    assert "pip install uv" in one.words


def run_doctor(data_dir: Path, **options: str) -> subprocess.CompletedProcess[str]:
    told = {"RASA": "false", "DATA_DIR": str(data_dir), "PORT": str(free_port())} | options
    return subprocess.run(
        [Path(sys.executable).parent / "assistant", "doctor"],
        env=os.environ | told,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_exit_codes(database_address: str, data_dir: Path) -> None:
    well = run_doctor(data_dir, DATABASE_URL=database_address)
    assert well.returncode == 0, well.stderr
    assert "✓  database" in well.stdout
    assert "TELEGRAM_TOKEN" in well.stdout
    away = f"postgresql://127.0.0.1:{free_port()}/bot"
    ill = run_doctor(data_dir, DATABASE_URL=away)
    assert ill.returncode == 1
    assert "✗  database" in ill.stdout
    wrong = run_doctor(data_dir, PORT="none")
    assert wrong.returncode == 2
    assert "PORT" in wrong.stderr
