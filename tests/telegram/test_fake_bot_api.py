"""The fake's answers are what the library's own parsing and the real limits expect."""

import json
from collections.abc import AsyncIterator

import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from bot.channels.transport import AiohttpRequest
from tests.telegram.fake_bot_api import FakeBotApi
from tests.telegram.users import CONTENT

PNG = b"\x89PNG\r\n\x1a\n" + b"p" * 400


@pytest.fixture
async def bot(bot_api: FakeBotApi) -> AsyncIterator[Bot]:
    async with _bot(bot_api) as opened:
        yield opened


def _bot(api: FakeBotApi, token: str = "") -> Bot:
    return Bot(
        token or api.token,
        base_url=f"{api.url}/bot",
        base_file_url=f"{api.url}/file/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(),
    )


def _keys(label: str, **kind: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, **kind)]])


async def test_messages_parse(bot_api: FakeBotApi, bot: Bot) -> None:
    user = bot_api.user()
    sent = await bot.send_message(
        user.chat.id, "hello", reply_markup=_keys("ok", callback_data="1")
    )
    assert sent.text == "hello"
    assert sent.reply_markup is not None
    edited = await bot.edit_message_text("bye", user.chat.id, sent.message_id)
    assert not isinstance(edited, bool)
    assert (edited.text, edited.reply_markup, edited.message_id) == ("bye", None, sent.message_id)
    photo = await bot.send_photo(user.chat.id, PNG, caption="look")
    assert photo.photo[-1].file_size == len(PNG)
    document = await bot.send_document(user.chat.id, b"bytes", filename="a.pdf")
    assert document.document is not None
    album = await bot.send_media_group(user.chat.id, [InputMediaPhoto(PNG), InputMediaPhoto(PNG)])
    assert len({message.media_group_id for message in album}) == 1
    assert await bot.delete_message(user.chat.id, photo.message_id)
    assert await bot.set_my_commands([BotCommand("start", "开始")])
    file = await bot.get_file(photo.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == PNG


async def test_updates_parse(bot_api: FakeBotApi, bot: Bot) -> None:
    user = bot_api.user()
    await bot.send_message(user.chat.id, "choose", reply_markup=_keys("ok", callback_data="1"))
    await user.types("/start abc")
    await user.taps("ok")
    await user.uploads(b"x", name="a.pdf")
    await user.uploads(b"x", as_photo=True)
    for kind in CONTENT:
        await user.sends(kind)
    await user.edits("new")
    await user.blocks()
    updates = await bot.get_updates()
    assert updates[0].message is not None
    assert updates[0].message.entities[0].type == "bot_command"
    assert updates[1].callback_query is not None
    assert updates[1].callback_query.data == "1"
    assert updates[-1].my_chat_member is not None
    assert updates[-1].my_chat_member.new_chat_member.status == "kicked"
    for kind, update in zip(CONTENT, updates[4:], strict=False):
        assert getattr(update.message, kind), kind
    assert await bot.answer_callback_query(updates[1].callback_query.id, "done")
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await bot.answer_callback_query(updates[1].callback_query.id)


async def test_an_offset_acknowledges_what_is_below(bot_api: FakeBotApi, bot: Bot) -> None:
    user = bot_api.user()
    first, second = await user.types("1"), await user.types("2")
    assert [update.update_id for update in await bot.get_updates()] == [first, second]
    assert [update.update_id for update in await bot.get_updates(offset=second)] == [second]
    assert [update.update_id for update in await bot.get_updates()] == [second]
    assert list(await bot.get_updates(offset=second + 1)) == []


@pytest.mark.parametrize(
    ("text", "keys", "reason"),
    [
        ("", None, "text is empty"),
        ("字" * 4097, None, "too long"),
        ("x", _keys("ok", callback_data="字" * 22), "BUTTON_DATA_INVALID"),
        ("x", _keys("ok", url="http://localhost:8000/login"), "Wrong HTTP URL"),
    ],
)
async def test_limits(
    bot_api: FakeBotApi, bot: Bot, text: str, keys: InlineKeyboardMarkup | None, reason: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.send_message(bot_api.user().chat.id, text, reply_markup=keys)


async def test_refusals_and_faults(bot_api: FakeBotApi, bot: Bot) -> None:
    user = bot_api.user()
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(1, "x")
    bot_api.fail("sendMessage", 429, retry_after=7)
    with pytest.raises(RetryAfter) as limited:
        await bot.send_message(user.chat.id, "x")
    assert "7" in str(limited.value)
    for status in (500, 502):
        bot_api.fail("sendMessage", status)
        with pytest.raises(NetworkError):
            await bot.send_message(user.chat.id, "x")
    bot_api.fail("sendMessage", drop="before")
    with pytest.raises(NetworkError):
        await bot.send_message(user.chat.id, "lost")
    bot_api.fail("sendMessage", drop="after")
    with pytest.raises(NetworkError):
        await bot.send_message(user.chat.id, "arrived")
    assert [message.text for message in user.messages] == ["arrived"]
    same = user.last
    with pytest.raises(BadRequest, match=r"(?i)not modified"):
        await bot.edit_message_text("arrived", user.chat.id, same.id)
    with pytest.raises(BadRequest, match=r"(?i)to edit not found"):
        await bot.edit_message_text("x", user.chat.id, 99)
    await user.blocks()
    with pytest.raises(Forbidden, match=r"(?i)blocked"):
        await bot.send_message(user.chat.id, "x")
    stranger = _bot(bot_api, "1:other")
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()
    assert await bot.set_webhook("http://127.0.0.1:1/hook")
    with pytest.raises(Conflict):
        await bot.get_updates()


async def test_files_above_20_mb_are_not_served(bot_api: FakeBotApi, bot: Bot) -> None:
    big = bot_api.state.keep_file(b"x" * (20 * 1024 * 1024 + 1))
    with pytest.raises(BadRequest, match=r"(?i)too big"):
        await bot.get_file(big)


async def test_a_user_is_told_what_the_screen_shows(bot_api: FakeBotApi, bot: Bot) -> None:
    user = bot_api.user()
    await bot.send_message(user.chat.id, "welcome", reply_markup=_keys("go", callback_data="1"))
    with pytest.raises(AssertionError, match=r"▸ welcome \[go\]"):
        await user.sees("something else", seconds=0.05)
    with pytest.raises(AssertionError, match="no button"):
        await user.taps("stop", seconds=0.05)
    assert json.dumps(user.last.json)
