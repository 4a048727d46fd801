"""Pictures and animations in a Telegram chat."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

import structlog
from telegram import InputFile, InputMediaPhoto
from telegram.error import BadRequest

from bot.channels.messages import BotMessage
from bot.channels.telegram_api import BotApi
from flows.ports import FileStore

log = structlog.get_logger()

ALBUM = 10
"""Pictures of one album at most."""

PHOTO_LIMIT = 10 * 1000 * 1000
"""Bytes of one photo at most; larger ones go as documents."""

_BAD_MEDIUM = ("photo_invalid", "image_process_failed", "photo_save_file_invalid", "wrong type")


@dataclass(frozen=True, slots=True)
class Medium:
    """A file to be shown; what is no animation is a picture."""

    file: InputFile
    size: int
    is_animation: bool = False


class Media:
    """One bot's way of showing files; raises the library's errors."""

    def __init__(self, api: BotApi, files: FileStore) -> None:
        self._api = api
        self._files = files

    async def read(self, message: BotMessage) -> list[Medium]:
        """What the message shows, pictures first; a file that is gone is left out."""
        found = []
        wanted = [(sha256, False) for sha256 in message.pictures]
        wanted += [(animation.sha256, True) for animation in message.animations]
        for number, (sha256, is_animation) in enumerate(wanted, 1):
            try:
                content = await self._files.get(sha256)
            except FileNotFoundError:
                log.warning("telegram.picture_gone", sha256=sha256)
                continue
            still = "png" if content.startswith(b"\x89PNG") else "jpg"
            name = f"{number}.{'gif' if is_animation else still}"
            file = InputFile(content, filename=name, attach=True)
            found.append(Medium(file, len(content), is_animation))
        return found

    async def send_all(self, chat: str, media: list[Medium]) -> str:
        """Pictures as albums, each animation by itself; answers the last message's id."""
        last = ""
        for is_animation, alike in groupby(media, lambda medium: medium.is_animation):
            group = list(alike)
            for start in range(0, len(group), ALBUM):
                some = group[start : start + ALBUM]
                last = await (
                    self._one_by_one(chat, some) if is_animation else self._album(chat, some)
                )
        return last

    async def send_one(self, chat: str, medium: Medium, more: dict[str, Any]) -> str:
        """One file with its caption and buttons; answers the message's id."""
        name = "animation" if medium.is_animation else "photo"
        if medium.is_animation or medium.size <= PHOTO_LIMIT:
            method = f"send{name.capitalize()}"
            try:
                sent = await self._api.call(method, chat_id=chat, **{name: medium.file}, **more)
            except BadRequest as error:
                if not _is_bad_medium(error):
                    raise
            else:
                return str(sent["message_id"])
        sent = await self._api.call("sendDocument", chat_id=chat, document=medium.file, **more)
        return str(sent["message_id"])

    async def _album(self, chat: str, pictures: list[Medium]) -> str:
        if len(pictures) > 1 and all(each.size <= PHOTO_LIMIT for each in pictures):
            media = [InputMediaPhoto(picture.file) for picture in pictures]
            try:
                sent = await self._api.call("sendMediaGroup", chat_id=chat, media=media)
            except BadRequest as error:
                if not _is_bad_medium(error):
                    raise
            else:
                return str(sent[-1]["message_id"])
        return await self._one_by_one(chat, pictures)

    async def _one_by_one(self, chat: str, media: list[Medium]) -> str:
        last = ""
        for medium in media:
            last = await self.send_one(chat, medium, {})
        return last


def _is_bad_medium(error: BadRequest) -> bool:
    return any(words in error.message.lower() for words in _BAD_MEDIUM)
