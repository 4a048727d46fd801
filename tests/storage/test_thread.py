"""A chat's history."""

from psycopg.types.json import Jsonb

from storage.database import Database
from storage.thread import Entry, Thread


async def chat(database: Database, chat_id: str = "c1") -> int:
    async with database.raw() as connection:
        rows = await connection.execute(
            "INSERT INTO conversations (channel, chat_id) VALUES ('web', %s) RETURNING id",
            (chat_id,),
        )
        row = await rows.fetchone()
    assert row
    return int(row["id"])


async def said(
    database: Database, conversation: int, text: str, kind: str = "text", picture: str = ""
) -> int:
    async with database.raw() as connection:
        rows = await connection.execute(
            "INSERT INTO inbox (channel, update_id, conversation_id, content)"
            " VALUES ('web', gen_random_uuid()::text, %s, %s) RETURNING seq",
            (conversation, Jsonb({"kind": kind, "text": text, "picture": picture})),
        )
        row = await rows.fetchone()
    assert row
    return int(row["seq"])


async def answered(
    database: Database,
    conversation: int,
    text: str,
    replaces: str = "",
    due: str = "0",
    picture: str = "",
) -> int:
    message = {"text": text, "pictures": [picture] if picture else []}
    async with database.raw() as connection:
        rows = await connection.execute(
            "INSERT INTO outbox (conversation_id, message, replaces, due_at)"
            " VALUES (%s, %s, %s, now() + %s::interval) RETURNING id",
            (conversation, Jsonb(message), replaces, due),
        )
        row = await rows.fetchone()
    assert row
    return int(row["id"])


def words(entries: list[Entry]) -> list[str]:
    return [str((entry.content or entry.message or {})["text"]) for entry in entries]


async def test_both_sides_are_merged_and_other_chats_left_out(database: Database) -> None:
    mine, other = await chat(database), await chat(database, "c2")
    await said(database, mine, "甲")
    await answered(database, other, "别人的")
    await answered(database, mine, "乙")
    await said(database, mine, "丙")
    assert words(await Thread(database).page("c1")) == ["甲", "乙", "丙"]
    assert await Thread(database).page("nobody") == []


async def test_what_is_no_words_is_hidden(database: Database) -> None:
    mine = await chat(database)
    await said(database, mine, "/start")
    await said(database, mine, "", "other")
    await said(database, mine, "", "upload", "a" * 64)
    await answered(database, mine, "以后", due="1 hour")
    entries = await Thread(database).page("c1")
    assert [entry.content and entry.content["picture"] for entry in entries] == ["a" * 64]


async def test_a_redraw_stands_where_the_message_stood(database: Database) -> None:
    mine, thread = await chat(database), Thread(database)
    first = await answered(database, mine, "☐")
    await answered(database, mine, "中间")
    await said(database, mine, "☐ 1", "tap")
    await answered(database, mine, "☑", str(first))
    last = await answered(database, mine, "☑☑", str(first))
    entries = await thread.page("c1")
    assert words(entries) == ["☑☑", "中间"]
    assert (entries[0].id, entries[0].place) == (last, first)
    assert {entry.place for entry in await thread.since("c1", last - 1) if entry.id == last} == {
        first
    }


async def test_a_tap_that_was_answered_by_a_message_is_shown(database: Database) -> None:
    mine = await chat(database)
    await said(database, mine, "初始注册", "tap")
    await answered(database, mine, "请选择专业")
    assert words(await Thread(database).page("c1")) == ["初始注册", "请选择专业"]


async def test_pages_join_without_gap_or_overlap(database: Database) -> None:
    mine, thread = await chat(database), Thread(database)
    for number in range(7):
        await said(database, mine, f"问{number}")
        await answered(database, mine, f"答{number}")
    pages: list[str] = []
    before = None
    while page := await thread.page("c1", before, limit=5):
        pages = words(page) + pages
        before = page[0].place
    assert pages == [f"{side}{number}" for number in range(7) for side in "问答"]


async def test_since_repeats_the_last_half_minute(database: Database) -> None:
    mine, thread = await chat(database), Thread(database)
    old = await answered(database, mine, "旧")
    async with database.raw() as connection:
        await connection.execute(
            "UPDATE outbox SET created_at = now() - interval '1 hour', due_at = created_at - interval '1 hour'"
        )
    late = await answered(database, mine, "晚提交")
    assert words(await thread.since("c1", late)) == ["晚提交"]
    assert words(await thread.since("c1", old - 1)) == ["旧", "晚提交"]


async def test_a_picture_belongs_to_its_thread(database: Database) -> None:
    mine, thread = await chat(database), Thread(database)
    await chat(database, "c2")
    await answered(database, mine, "看", picture="a" * 64)
    await said(database, mine, "", "upload", "b" * 64)
    assert await thread.holds_picture("c1", "a" * 64)
    assert await thread.holds_picture("c1", "b" * 64)
    assert not await thread.holds_picture("c1", "c" * 64)
    assert not await thread.holds_picture("c2", "a" * 64)


async def test_tails_tell_of_anything_new(database: Database) -> None:
    mine, thread = await chat(database), Thread(database)
    before = await thread.tails(["c1", "c9"])
    assert before == {"c1": ()}
    row = await answered(database, mine, "新")
    assert await thread.tails(["c1"]) == {"c1": (row,)}


async def test_a_renamed_chat_is_reached_by_its_new_id_only(database: Database) -> None:
    mine, thread = await chat(database), Thread(database)
    await said(database, mine, "甲")
    await thread.rename("c1", "c7")
    assert await thread.page("c1") == []
    assert words(await thread.page("c7")) == ["甲"]
    assert await thread.person("c7") is None


async def test_a_retired_chat_is_nobodys(database: Database) -> None:
    mine, thread = await chat(database), Thread(database)
    async with database.raw() as connection:
        await connection.execute(
            "UPDATE conversations SET person_id = 'p1' WHERE id = %s", (mine,)
        )
    assert await thread.person("c1") == "p1"
    await thread.retire("c1", "c8")
    assert await thread.person("c8") is None
    assert await thread.page("c1") == []
