"""The public pages over HTTP, as a browser without script and a stranger sees them."""

import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import aiohttp
import pytest

from bot.hours import hours_line
from bot.self_service import faq_routes
from flows.view import SHANGHAI
from knowledge.corpus import Corpus, Entry
from tests.house import House

ID_NUMBER = "11010519491231002X"


async def text(http: aiohttp.ClientSession, path: str, status: int = 200) -> str:
    async with http.get(path) as page:
        words = await page.text()
        assert page.status == status, words
        return words


async def test_questions_topics_and_a_search_without_script(
    home: House, http: aiohttp.ClientSession
) -> None:
    page = await text(http, "/faq")
    corpus = home.assistant.services.corpus
    for entry in corpus.hot_questions():
        assert f'<a href="/faq/{entry.id}">{entry.title}</a>' in page
    for topic in corpus.topics:
        assert f">{topic}<" in page
    assert '<form class="search"' in page
    found = await text(http, "/faq?q=社保异常")
    assert 'href="/faq/insurance-abnormal"' in found
    assert 'name="robots" content="noindex"' in found
    listed = await text(http, "/faq?topic=延续注册")
    assert 'href="/faq/renewal-window"' in listed
    assert "/faq?topic=%E5%BB%B6" in listed
    assert "没有找到有把握的回答" in await text(http, "/faq?q=qwzx")
    assert "这里没有内容" in await text(http, "/faq?topic=没有", 404)


async def test_entries_have_pages(home: House, http: aiohttp.ClientSession) -> None:
    entries = list(home.assistant.services.corpus.entries.values())
    for entry in entries[::9]:
        page = await text(http, f"/faq/{entry.id}", 404 if entry.audience == "agent" else 200)
        if entry.audience != "agent":
            assert page.count("<h1") == 1
            assert f"<h1>{entry.title}</h1>" in page
            assert f'rel="canonical" href="{home.address}/faq/{entry.id}"' in page
            assert page.count("<figcaption>") == len(entry.citations)
            assert len(page.encode()) < 12_000


async def test_an_entry_with_sources_and_the_ways_on(
    home: House, http: aiohttp.ClientSession
) -> None:
    page = await text(http, "/faq/renewal-window")
    assert "延续注册只有在注册期满前半年内可申报" in page
    assert '<a href="/guide/3.3.1">手册 3.3.1 注 1</a>' in page
    assert 'rel="nofollow" href="/?go=renewal">去办理：延续注册' in page
    assert 'href="tel:010-88361866"' in page
    assert "现在可以申报延续。" in page
    assert 'href="/faq/renewal-how"' in page
    title = home.assistant.services.corpus.entries["renewal-window"].title
    assert f"<title>{title} · 注册申报常见问题</title>" in page


async def test_pages_are_kept_until_what_they_say_changes(
    home: House, http: aiohttp.ClientSession
) -> None:
    home.clock.ahead = datetime.fromisoformat("2026-11-23 09:00").replace(
        tzinfo=SHANGHAI
    ) - datetime.now(UTC)
    async with http.get("/faq/hotline") as first:
        tag, words = first.headers["etag"], await first.text()
        assert first.headers["cache-control"] == "no-cache"
    assert hours_line(home.clock()) in words
    known = {"If-None-Match": f'"other", W/{tag}'}
    async with http.get("/faq/hotline", headers=known) as second:
        assert (second.status, await second.text()) == (304, "")
    home.clock.moves_on(12 * 3600)
    async with http.get("/faq/hotline", headers=known) as closed:
        assert closed.status == 200
        assert hours_line(home.clock()) in await closed.text()


async def test_numbers_of_people_are_in_no_page_and_no_address(
    http: aiohttp.ClientSession,
) -> None:
    async with http.get("/faq", params={"q": f"{ID_NUMBER} 社保异常"}) as page:
        assert ID_NUMBER not in str(page.url)
        assert [step.status for step in page.history] == [303]
        words = await page.text()
    assert ID_NUMBER not in words
    assert "「社保异常」找到" in words
    async with http.post("/faq/search", data={"q": f"{ID_NUMBER} 社保异常"}) as part:
        words = await part.text()
    assert ID_NUMBER not in words
    assert "insurance-abnormal" in words
    assert "<html" not in words


