"""The images that submissions and profiles name by their SHA-256."""

import hashlib
from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.registry_api.door import Door
from flows.ports import FileStore, RegistryRefused

Sha256 = Annotated[str, Path(pattern="^[0-9a-f]{64}$", description="of the bytes, in hex")]
_BYTES = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}


async def require(files: FileStore, hashes: Iterable[str]) -> None:
    """Raises `RegistryRefused("file_missing")` where one was not sent before it was named."""
    for sha256 in hashes:
        try:
            await files.get(sha256)
        except FileNotFoundError:
            raise RegistryRefused("file_missing") from None


def router(files: FileStore, door: Door) -> APIRouter:
    """/files/SHA256."""
    routes = door("files")

    @routes.put(
        "/files/{sha256}",
        status_code=204,
        openapi_extra={"requestBody": {"required": True, "content": _BYTES}},
    )
    async def put(sha256: Sha256, request: Request) -> None:
        """Keep an image, at most 1 MB; before a submission or a profile names it."""
        content = await request.body()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise RegistryRefused("file_mismatch")
        try:
            await files.put(content)
        except OSError:
            raise HTTPException(503, "The disk takes no more files.") from None

    @routes.head("/files/{sha256}", include_in_schema=False)
    @routes.get(
        "/files/{sha256}",
        response_class=Response,
        responses={200: {"description": "The bytes", "content": _BYTES}},
    )
    async def get(sha256: Sha256) -> Response:
        """The image's bytes; HEAD tells whether they are here."""
        try:
            content = await files.get(sha256)
        except FileNotFoundError:
            raise RegistryRefused("unknown_file") from None
        return Response(
            content,
            headers={"content-disposition": "attachment", "cache-control": "no-store"},
            media_type="application/octet-stream",
        )

    return routes
