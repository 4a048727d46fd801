"""The web chat over real HTTP."""

import asyncio
import secrets

import aiohttp
import pytest
from psycopg.types.json import Jsonb

from bot.channels.messages import BotMessage, Button
from tests.web.conftest import Site
from tests.web.users import WebUser

JPEG = b"\xff\xd8\xff\xe0" + b"0" * 2000


async def push(
    site: Site, user: WebUser, message: BotMessage, replaces: str = "", after: float = 0
) -> None:
    """What a poller, a reminder or an agent elsewhere does: an outbox row, and no call to us."""
    async with site.database.raw() as connection:
        await connection.execute(
            "INSERT INTO outbox (conversation_id, message, replaces, due_at)"
            " SELECT conversation_id, %s, %s, now() + %s * interval '1 second' FROM outbox WHERE id = %s",
            (Jsonb(message.model_dump(mode="json")), replaces, after, user.last["id"]),
        )


async def test_a_first_visit_is_greeted_once(site: Site, user: WebUser) -> None:
    assert [message["title"] for message in user.messages] == ["注册申报助手"]
    await user.opens()
    assert len(user.entries) == 1
    assert [message.text for message in site.script.seen] == ["/start"]


async def test_words_are_echoed_and_answered(user: WebUser) -> None:
    answer = await user.types("岩土考过了")
    assert answer["echo"]["text"] == "岩土考过了"
    assert user.text == "收到：岩土考过了"
    await user.opens()
    assert [entry.get("text") for entry in user.entries.values()][1:] == [
        "岩土考过了",
        "收到：岩土考过了",
    ]


async def test_the_same_act_twice_is_one(site: Site, user: WebUser) -> None:
    action = secrets.token_hex(16)
    first, second = await asyncio.gather(
        user.types("一次", action=action), user.types("一次", action=action)
    )
    assert first["echo"] == second["echo"]
    await user.opens()
    assert [e["text"] for e in user.entries.values() if e["author"] == "person"] == ["一次"]


async def test_another_chats_act_id_is_free(site: Site, user: WebUser) -> None:
    action = secrets.token_hex(16)
    await user.types("甲", action=action)
    async with WebUser(site.address) as other:
        await other.types("乙", action=action)
        assert other.text == "收到：乙"


async def test_a_tap_redraws_its_message_and_leaves_no_echo(user: WebUser) -> None:
    await user.taps("初始注册")
    count = len(user.entries)
    answer = await user.taps("☐ 2")
    assert answer["toast"] == "已勾选"
    assert answer["echo"] is None
    await user.taps("☐ 1")
    assert len(user.entries) == count
    assert user.buttons == ["☑ 1", "☑ 2", "☐ 3", "下一步"]
    shown = {place: entry["id"] for place, entry in user.entries.items()}
    await user.opens()
    assert {place: entry["id"] for place, entry in user.entries.items()} == shown
    assert list(user.entries) == list(shown)


async def test_buttons_lead_back_to_this_channel(user: WebUser) -> None:
    urls = [button["url"] for row in user.last["buttons"] for button in row if button["url"]]
    assert urls == ["/login?channel=web", "https://example.org/v"]


async def test_push_from_elsewhere_arrives(site: Site, user: WebUser) -> None:
    await push(site, user, BotMessage(text="企业已上报"))
    assert (await user.sees("企业已上报"))["author"] == "bot"


async def test_a_planned_row_waits_for_its_time(site: Site, user: WebUser) -> None:
    await push(site, user, BotMessage(text="阅读时间已到"), after=3600)
    await user.types("再问一句")
    await user.opens()
    assert "阅读时间已到" not in str(user.entries)
    async with site.database.raw() as connection:
        await connection.execute("UPDATE outbox SET due_at = now() WHERE due_at > now()")
    await user.sees("阅读时间已到")


async def test_a_redraw_from_elsewhere_keeps_its_place(site: Site, user: WebUser) -> None:
    place = user.last["place"]
    await push(
        site,
        user,
        BotMessage(text="已更新", buttons=((Button(label="好", data="ok"),),)),
        str(place),
    )
    assert (await user.sees("已更新"))["place"] == place
    assert len(user.entries) == 1


async def test_a_second_page_sees_what_the_first_does(
    site: Site, replica: Site, user: WebUser
) -> None:
    async with WebUser(replica.address) as other:
        other.cookies = user.cookies
        await other.opens()
        await user.types("在另一台上说")
        await other.sees("收到：在另一台上说")
        said = [entry["text"] for entry in other.entries.values() if entry["author"] == "person"]
        assert said == ["在另一台上说"]


