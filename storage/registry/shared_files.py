"""Images of ours, and those that only the remote registry has; the port is `FileStore`."""

import structlog

from flows.ports import FileStore, RegistryUnavailable
from storage.registry.remote import RemoteRegistry

log = structlog.get_logger()


class SharedFiles:
    """Keeps everything here; fetches what is missing from the registry, once."""

    def __init__(self, files: FileStore, registry: RemoteRegistry) -> None:
        self._files = files
        self._registry = registry

    async def put(self, content: bytes) -> str:
        """Keep the bytes here; the registry gets them with what names them."""
        return await self._files.put(content)

    async def get(self, sha256: str) -> bytes:
        """The bytes; raises `FileNotFoundError`, also while the registry is away."""
        try:
            return await self._files.get(sha256)
        except FileNotFoundError:
            pass
        try:
            content = await self._registry.file(sha256)
        except RegistryUnavailable as away:
            log.warning("registry.file_not_now", reason=str(away))
            raise FileNotFoundError(sha256) from None
        await self._files.put(content)
        return content
