"""`assistant doctor`: what is missing on this machine, and how to mend it."""

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.address import CannotServe, claim_address
from bot.data_dir import claim_data_dir
from bot.joining import remote_registry
from bot.settings import Settings, shown
from bot.start import open_database
from flows.ports import RegistryRefused, RegistryUnavailable
from nlu import environment
from storage.embedded_server import DatabaseUnavailable
from storage.files import DiskFiles

ROOM_NEEDED = 500_000_000
"""Free bytes that the database and images want at the least; Rasa's environment wants 3 GB."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at."""

    subject: str
    words: str
    is_well: bool = True
    is_fatal: bool = False

    @property
    def mark(self) -> str:
        """What stands in front of its line."""
        return "✓" if self.is_well else "✗"


async def examine(settings: Settings) -> list[Diagnosis]:
    """Look at everything that `run` needs."""
    return [
        _room(settings),
        await _database(settings),
        _port(settings),
        await _registry(settings),
        _rasa(settings),
        await _telegram(settings),
    ]


def options(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Name, present value and meaning of every option; secrets are not shown."""
    for name, info in type(settings).model_fields.items():
        yield name.upper(), shown(name, getattr(settings, name)), info.description or ""


def _room(settings: Settings) -> Diagnosis:
    folder = settings.data_dir.resolve()
    try:
        claim_data_dir(folder)
    except CannotServe as error:
        return Diagnosis("disk", str(error), is_well=False, is_fatal=True)
    free = shutil.disk_usage(folder).free
    if free < ROOM_NEEDED:
        words = f"{free // 1_000_000} MB free at {folder}: make room, or set DATA_DIR elsewhere"
        return Diagnosis("disk", words, is_well=False, is_fatal=True)
    return Diagnosis("disk", f"{free // 1_000_000_000} GB free at {folder}")


async def _database(settings: Settings) -> Diagnosis:
    kind = "DATABASE_URL" if settings.database_url else "embedded PostgreSQL"
    try:
        database = await open_database(settings)
    except DatabaseUnavailable as error:
        return Diagnosis("database", str(error), is_well=False, is_fatal=True)
    await database.close()
    return Diagnosis("database", f"{kind} answers and its schema is up to date")


def _port(settings: Settings) -> Diagnosis:
    try:
        claim_address(settings).close()
    except CannotServe as error:
        return Diagnosis("port", str(error), is_well=False, is_fatal=True)
    return Diagnosis("port", f"{settings.host}:{settings.port} is free")


async def _registry(settings: Settings) -> Diagnosis:
    registry = remote_registry(settings, DiskFiles(settings.data_dir / "files"))
    if registry is None:
        served = "served at /api/registry" if settings.registry_api_token else "not served"
        return Diagnosis("registry", f"the embedded one, {served} to other systems")
    try:
        await registry.changes(2**62, 1)
    except RegistryRefused as refused:
        words = f"REGISTRY_URL refuses ({refused.code}): check that it is a registry of this kind"
        return Diagnosis("registry", words, is_well=False)
    except RegistryUnavailable as away:
        words = f"REGISTRY_URL gives no answer ({away}): check the address and REGISTRY_TOKEN"
        return Diagnosis("registry", words, is_well=False)
    finally:
        await registry.close()
    return Diagnosis("registry", f"{shown('registry_url', settings.registry_url)} answers")


def _rasa(settings: Settings) -> Diagnosis:
    if settings.rasa_url:
        return Diagnosis("Rasa", f"runs elsewhere, at {settings.rasa_url}")
    if not settings.rasa:
        return Diagnosis("Rasa", "off (RASA=false): keywords answer")
    if environment.find_uv() is None:
        words = "needs `uv` to install itself: pip install uv; until then keywords answer"
        return Diagnosis("Rasa", words, is_well=False)
    return Diagnosis("Rasa", "is installed and trained in the background by `assistant run`")


async def _telegram(settings: Settings) -> Diagnosis:
    if not settings.telegram_token.get_secret_value():
        return Diagnosis("Telegram", "off: set TELEGRAM_TOKEN to the token of @BotFather")
    parts = urlsplit(settings.telegram_api_url)
    host = parts.netloc
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        async with asyncio.timeout(5):
            _, writer = await asyncio.open_connection(parts.hostname, port)
            writer.close()
    except (OSError, TimeoutError):
        words = f"{host} cannot be reached: check the network or TELEGRAM_API_URL"
        return Diagnosis("Telegram", words, is_well=False)
    return Diagnosis("Telegram", f"{host} can be reached; the token is tried by `run`")
