"""Two replicas on one database: an edit on one is answered from on the other."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.entry_editing import AuthorRefused, UnknownEntry
from bot.finding import Finding
from bot.knowledge_base import KnowledgeBase
from bot.meanings import Meanings
from knowledge.corpus import Corpus, CorpusRefused, load_corpus
from knowledge.embedding import NanoEncoder
from knowledge.exporting import plain
from knowledge.patching import Patch, settle
from storage.database import Database
from storage.entries import Entries, VersionConflict

PARKING = {
    "id": "parking",
    "topic": "出行",
    "title": "大厅停车场在哪",
    "phrasings": [f"停车场怎么走{word}" for word in "甲乙丙丁戊己"],
    "answer": "手册没有写停车的办法，请致电 010-88361866。",
    "citations": ["手册 6"],
}


MEANT_THE_SAME = [
    *("停车场怎么走", "附近有车位吗", "自驾去办事大厅方便吗"),
    *("大厅门口让停汽车吗", "车放在什么地方", "有没有地下车库"),
]


@asynccontextmanager
async def running(*jobs: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(job) for job in jobs]
    yield
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not true():  # noqa: ASYNC110 - an observer
            await asyncio.sleep(0.01)


async def listeners(database: Database) -> list[int]:
    async with database.raw() as connection:
        cursor = await connection.execute(
            "SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
            " AND datname = current_database()"
        )
        return [row["pid"] for row in await cursor.fetchall()]


@pytest.fixture(scope="module")
def came() -> Corpus:
    """A small part of what comes with the program, as an index over all of it takes longer."""
    whole = load_corpus()
    few = [*list(whole.entries)[:20], "hotline"]
    return settle(whole, [Patch(i, None) for i in whole.entries if i not in few])[0]


@pytest.fixture
def here(database: Database, came: Corpus) -> KnowledgeBase:
    return KnowledgeBase(database, came, Meanings(NanoEncoder()).index(came))


@pytest.fixture
def there(database: Database, came: Corpus) -> KnowledgeBase:
    return KnowledgeBase(database, came, Meanings(NanoEncoder()).index(came))


async def test_an_edit_is_found_on_every_replica(
    here: KnowledgeBase, there: KnowledgeBase
) -> None:
    async with running(there.listen()):
        stored = await here.put(PARKING, "王工", 0)
        assert here.search.find("停车场怎么走")[0].entry.id == "parking"
        assert (here.edition.version("parking"), here.edition.version("hotline")) == (1, 0)
        await until(lambda: "parking" in there.corpus.entries)
        assert there.search.find("停车场怎么走")[0].entry.id == "parking"
        assert there.edition.stored["parking"] == stored
        await here.retire("parking", "李工", 1)
        await until(lambda: "parking" not in there.corpus.entries)
    assert [hit.entry.id for hit in there.search.find("停车场怎么走")] != ["parking"]


async def test_an_edit_of_the_seed_is_in_force_after_a_restart(
    here: KnowledgeBase, there: KnowledgeBase, came: Corpus
) -> None:
    raw = plain(here.corpus.entries["hotline"]) | {"title": "热线电话"}
    await here.put(raw, "王工")
    assert await there.refresh()
    assert there.corpus.entries["hotline"].title == "热线电话"
    assert list(there.corpus.entries) == list(came.entries)
    assert not await there.refresh()


async def test_an_edit_is_found_by_its_meaning_soon(
    here: KnowledgeBase, there: KnowledgeBase
) -> None:
    finding = Finding(lambda: there.search, NanoEncoder())
    question = "我的小轿车到了搁哪"  # Its words alone are those of other entries.

    async def found() -> list[str]:
        return [hit.entry.id for hit in await finding.find(question, 1)]

    async with running(there.listen(), there.learn()):
        await here.put(PARKING | {"phrasings": MEANT_THE_SAME}, "王工")
        await there.refresh()
        assert there.search.find(question, 1)[0].entry.id != "parking"
        async with asyncio.timeout(60):
            while await found() != ["parking"]:  # noqa: ASYNC110 - an observer
                await asyncio.sleep(0.05)


async def test_a_broken_connection_is_made_up_for(
    database: Database, here: KnowledgeBase, there: KnowledgeBase
) -> None:
    with capture_logs() as logs:
        async with running(there.listen(), there.poll(0.05)):
            while not await listeners(database):  # noqa: ASYNC110 - an observer
                await asyncio.sleep(0.01)
            (listener,) = await listeners(database)
            async with database.raw() as connection:
                await connection.execute("SELECT pg_terminate_backend(%s)", (listener,))
            await until(lambda: any(line["event"] == "knowledge.deaf" for line in logs))
            await here.put(PARKING, "王工")
            # Nobody listens now: the poll finds it.
            await until(lambda: "parking" in there.corpus.entries)
            async with asyncio.timeout(30):
                while await listeners(database) in ([], [listener]):  # noqa: ASYNC110 - an observer
                    await asyncio.sleep(0.05)
    assert [line["log_level"] for line in logs if line["event"] == "knowledge.deaf"] == ["warning"]


async def test_a_wrong_edit_changes_nothing(here: KnowledgeBase) -> None:
    before = here.edition
    line = here.corpus.entries["hotline"].phrasings[0]
    wrong = PARKING | {"citations": ["手册 9.9"], "phrasings": [*PARKING["phrasings"], line]}
    with pytest.raises(CorpusRefused) as refused:
        await here.put(wrong, "王工")
    assert len(str(refused.value).splitlines()) == 2
    with pytest.raises(CorpusRefused) as refused:
        await here.put({"id": "X", "answer": ""}, "王工")
    assert len(str(refused.value).splitlines()) >= 5
    with pytest.raises(CorpusRefused):
        await here.put("no entry", "王工")
    for field, value, told, chinese in (
        ("title", "停\x00车场", "control character", "标题：有不可见的控制字符"),
        ("answer", "？？——。。", "says nothing", "答案：没有文字"),
        ("detail", "\ud800", "unicode", "补充说明：有无法显示的字符"),
        ("detail", "长" * 2001, "2000", "补充说明：最多 2000 个字"),
        ("specialities", ["ZZ"], "speciality ZZ", "适用专业：没有代码 ZZ"),
        ("leads_to", "nowhere", "leads_to", "去向：不能是这个值"),
        ("citations", ["手册"], "a source and a place", "出处：要写成“来源 位置”，如“手册 2.1”"),
        ("phrasings", ["问" * 201] * 6, "200", "第 1 条问法：最多 200 个字"),
        ("phrasings", ["问"], "at least 6", "问法：至少 6 条"),
        ("citations", ["手册 9.9"], "does not exist", "出处：没有〔手册 9.9〕"),
        ("invented", 1, "Extra", "invented：没有这一栏"),
        ("id", "X", "pattern", "编号：以小写字母开头，只用小写字母、数字和连字符，3 到 40 个字符"),
    ):
        with pytest.raises(CorpusRefused, match=told) as refused:
            await here.put(PARKING | {field: value}, "王工")
        mistake = refused.value.mistakes[0]
        assert (mistake.field, mistake.chinese) == (field, chinese)
    for nobody in ("", " \n", "王" * 61, "王\x00工"):
        with pytest.raises(AuthorRefused):
            await here.put(PARKING, nobody)
    with pytest.raises(UnknownEntry):
        await here.retire("parking", "王工")
    with pytest.raises(UnknownEntry):
        await here.editing.history("a\x00")
    assert not await here.refresh()
    assert here.edition is before


async def test_two_edits_cannot_both_take_one_phrasing(
    here: KnowledgeBase, there: KnowledgeBase
) -> None:
    puts = (here.put(PARKING, "王工"), there.put(PARKING | {"id": "twin"}, "李工"))
    results = await asyncio.gather(*puts, return_exceptions=True)
    assert sum(isinstance(one, CorpusRefused) for one in results) == 1


async def test_the_slower_editor_is_told(here: KnowledgeBase, there: KnowledgeBase) -> None:
    await here.put(PARKING, "王工", 0)
    with pytest.raises(VersionConflict):
        await there.put(PARKING, "李工", 0)
    with pytest.raises(VersionConflict):
        await there.retire("hotline", "李工", 3)
    assert [one.author for one in await there.editing.history("parking")] == ["王工"]
    assert await there.editing.history("hotline") == []
    with pytest.raises(UnknownEntry):
        await there.editing.history("nothing")


async def test_a_stored_entry_that_became_wrong_is_skipped(
    database: Database, here: KnowledgeBase, came: Corpus
) -> None:
    store = Entries(database)
    await store.put("hotline", {"id": "hotline", "invented": 1}, "王工")
    await store.put("parking", PARKING | {"citations": ["手册 9.9"]}, "王工")
    with capture_logs() as logs:
        await here.refresh()
        await here.put(
            PARKING | {"id": "good", "phrasings": ["问" * n for n in range(3, 9)]}, "王工"
        )
    told = [line["entry"] for line in logs if line["event"] == "knowledge.left_out"]
    assert sorted(told) == ["hotline", "parking"]
    assert "王工" not in str(logs)
    assert here.corpus.entries["hotline"] == came.entries["hotline"]
    assert "good" in here.corpus.entries
    assert here.edition.version("parking") == 1
    # Mended, it is back.
    await here.put(PARKING, "王工", 1)
    assert "parking" in here.corpus.entries
    assert "parking" not in here.edition.left_out
