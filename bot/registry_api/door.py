"""Who may use the registry's face, and what its refusals look like."""

import secrets
from collections.abc import Callable, Coroutine
from typing import Any

import structlog
from fastapi import APIRouter, Security
from fastapi.routing import APIRoute
from fastapi.security import HTTPBearer
from pydantic import SecretStr
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from flows.ports import RegistryRefused, RegistryUnavailable
from storage.registry.wire import Refusal

Door = Callable[[str], APIRouter]
"""Makes a router, under this heading of the documentation, that asks for the token first."""

log = structlog.get_logger()

_OFF = "The registry API is off: set REGISTRY_API_TOKEN on this server."
_WHO = "Send the token of this server's REGISTRY_API_TOKEN: Authorization: Bearer TOKEN."

ANSWERS: dict[int | str, dict[str, Any]] = {
    401: {"description": "No token, or a wrong one"},
    404: {"description": "Unknown person or application", "model": Refusal},
    409: {"description": "The registry refuses; `code` says why", "model": Refusal},
    503: {"description": "The database is away; ask again unchanged"},
}


def door(token: SecretStr) -> Door:
    """For one token; the empty one lets nobody in."""
    expected = token.get_secret_value().encode()

    class Guarded(APIRoute):
        """Looks at the token before it reads anything else of a request."""

        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            """The route behind the door."""
            answer = super().get_route_handler()

            async def guarded(request: Request) -> Response:
                _let_in(request, expected)
                try:
                    return await answer(request)
                except RegistryRefused as refused:
                    told = Refusal(code=refused.code, facts=refused.facts)
                    return JSONResponse(told.model_dump(), told.status)
                except RegistryUnavailable as away:
                    log.warning("registry_api.away", error=str(away))
                    raise HTTPException(503, "The database is away.") from None

            return guarded

    # For the documentation: `Guarded` has looked already.
    told = Security(HTTPBearer(auto_error=False, description="REGISTRY_API_TOKEN"))

    def router(heading: str) -> APIRouter:
        return APIRouter(
            route_class=Guarded, dependencies=[told], responses=ANSWERS, tags=[heading]
        )

    return router


def _let_in(request: Request, expected: bytes) -> None:
    if not expected:
        raise HTTPException(404, _OFF)
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    is_right = secrets.compare_digest(given.strip().encode("latin-1", "replace"), expected)
    if scheme.lower() != "bearer" or not is_right:
        raise HTTPException(401, _WHO, {"www-authenticate": "Bearer"})
