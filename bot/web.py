"""The web server's app: every page, guarded, around what the composition root hands in."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import APIRouter, FastAPI

from bot import web_errors, web_status
from bot.channels.webchat_pages import STATIC, Assets
from bot.web_guard import Guard

Hook = Callable[[], AbstractAsyncContextManager[None]]
"""Entered when the server starts, left when it stops."""


def create_app(
    *,
    address: str,
    routers: Sequence[APIRouter],
    checks: Mapping[str, web_status.Check],
    required: Collection[str] = ("database",),
    hooks: Sequence[Hook] = (),
    own_limits: Collection[str] = ("/chat/say",),
) -> FastAPI:
    """The app that answers at `address`.

    `checks` are told by /healthz, which is 503 unless all `required` are up; `hooks` are entered
    in order; paths in `own_limits` limit their request bodies themselves.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with _all(hooks):
            yield

    app = FastAPI(
        title="注册申报助手",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
    )
    app.add_middleware(Guard, address=address, own_limits=own_limits)
    app.mount("/static", Assets(directory=STATIC), name="static")
    app.include_router(web_status.router(checks, required))
    for router in routers:
        app.include_router(router)
    web_status.add_documentation(app)
    web_errors.install(app)
    return app


@asynccontextmanager
async def _all(hooks: Sequence[Hook]) -> AsyncIterator[None]:
    if not hooks:
        yield
        return
    async with hooks[0](), _all(hooks[1:]):
        yield
