"""Entries by their id over HTTP: deep links, lines that are computed, entries that are gone."""

from datetime import timedelta

from bot.entries import read_link
from bot.hours import hours_line
from tests.bot.pages.reader import OnTelegram, OnWeb, Reader
from tests.house import House


async def follows(reader: Reader, home: House, link: str) -> None:
    """Open a link into the chat, as each channel has it."""
    if isinstance(reader, OnTelegram):
        await reader.user.types(f"/start {link}")
    elif isinstance(reader, OnWeb):
        verb, _, target = link.partition("_")
        page = f"{home.address}/?{verb}={target}"
        async with reader.user.http.get(page, headers={"Accept": "text/html"}) as shown:
            assert (shown.status, str(shown.url)) == (200, f"{home.address}/")
        await reader.user.opens()
        reader._fresh = reader.user.messages


async def test_a_link_shows_its_entry_with_what_holds_now(home: House, stranger: Reader) -> None:
    await follows(stranger, home, "faq_hotline")
    entry = home.assistant.services.corpus.entries["hotline"]
    shown = await stranger.sees(entry.title)
    assert hours_line(home.clock()) in shown
    assert stranger.labels[-2:] == ["看更多问题", "主菜单"]
    home.clock.ahead = timedelta(days=-1)
    await stranger.types(entry.phrasings[0])
    assert hours_line(home.clock()) in await stranger.sees("工作日 8:30-12:00")


async def test_a_link_to_nothing_gets_the_hot_questions(home: House, stranger: Reader) -> None:
    await follows(stranger, home, "faq_no-such-entry")
    await stranger.sees("这条问答没有找到")
    assert stranger.labels[0] == home.assistant.services.corpus.hot_questions()[0].title
    await stranger.taps(stranger.labels[0])
    await stranger.sees("〔手册")


async def test_a_link_begins_a_business_and_keeps_a_form_in_hand(
    home: House, reader: Reader
) -> None:
    await follows(reader, home, "go_initial")
    await reader.sees("符合请打勾")
    await follows(reader, home, "faq_renewal-window")
    await reader.sees("符合请打勾")
    answers = (
        [one.text for one in reader.user.messages]
        if isinstance(reader, OnTelegram)
        else [one["text"] for one in reader.user.messages]  # type: ignore[attr-defined]
    )
    # `yantu` holds no registration, so the line is the one for everybody.
    assert any("现在可以申报延续。" in text for text in answers)


async def test_other_sites_begin_no_form(home: House) -> None:
    async with home.web_user() as user:
        headers = {"Accept": "text/html", "Sec-Fetch-Site": "cross-site"}
        async with user.http.get(f"{home.address}/?go=initial", headers=headers) as page:
            assert page.status == 200
        await user.opens()
        assert [message["title"] for message in user.messages] == ["", "主菜单"]


def test_login_codes_are_no_links() -> None:
    assert read_link("/start ABCDEFGH") is None
    assert read_link("/start faq_") is None
    assert read_link("/start faq_a b") is None
    assert read_link("/start faq_renewal-window") == ("faq", "renewal-window")
