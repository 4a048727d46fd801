"""The transport fails in the ways that the library's callers know."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import InputFile
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.channels.telegram_api import BotApi
from bot.channels.transport import AiohttpRequest
from tests.telegram.fake_bot_api import FakeBotApi


@pytest.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    async with AiohttpRequest(connections=1, read_timeout=0.1, pool_timeout=0.05) as opened:
        yield opened


async def test_a_late_answer_is_a_time_out(bot_api: FakeBotApi, request_: AiohttpRequest) -> None:
    bot_api.delay = 0.4
    url = f"{bot_api.url}/bot{bot_api.token}/getMe"
    with pytest.raises(TimedOut):
        await request_.post(url)
    assert (await request_.post(url, read_timeout=20))["username"] == "RegistrationBot"  # type: ignore[call-overload, index]


async def test_a_full_pool_is_a_time_out_that_says_so(
    bot_api: FakeBotApi, request_: AiohttpRequest
) -> None:
    bot_api.delay = 10
    url = f"{bot_api.url}/bot{bot_api.token}/getMe"
    first = asyncio.create_task(request_.post(url, read_timeout=20))
    await asyncio.sleep(0.02)
    with pytest.raises(TimedOut, match="Pool timeout"):
        await request_.post(url)
    first.cancel()


async def test_nobody_there_is_a_network_error_without_the_token(request_: AiohttpRequest) -> None:
    with pytest.raises(NetworkError) as error:
        await request_.post("http://127.0.0.1:1/bot1:secret/getMe")
    assert not isinstance(error.value, TimedOut)
    assert "secret" not in repr(error.value)
    assert error.value.__cause__ is None


async def test_an_answer_that_is_no_json_is_refused() -> None:
    with pytest.raises(TelegramError, match="Invalid server response"):
        AiohttpRequest.parse_json_payload(b"<html>")


async def test_it_must_be_opened_and_may_be_closed_twice() -> None:
    request = AiohttpRequest()
    assert request.read_timeout == 10
    with pytest.raises(NetworkError, match="not initialized"):
        await request.post("http://127.0.0.1:1/")
    await request.initialize()
    await request.shutdown()
    await request.shutdown()


async def test_files_go_as_multipart_beside_parameters(bot_api: FakeBotApi) -> None:
    bot, user = BotApi(bot_api.token, bot_api.url), bot_api.user()
    await bot.open()
    content = b"\x89PNG" + b"0" * 2_000_000
    picture = InputFile(content, filename="a.png", attach=True)
    markup = {"inline_keyboard": [[{"text": "好", "callback_data": "1"}]]}
    await bot.call(
        "sendPhoto", chat_id=user.chat_id, photo=picture, caption="字", reply_markup=markup
    )
    await bot.close_connections()
    assert user.last.pictures == [content]
    assert (user.last.text, user.last.buttons) == ("字", ["好"])


async def test_the_environments_proxy_is_used_but_not_for_loopback(
    bot_api: FakeBotApi, request_: AiohttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert await request_.post(f"{bot_api.url}/bot{bot_api.token}/getMe")
    with pytest.raises(NetworkError):
        await request_.post("http://api.example.org/bot1:x/getMe")
