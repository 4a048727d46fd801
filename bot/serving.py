"""`assistant run`: everything in one process, until it is told to stop."""

import asyncio
import errno
import socket
import sys
from collections.abc import Callable

import uvicorn

from bot.app import Assistant, compose
from bot.settings import Settings
from bot.start import load_demo_people, open_database
from nlu.sidecar_state import SidecarState

Say = Callable[[str], None]


class CannotServe(Exception):
    """The message says what stands in the way and what to do."""


def claim_address(settings: Settings) -> socket.socket:
    """The listening socket; raises `CannotServe` where the port is taken or not allowed."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        where = f"{settings.host}:{settings.port}"
        if error.errno == errno.EADDRINUSE:
            reason = f"{where} is in use by another program. Stop it, or set PORT to a free port"
        elif error.errno == errno.EACCES:
            reason = f"this user may not listen on {where}. Set PORT to 1024 or above"
        else:
            reason = f"cannot listen on {where} ({error.strerror}). Correct HOST or PORT"
        raise CannotServe(f"{reason}.") from error
    listening.listen(2048)
    return listening


async def serve(settings: Settings, say: Say) -> None:
    """Open the database, load demo people, serve; returns after a clean stop."""
    listening = claim_address(settings)
    try:
        say("opening the database")
        database = await open_database(settings)
        await load_demo_people(settings, database)
        assistant = await compose(settings, database)
        _announce(assistant, say)
        server = uvicorn.Server(
            uvicorn.Config(
                assistant.web,
                log_level="warning",
                access_log=False,
                timeout_graceful_shutdown=5,
                server_header=False,
                date_header=True,
            )
        )
        await server.serve(sockets=[listening])
        if not server.started:
            raise CannotServe("the web server did not start; the log above says why.")
    finally:
        listening.close()


def _announce(assistant: Assistant, say: Say) -> None:
    address = assistant.settings.address
    say(f"web chat   {address}/")
    say(f"API docs   {address}/api/docs")
    say(f"health     {address}/healthz   metrics {address}/metrics")
    if assistant.telegram is None:
        say("Telegram   off: set TELEGRAM_TOKEN to the token that @BotFather gives you")
    else:
        say(f"Telegram   on, through {assistant.settings.telegram_api_url}")
    if assistant.settings.demo_people:
        say("demo       made-up people; their accounts are listed on the login page")
    if assistant.sidecar is None:
        say(
            "Rasa       off; keywords answer" if assistant.rasa is None else "Rasa       elsewhere"
        )
    else:
        assistant.sidecar.subscribe(lambda state: _tell(state, say))


def _tell(state: SidecarState, say: Say) -> None:
    say(f"Rasa       {state.english}")


def run(settings: Settings, say: Say) -> None:
    """Serve on uvloop until a signal; raises `CannotServe` and `DatabaseUnavailable`."""
    if sys.platform == "win32":
        asyncio.run(serve(settings, say))
        return
    import uvloop  # noqa: PLC0415 - does not exist everywhere

    uvloop.run(serve(settings, say))
