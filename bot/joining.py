"""Joining two systems: a registry that is elsewhere, and ours for others."""

from fastapi import APIRouter

from bot import registry_api
from bot.settings import Settings
from flows.ports import FileStore
from storage.database import Database
from storage.registry.embedded import EmbeddedRegistry
from storage.registry.office import Office
from storage.registry.remote import RemoteRegistry

DEMO_NOTICE = "演示环境：人员、企业和审批都是虚构的，不会提交到真实系统。"


def notice(settings: Settings) -> str:
    """What stands above the chat; what goes to somebody else's registry may well be real."""
    return DEMO_NOTICE if settings.demo_people and not settings.registry_url else ""


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
