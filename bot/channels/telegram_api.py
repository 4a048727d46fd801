"""Telegram's Bot API: the library's bot, called with plain JSON, its errors in our words."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from telegram import Bot
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.channels.delivering import RetryLater, Undeliverable, Unreachable
from bot.channels.transport import AiohttpRequest

DOWNLOAD_LIMIT = 20 * 1024 * 1024
"""Bytes that `getFile` serves at most."""

LONG_POLL = 30
"""Seconds that Telegram holds a poll without news."""

# On debug the library logs every parameter, which is what people were told.
logging.getLogger("telegram").setLevel(logging.WARNING)

_GONE = ("chat not found", "user not found", "peer_id_invalid", "bot was kicked")


class BotApi(Bot):
    """Calls methods by name without building typed objects, which cost more than the call."""

    def __init__(self, token: str, api_url: str) -> None:
        super().__init__(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=AiohttpRequest(),
            # Polls hold a connection for long and must not take one away from sending.
            get_updates_request=AiohttpRequest(connections=2, read_timeout=LONG_POLL + 10),
        )

    async def open(self) -> None:
        """Open the connections without asking anything; repeating it is harmless."""
        for request in self._request:
            await request.initialize()

    async def close_connections(self) -> None:
        """Close them; repeating it is harmless."""
        for request in self._request:
            await request.shutdown()

    async def call(self, method: str, **parameters: Any) -> Any:
        """The method's result as JSON; raises the library's errors."""
        return await self._post(method, parameters)

    async def download(self, path: str) -> bytes:
        """The file that `getFile` named."""
        return await self._request[1].retrieve(f"{self._base_file_url}/{path}")


@contextmanager
def telegram_errors() -> Iterator[None]:
    """Turn the library's errors into those of `bot.channels.delivering`."""
    try:
        yield
    except RetryAfter as error:
        raise RetryLater("429", seconds_of(error)) from None
    except Forbidden as error:
        raise Unreachable(without_quotes(error)) from None
    except BadRequest as error:
        reason = without_quotes(error)
        if any(words in reason.lower() for words in _GONE):
            raise Unreachable(reason) from None
        raise Undeliverable(reason) from None
    except InvalidToken:
        # The operator's to mend: nothing is given up meanwhile.
        raise RetryLater("the token was refused", 60) from None
    except (NetworkError, TelegramError) as error:
        raise RetryLater(without_quotes(error)) from None


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram wants us to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def without_quotes(error: TelegramError) -> str:
    """Telegram's reason without what it quotes from the message."""
    return re.sub(r"""(['"]).*\1""", "...", error.message)[:200]