@pytest.mark.parametrize("question", ["", "   ", "？？", "\x00", "a" * 5000, "<script>"])
async def test_any_words_may_be_searched(http: aiohttp.ClientSession, question: str) -> None:
    async with http.post("/faq/search", data={"q": question}) as part:
        assert part.status == 200
        assert "<script>" not in await part.text()


async def test_too_many_searches_are_slowed_down(
    http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(faq_routes.SEARCHES):
        async with http.post("/faq/search", data={"q": "电话"}) as part:
            assert part.status == 200
    async with http.post("/faq/search", data={"q": "电话"}, headers={"X-Fragment": "1"}) as part:
        assert (part.status, await part.text()) == (429, "操作有些频繁，请稍等片刻再试。")
    # Reading goes on.
    await text(http, "/faq/hotline")


@pytest.mark.parametrize(
    "path", ["/faq/no-such", "/faq/%00", "/guide/9", "/guide/3.3.9", "/faq/a%2Fb"]
)
async def test_what_is_not_there_offers_the_search(http: aiohttp.ClientSession, path: str) -> None:
    page = await text(http, path, 404)
    assert 'role="search"' in page or "没有打开" in page
    assert "/faq" in page or "回到对话" in page


async def test_an_entry_for_agents_is_never_shown(
    home: House, http: aiohttp.ClientSession
) -> None:
    corpus = home.assistant.services.corpus
    hidden = _hide(corpus, "hotline")
    try:
        await text(http, "/faq/hotline", 404)
        for path in (
            "/faq",
            "/faq?q=咨询电话和工作时间",
            f"/faq?topic={hidden.topic}",
            "/guide/6",
        ):
            assert 'href="/faq/hotline"' not in await text(http, path), path
        async with home.web_user() as user:
            await user.http.get(f"{home.address}/?faq=hotline", headers={"Accept": "text/html"})
            await user.opens()
            assert "这条问答没有找到" in user.text
    finally:
        corpus.entries["hotline"] = hidden


def _hide(corpus: Corpus, entry_id: str) -> Entry:
    entry = corpus.entries[entry_id]
    corpus.entries[entry_id] = entry.model_copy(update={"audience": "agent"})
    return entry


async def test_the_guide_is_leafed_through_from_its_first_page_to_its_last(
    home: House, http: aiohttp.ClientSession
) -> None:
    guide = home.assistant.services.corpus.guide
    contents = await text(http, "/guide")
    path, seen = "/guide/1", []
    while path:
        page = await text(http, path)
        section = guide.section(path.removeprefix("/guide/"))
        seen.append(section.id)
        assert f"<h1>{section.heading}</h1>" in page
        assert f'href="{path}"' in contents
        shown = re.sub(r"<[^>]+>|[【】\s]", "", page)
        for line in filter(None, section.plain.split("\n")):
            words = re.sub(r"^· |[【】\s]", "", line).replace("&", "&amp;")
            assert words.replace('"', "&#34;") in shown, (section.id, line)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        path = following[1] if following else ""
    assert seen == list(guide.sections)


async def test_a_section_names_the_questions_answered_from_it(
    http: aiohttp.ClientSession,
) -> None:
    assert 'href="/faq/renewal-window"' in await text(http, "/guide/3.3.1")


async def test_search_engines_find_every_page_and_begin_no_chat(
    home: House, http: aiohttp.ClientSession
) -> None:
    robots = (await text(http, "/robots.txt")).splitlines()
    assert "Disallow: /?" in robots
    assert f"Sitemap: {home.address}/sitemap.xml" in robots
    document = ElementTree.fromstring(await text(http, "/sitemap.xml"))
    places = [place.text or "" for place in document.iter() if place.tag.endswith("}loc")]
    corpus = home.assistant.services.corpus
    public = sum(entry.is_public for entry in corpus.entries.values())
    assert len(set(places)) == len(corpus.guide.sections) + len(corpus.topics) + public + 2
    for place in places[:3] + places[-3:]:
        await text(http, place.removeprefix(home.address))
