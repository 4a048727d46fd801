"""Images on disk by content hash; the port is `flows.ports.FileStore`."""

import asyncio
import hashlib
import os
from pathlib import Path


class DiskFiles:
    """Files below one folder, two characters of the hash a subfolder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, content: bytes) -> str:
        """Keep the bytes once and answer their SHA-256 in hex; raises `OSError` on a full disk."""
        sha256 = hashlib.sha256(content).hexdigest()
        await asyncio.to_thread(self._write, sha256, content)
        return sha256

    async def get(self, sha256: str) -> bytes:
        """The bytes; raises `FileNotFoundError`."""
        if len(sha256) != 64 or not sha256.isalnum():
            raise FileNotFoundError(sha256)
        return await asyncio.to_thread(self._path(sha256).read_bytes)

    async def drop(self, sha256: str) -> None:
        """Forget the bytes; nothing happens where they are gone already."""
        if len(sha256) == 64 and sha256.isalnum():
            await asyncio.to_thread(self._path(sha256).unlink, missing_ok=True)

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256

    def _write(self, sha256: str, content: bytes) -> None:
        path = self._path(sha256)
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}")
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # The name appears only with all the bytes behind it, even after a kill.
        unfinished.replace(path)
