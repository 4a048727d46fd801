"""How a message looks in Telegram: title, links, lengths, pictures, redraws."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.channels.delivering import RetryLater, Undeliverable, Unreachable
from bot.channels.messages import Animation, BotMessage, Button, Delivery
from bot.channels.telegram_api import BotApi
from bot.channels.telegram_showing import Showing
from storage.files import DiskFiles
from tests.telegram.fake_bot_api import FakeBotApi
from tests.telegram.users import TelegramUser

PNG = b"\x89PNG\r\n\x1a\n"
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
ADDRESS = "https://bot.example.org"


class Chat:
    """One chat, and a bot that shows things in it."""

    def __init__(self, api: FakeBotApi, bot: BotApi, folder: Path) -> None:
        self.user: TelegramUser = api.user()
        self.files = DiskFiles(folder)
        self.now = NOW
        self.showing = Showing(bot, self.files, ADDRESS, now=lambda: self.now)
        self.local = Showing(bot, self.files, "http://127.0.0.1:8000")

    async def shows(self, message: BotMessage, replaces: str = "", local: bool = False) -> str:
        return await (self.local if local else self.showing).deliver(
            self.delivery(message, replaces)
        )

    def delivery(self, message: BotMessage, replaces: str = "") -> Delivery:
        return Delivery(
            id=1,
            conversation_id=1,
            channel="telegram",
            chat_id=self.user.chat_id,
            message=message,
            replaces=replaces,
        )


@pytest.fixture
async def chat(bot_api: FakeBotApi, tmp_path: Path) -> AsyncIterator[Chat]:
    bot = BotApi(bot_api.token, bot_api.url)
    await bot.open()
    yield Chat(bot_api, bot, tmp_path)
    await bot.close_connections()


def _button(label: str = "好", **more: str) -> tuple[tuple[Button, ...], ...]:
    return ((Button(label=label, **({"data": "d"} | more)),),)  # type: ignore[arg-type]


async def test_the_title_is_bold_by_utf16_offsets(chat: Chat) -> None:
    shown = await chat.shows(BotMessage(title="𠮷林省", text="正文 *不是* 标记"))
    assert shown == str(chat.user.last.id)
    assert chat.user.last.text == "𠮷林省\n正文 *不是* 标记"
    assert chat.user.last.json["entities"] == [{"type": "bold", "offset": 0, "length": 4}]


async def test_our_own_pages_get_our_address(chat: Chat) -> None:
    await chat.shows(BotMessage(text="x", buttons=_button("登录", url="/login")))
    assert await chat.user.link("登录") == f"{ADDRESS}/login?channel=telegram"
    await chat.shows(BotMessage(text="x", buttons=_button("登录", url="/login?a=1#top")))
    assert await chat.user.link("登录") == f"{ADDRESS}/login?a=1&channel=telegram#top"
    await chat.shows(BotMessage(text="x", buttons=_button("法规", url="https://www.gov.cn/a")))
    assert await chat.user.link("法规") == "https://www.gov.cn/a"


async def test_links_that_telegram_refuses_become_text(chat: Chat, bot_api: FakeBotApi) -> None:
    rows = (*_button("登录", url="/login"), *_button("以后"))
    await chat.shows(BotMessage(text="请登录", buttons=rows), local=True)
    assert chat.user.last.text == "请登录\n\n登录：http://127.0.0.1:8000/login?channel=telegram"
    assert chat.user.last.buttons == ["以后"]
    await chat.shows(BotMessage(text="x", buttons=_button("坏", url="ftp://files.example.org")))
    assert chat.user.last.text == "x\n\n坏：ftp://files.example.org"


async def test_long_texts_are_split_at_line_ends(chat: Chat) -> None:
    lines = "\n".join(f"{number:04d} " + "字" * 90 for number in range(100))
    await chat.shows(BotMessage(title="承诺书", text=lines, buttons=_button()))
    messages = chat.user.messages
    assert len(messages) == 3
    assert "\n".join(message.text for message in messages) == "承诺书\n" + lines
    assert [message.buttons for message in messages] == [[], [], ["好"]]
    await chat.shows(BotMessage(text="𠮷" * 2100))
    assert [len(message.text) for message in chat.user.messages[3:]] == [2048, 52]


async def test_pictures(chat: Chat) -> None:
    one, two = await chat.files.put(PNG + b"1"), await chat.files.put(PNG + b"2")
    await chat.shows(BotMessage(title="预览", text="可以吗", pictures=(one,), buttons=_button()))
    assert (chat.user.last.text, chat.user.last.buttons) == ("预览\n可以吗", ["好"])
    assert chat.user.last.pictures == [PNG + b"1"]

    await chat.shows(BotMessage(text="长" * 1025, pictures=(one,), buttons=_button()))
    picture, text = chat.user.messages[-2:]
    assert (picture.text, picture.buttons, text.buttons) == ("", [], ["好"])

    await chat.shows(BotMessage(text="前后", pictures=(one, two), buttons=_button()))
    album = chat.user.messages[-3:]
    assert [message.pictures for message in album] == [[PNG + b"1"], [PNG + b"2"], []]
    assert album[-1].buttons == ["好"]

    await chat.shows(BotMessage(text="没了", pictures=("0" * 64,)))
    assert chat.user.last.text == "没了"


async def test_what_is_no_photo_goes_as_a_document(chat: Chat) -> None:
    odd = await chat.files.put(b"GIF89a")
    await chat.shows(BotMessage(text="x", pictures=(odd,)))
    assert "document" in chat.user.last.json
    big = await chat.files.put(PNG + b"0" * 10_000_001)
    await chat.shows(BotMessage(text="", pictures=(big, odd)))
    assert [len(message.pictures[0]) for message in chat.user.messages[-2:]] == [10_000_009, 6]


GIF = b"GIF89a\xe0\x01\xd0\x02"


async def test_animations(chat: Chat) -> None:
    moving, still = await chat.files.put(GIF), await chat.files.put(PNG)
    animation = Animation(sha256=moving, still=still)
    await chat.shows(
        BotMessage(title="演示", text="两步", animations=(animation,), buttons=_button())
    )
    assert (chat.user.last.text, chat.user.last.buttons) == ("演示\n两步", ["好"])
    assert chat.user.last.pictures == [GIF]
    assert chat.user.last.json["animation"]["width"] == 480

    await chat.shows(
        BotMessage(text="长" * 1025, pictures=(still, still), animations=(animation, animation))
    )
    *_, one, two, third, fourth, text = chat.user.messages
    assert [one.pictures, two.pictures] == [[PNG], [PNG]]
    assert ["animation" in each.json for each in (third, fourth)] == [True, True]
    assert text.text == "长" * 1025


async def test_what_is_no_animation_goes_as_a_document(chat: Chat) -> None:
    odd = await chat.files.put(b"RIFF....WEBP")
    await chat.shows(BotMessage(text="x", animations=(Animation(sha256=odd, still=odd),)))
    assert chat.user.last.json.keys() & {"animation", "document"} == {"document"}
    assert chat.user.last.text == "x"


async def test_redraws(chat: Chat) -> None:
    first = await chat.shows(BotMessage(text="一", buttons=_button()))
    assert await chat.shows(BotMessage(text="二"), replaces=first) == first
    assert await chat.shows(BotMessage(text="二"), replaces=first) == first
    assert [message.text for message in chat.user.messages] == ["二"]
    anew = await chat.shows(BotMessage(text="三"), replaces="999")
    assert anew != first
    assert chat.user.last.text == "三"
    assert await chat.shows(BotMessage(text="四"), replaces="not-a-number") != anew


async def test_a_redraw_over_a_picture_comes_anew_and_takes_its_buttons(chat: Chat) -> None:
    picture = await chat.files.put(PNG)
    first = await chat.shows(BotMessage(text="用它？", pictures=(picture,), buttons=_button()))
    await chat.shows(BotMessage(text="已使用", buttons=_button("下一步")), replaces=first)
    assert [message.buttons for message in chat.user.messages] == [[], ["下一步"]]
    second = chat.user.last.id
    await chat.shows(BotMessage(text="预览", pictures=(picture,)), replaces=str(second))
    assert [message.buttons for message in chat.user.messages] == [[], [], []]


async def test_the_seconds_left_are_shown_and_redrawn(chat: Chat) -> None:
    letter = BotMessage(
        title="承诺书", text="正文", buttons=_button(), countdown_until=NOW + timedelta(seconds=47)
    )
    shown = await chat.shows(letter)
    assert chat.user.last.text == "承诺书\n正文\n\n⏳ 还需阅读 47 秒"
    chat.now += timedelta(seconds=37.5)
    await chat.showing.redraw(chat.delivery(letter), shown)
    assert chat.user.last.text.endswith("⏳ 还需阅读 10 秒")
    chat.now += timedelta(seconds=60)
    for _ in range(2):
        await chat.showing.redraw(chat.delivery(letter), shown)
    assert chat.user.last.text == "承诺书\n正文\n\n✓ 阅读时间已满，可以作出选择"
    assert (chat.user.last.buttons, chat.user.last.drawings) == (["好"], 3)


async def test_a_long_letter_is_redrawn_in_its_last_part(chat: Chat) -> None:
    text = "\n".join("条" * 79 for _ in range(101))
    letter = BotMessage(text=text, countdown_until=NOW + timedelta(seconds=100))
    shown = await chat.shows(letter)
    parts = [message.text for message in chat.user.messages]
    chat.now += timedelta(seconds=200)
    await chat.showing.redraw(chat.delivery(letter), shown)
    assert chat.user.messages[-1].text.endswith("可以作出选择")
    assert [message.text for message in chat.user.messages[:-1]] == parts[:-1]


@pytest.mark.parametrize(
    ("fault", "raised"),
    [
        ({"status": 429, "retry_after": 3}, RetryLater),
        ({"status": 403}, Unreachable),
        ({"status": 400}, Undeliverable),
        ({"status": 401}, RetryLater),
        ({"status": 502}, RetryLater),
        ({"drop": "before"}, RetryLater),
    ],
)
async def test_errors_are_typed(
    chat: Chat, bot_api: FakeBotApi, fault: dict[str, int], raised: type[Exception]
) -> None:
    bot_api.fail("sendMessage", **fault)
    with pytest.raises(raised) as error:
        await chat.shows(BotMessage(text="x"))
    assert getattr(error.value, "seconds", None) == {429: 3, 401: 60}.get(fault.get("status", 0))
    assert bot_api.token not in repr(error.value.__cause__) + repr(error.value)


async def test_an_error_never_quotes_the_message(chat: Chat) -> None:
    with pytest.raises(Undeliverable) as error:
        await chat.shows(BotMessage(text="x", buttons=_button("字", data="字" * 40)))
    assert str(error.value) == "Button_data_invalid"
    with pytest.raises(Undeliverable, match="no content"):
        await chat.shows(BotMessage(text=""))
