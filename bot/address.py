"""The address that the web server listens on, claimed before anything else is begun."""

import errno
import socket

from bot.settings import Settings


class CannotServe(Exception):
    """The message says what stands in the way and what to do."""


def claim_address(settings: Settings) -> socket.socket:
    """The listening socket; raises `CannotServe` where the port is taken or not allowed."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
        listening.listen(2048)
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
    return listening
