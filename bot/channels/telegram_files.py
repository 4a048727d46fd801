"""Fetches what people upload, once and only if it is wanted."""

import stamina
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.channels.messages import UploadUnavailable
from bot.channels.telegram_api import DOWNLOAD_LIMIT, BotApi


class TelegramFiles:
    """`getFile` and the download behind it."""

    def __init__(self, api: BotApi) -> None:
        self._api = api

    async def fetch(self, file_id: str, size: int) -> bytes:
        """The bytes; raises `UploadUnavailable` where Telegram will never give them."""
        if size > DOWNLOAD_LIMIT:
            raise UploadUnavailable("larger than Telegram serves to bots")
        try:
            async for attempt in stamina.retry_context(on=_passes, attempts=3, timeout=20):
                with attempt:
                    file = await self._api.call("getFile", file_id=file_id)
                    return await self._api.download(file["file_path"])
        except BadRequest as error:
            raise UploadUnavailable("Telegram no longer has it") from error
        raise AssertionError("unreachable: every attempt returns or raises")


def _passes(error: Exception) -> bool:
    return isinstance(error, NetworkError | RetryAfter) and not isinstance(error, BadRequest)
