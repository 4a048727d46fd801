"""`assistant run`: everything in one process, until it is told to stop."""

import signal
import socket
import sys
from collections.abc import Callable, Coroutine
from functools import partial
from types import FrameType
from typing import Any

import uvicorn

from bot.address import CannotServe
from bot.app import compose
from bot.assistant import Assistant
from bot.settings import Settings
from bot.start import keep_running, load_demo_people, open_database
from nlu.sidecar_state import SidecarState

Say = Callable[[str], None]


class Server(uvicorn.Server):
    """Stops cleanly at a signal, open event streams or not, and lets the process end by itself."""

    def __init__(self, config: uvicorn.Config, assistant: Assistant) -> None:
        super().__init__(config)
        self._assistant = assistant

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal arrived; a second Ctrl-C does not wait for anybody."""
        # uvicorn waits for open streams before it stops; and it would raise the signal once more
        # afterwards, so that the embedded database were never stopped.
        self._assistant.webchat.live.close()
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True


async def serve(
    settings: Settings, listening: socket.socket, database_address: str, say: Say
) -> None:
    """Open the database, load demo people, serve; returns after a clean stop."""
    database = await open_database(settings, database_address)
    await load_demo_people(settings, database, with_pictures=False)
    assistant = await compose(settings, database)
    assistant.jobs["demo_pictures"] = partial(load_demo_people, settings, database)
    if not settings.database_url:
        assistant.jobs["embedded_server"] = partial(keep_running, settings, database)
    _announce(assistant, say)
    server = Server(
        uvicorn.Config(
            assistant.web,
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=5,
            server_header=False,
            ws="none",
        ),
        assistant,
    )
    await server.serve(sockets=[listening])
    if not server.started:
        raise CannotServe("the web server did not start; the log above says why.")


def _announce(assistant: Assistant, say: Say) -> None:
    address = assistant.settings.address
    say(f"web chat   {address}/")
    say(f"questions  {address}/faq")
    say(f"API docs   {address}/api/docs")
    say(f"health     {address}/healthz   metrics {address}/metrics")
    if assistant.telegram is None:
        say("Telegram   off: set TELEGRAM_TOKEN to the token that @BotFather gives you")
    else:
        say(f"Telegram   on, through {assistant.settings.telegram_api_url}")
    if assistant.remote is not None:
        say(f"registry   {assistant.settings.registry_url}")
    if assistant.settings.demo_people:
        say("demo       made-up people; their accounts are listed on the login page")
    if assistant.sidecar is not None:
        assistant.sidecar.subscribe(lambda state: _tell(state, say))
    else:
        where = "off; keywords answer" if assistant.rasa is None else "runs elsewhere"
        say(f"Rasa       {where}")


def _tell(state: SidecarState, say: Say) -> None:
    say(f"Rasa       {state.english}")


def run_loop(work: Coroutine[Any, Any, None]) -> None:
    """Run until it ends; on uvloop where there is one."""
    if sys.platform == "win32":
        import asyncio  # noqa: PLC0415 - the other branch does without it

        asyncio.run(work)
        return
    import uvloop  # noqa: PLC0415 - does not exist everywhere

    uvloop.run(work)
