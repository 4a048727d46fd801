"""The registry that this server keeps, for other systems: see `storage.registry.wire`."""

from fastapi import APIRouter
from pydantic import SecretStr

from bot.registry_api import acts, images, port
from bot.registry_api.door import door
from flows.ports import FileStore, Registry
from storage.registry.office import Office
from storage.registry.wire import PREFIX


def router(registry: Registry, office: Office, files: FileStore, token: SecretStr) -> APIRouter:
    """Everything below /api/registry; with an empty token all of it is 404."""
    behind = door(token)
    routes = APIRouter(prefix=PREFIX)
    routes.include_router(port.router(registry, files, behind))
    routes.include_router(images.router(files, behind))
    for part in (acts.desk, acts.enterprise, acts.authority):
        routes.include_router(part(office, behind))
    return routes
