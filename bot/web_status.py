"""For operators: health, metrics, and the API's documentation as one plain page."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any

from fastapi import APIRouter, FastAPI
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.webchat_pages import page

Check = Callable[[], Awaitable[str]]
"""Answers `up`, `starting`, `off` or `down`; raising means `down`."""

PATIENCE_SECONDS = 3.0

VERBS = ("get", "post", "put", "patch", "delete")


def router(checks: Mapping[str, Check], required: Collection[str]) -> APIRouter:
    """/healthz and /metrics; healthy means that every required part is `up`."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/healthz")
    async def healthz() -> Response:
        states = await _states(checks)
        is_healthy = all(states.get(name) == "up" for name in required)
        word = "ok" if is_healthy else "unavailable"
        headers = {"cache-control": "no-store"}
        return JSONResponse({"status": word, **states}, 200 if is_healthy else 503, headers)

    @routes.get("/metrics")
    async def metrics() -> Response:
        return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)

    return routes


async def _states(checks: Mapping[str, Check]) -> dict[str, str]:
    """All at once; whoever asks gives up sooner than a database that hangs."""
    asked = {name: asyncio.create_task(_state(check)) for name, check in checks.items()}
    if asked:
        await asyncio.wait(asked.values(), timeout=PATIENCE_SECONDS)
    return {name: task.result() if task.done() else "down" for name, task in asked.items()}


async def _state(check: Check) -> str:
    try:
        return await check()
    except Exception:
        return "down"


def add_documentation(app: FastAPI) -> None:
    """/api/docs, drawn from the OpenAPI document without any script or foreign asset."""

    @app.get("/api/docs", include_in_schema=False)
    async def docs(request: Request) -> Response:
        document = app.openapi()
        return page("api.html", document=document, operations=list(_operations(document)))


def _operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"path": path, "verb": verb.upper(), **item[verb]}
        for path, item in document.get("paths", {}).items()
        for verb in VERBS
        if verb in item
    ]