async def test_a_stream_goes_on_after_the_last_event(site: Site, user: WebUser) -> None:
    await user.types("甲")
    known = user.last["id"]
    async with site.database.raw() as connection:
        await connection.execute(
            "UPDATE outbox SET created_at = created_at - interval '1 hour', due_at = due_at - interval '1 hour'"
        )
        await connection.execute("UPDATE inbox SET received_at = received_at - interval '1 hour'")
    await user.types("乙")
    url = f"{site.address}/chat/events?form=json&after=0"
    async with user.http.get(url, headers={"Last-Event-ID": str(known)}) as stream:
        ids = []
        async for line in stream.content:
            if line.startswith(b"id: "):
                ids.append(int(line[4:]))
            if len(ids) == 2:
                break
    assert min(ids) > known


async def test_history_comes_in_pages(user: WebUser) -> None:
    for number in range(25):
        await user.types(f"第 {number} 句")
    everything = sorted(user.entries)
    url = f"{user.address}/chat/history"
    async with user.http.get(url) as response:
        newest = [entry["place"] for entry in (await response.json())["entries"]]
    async with user.http.get(url, params={"before": newest[0]}) as response:
        older = [entry["place"] for entry in (await response.json())["entries"]]
    assert older + newest == everything


async def test_an_upload_is_shown_to_its_own_chat_only(site: Site, user: WebUser) -> None:
    await user.uploads(JPEG)
    picture = f"{site.address}/chat/pictures/{user.last['pictures'][0]}"
    async with user.http.get(picture) as response:
        assert response.status == 200
        assert response.content_type == "image/jpeg"
        assert "private" in response.headers["Cache-Control"]
        assert await response.read() == JPEG
    async with WebUser(site.address) as stranger, stranger.http.get(picture) as response:
        assert response.status == 404


@pytest.mark.parametrize("size", [0, 25_000_000, 25_000_001])
async def test_the_dialogue_judges_a_files_size(user: WebUser, size: int) -> None:
    await user.uploads(b"1" * size, name="C:\\图\\照片.jpg")
    echo = list(user.entries.values())[-2]
    assert echo["text"] == "照片.jpg"
    assert user.text.startswith("已裁切" if size == 25_000_000 else f"大小 {size}")


async def test_a_page_may_say_the_size_instead(site: Site, user: WebUser) -> None:
    form = aiohttp.FormData({"oversized": "90000000", "text": "大.jpg"}, default_to_multipart=True)
    async with user.http.post(f"{site.address}/chat/say", data=form) as response:
        assert (await response.json())["messages"][0]["text"] == "大小 90000000"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"text": "  "}, 422),
        ({"text": "长" * 4097}, 413),
        ({"text": "长" * 30_000}, 413),
        ({"data": "x" * 65}, 400),
    ],
)
async def test_unusable_input_is_refused_in_words(
    site: Site, user: WebUser, fields: dict[str, str], status: int
) -> None:
    form = aiohttp.FormData(fields, default_to_multipart=True)
    async with user.http.post(f"{site.address}/chat/say", data=form) as response:
        assert response.status == status
        assert (await response.json())["detail"].endswith("。")


@pytest.mark.parametrize("body", [b"", b"--x\r\nbroken", b"--x--"])
async def test_a_broken_form_is_no_fault_of_ours(site: Site, user: WebUser, body: bytes) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    async with user.http.post(f"{site.address}/chat/say", data=body, headers=headers) as response:
        assert response.status in {400, 422}


async def test_without_script_a_form_leads_back_to_the_page(site: Site, user: WebUser) -> None:
    form = aiohttp.FormData({"text": "没有脚本", "id": "a" * 32}, default_to_multipart=True)
    form.add_field("file", b"", filename="", content_type="application/octet-stream")
    headers = {"Accept": "text/html"}
    async with user.http.post(f"{site.address}/chat/say", data=form, headers=headers) as response:
        assert response.url.path == "/"
        assert "收到：没有脚本" in await response.text()


async def test_logging_out_begins_a_new_chat(site: Site, user: WebUser) -> None:
    await user.logs_in("wangming", "demo-2026")
    before = user.cookies
    await user.types("我的身份证")
    await user.taps("退出登录")
    assert [message["title"] for message in user.messages] == ["注册申报助手"]
    # The cookie of before, copied by somebody, opens nothing.
    user.cookies = before
    await user.opens()
    assert "我的身份证" not in str(user.entries)


async def test_a_forged_cookie_is_none(site: Site, user: WebUser) -> None:
    user.cookies = {"chat": "0" * 32 + ".abc.def"}
    async with user.http.get(f"{site.address}/chat/history") as response:
        assert response.status == 404
