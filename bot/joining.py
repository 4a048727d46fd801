"""Joining two systems: a registry that is elsewhere, and ours for others."""

from fastapi import APIRouter

from bot import registry_api
from bot.settings import Settings
from flows.ports import FileStore
from storage.database import Database
from storage.registry.embedded import EmbeddedRegistry
from storage.registry.office import Office
from storage.registry.remote import RemoteRegistry


def remote_registry(settings: Settings, files: FileStore) -> RemoteRegistry | None:
    """The registry at REGISTRY_URL, which is sent images out of `files`; None: ours is used."""
    if not settings.registry_url:
        return None
    return RemoteRegistry(settings.registry_url, settings.registry_token.get_secret_value(), files)


def served_registry(settings: Settings, database: Database, files: FileStore) -> APIRouter:
    """The embedded registry at /api/registry, for those who know REGISTRY_API_TOKEN."""
    return registry_api.router(
        EmbeddedRegistry(database), Office(database), files, settings.registry_api_token
    )
