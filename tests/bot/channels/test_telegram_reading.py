from typing import Any

import pytest

from bot.channels.messages import UploadUnavailable
from bot.channels.telegram_api import DOWNLOAD_LIMIT, BotApi
from bot.channels.telegram_files import TelegramFiles
from bot.channels.telegram_reading import blocked_chat, chat_of, read_update
from tests.telegram.fake_bot_api import FakeBotApi

CHAT = {"id": 7, "type": "private"}


async def _fetch(file_id: str, size: int) -> bytes:
    return f"{file_id} {size}".encode()


def _read(**content: Any) -> Any:
    return read_update({"update_id": 5, **content}, "OurBot", _fetch)


def _message(**content: Any) -> Any:
    return _read(message={"message_id": 1, "chat": CHAT, **content})


def test_ids_are_texts() -> None:
    message = _message(text="你好")
    assert (message.channel, message.chat_id, message.update_id) == ("telegram", "7", "5")
    assert message.text == "你好"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("/start ABC_1", "/start ABC_1"),
        ("/start@OurBot ABC", "/start ABC"),
        ("/STATUS@ourbot", "/STATUS"),
        ("/start@OtherBot", "/start@OtherBot"),
        ("写给 @OurBot 的", "写给 @OurBot 的"),
    ],
)
def test_commands(typed: str, read: str) -> None:
    assert _message(text=typed).text == read


async def test_the_largest_photo_and_the_documents_own_name() -> None:
    sizes = [
        {"file_id": "b", "width": 1280, "height": 900, "file_size": 90},
        {"file_id": "a", "width": 90, "height": 60},
    ]
    photo = _message(photo=sizes, caption="看").upload
    assert (photo.size, photo.is_recompressed, await photo.read()) == (90, True, b"b 90")
    document = {
        "file_id": "c",
        "file_name": "证明.pdf",
        "mime_type": "application/pdf",
        "file_size": 3,
    }
    upload = _message(document=document).upload
    assert (upload.name, upload.media_type, upload.size) == ("证明.pdf", "application/pdf", 3)
    assert not upload.is_recompressed
    assert _message(document={"file_id": "d"}).upload.media_type == "application/octet-stream"


def test_taps() -> None:
    tap = {"id": "1", "data": "x:1", "message": {"message_id": 44, "chat": CHAT}}
    message = _read(callback_query=tap)
    assert (message.data, message.tapped, message.text) == ("x:1", "44", "")
    assert _read(callback_query={"id": "1", "data": "x"}) is None


def test_notices_and_other_kinds_ask_nothing() -> None:
    assert _message(pinned_message={}) is None
    assert _read(channel_post={"chat": CHAT}) is None
    assert _read(my_chat_member={"chat": CHAT, "new_chat_member": {"status": "member"}}) is None
    assert _read(edited_message={"message_id": 1, "chat": CHAT, "location": {}}) is None
    assert (
        _read(edited_message={"message_id": 1, "chat": CHAT, "text": "x"}).unsupported == "edited"
    )


def test_the_chat_of_an_update() -> None:
    assert chat_of({"update_id": 1, "message": {"chat": CHAT}}) == "7"
    assert chat_of({"update_id": 1, "callback_query": {"message": {"chat": CHAT}}}) == "7"
    assert chat_of({"update_id": 1, "callback_query": {}}) == ""
    assert chat_of({"update_id": 1, "poll": {}}) == ""
    kicked = {"chat": CHAT, "new_chat_member": {"status": "kicked"}}
    assert blocked_chat({"update_id": 1, "my_chat_member": kicked}) == "7"
    assert blocked_chat({"update_id": 1, "message": {"chat": CHAT}}) == ""


async def test_fetching(bot_api: FakeBotApi) -> None:
    bot = BotApi(bot_api.token, bot_api.url)
    await bot.open()
    files = TelegramFiles(bot)
    known = bot_api.state.keep_file(b"bytes")
    bot_api.fail("getFile", 502)
    bot_api.fail("file", drop="before")
    assert await files.fetch(known, 5) == b"bytes"
    with pytest.raises(UploadUnavailable):
        await files.fetch("gone", 5)
    calls = len(bot_api.calls)
    with pytest.raises(UploadUnavailable):
        await files.fetch(known, DOWNLOAD_LIMIT + 1)
    assert len(bot_api.calls) == calls
    await bot.close_connections()
