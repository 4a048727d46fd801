"""办事指南 (manual 2.8) by section: its list, its pages, before, after and above."""

from math import ceil

from bot.buttons import menu_button
from bot.channels.messages import BotMessage, Button
from bot.exchange import Exchange, Rows
from bot.pages.numbers import number_in
from bot.services import Services
from knowledge.citations import MANUAL, Citation
from knowledge.corpus import Corpus, Section
from knowledge.passages import passage
from knowledge.sections import split_pages

LENGTH = 1200
"""Characters of one page: some screens of a phone, not a wall."""

LISTED = 8
"""Sections that one page lists."""


def guide(exchange: Exchange, services: Services, target: str) -> None:
    """A section, by `3.1.1`, `3.1.1@2` for its 2nd page or `3.1.1@注 1` for a place in it.

    Without a section, or for an unknown one: the chapters, `@2` for the 2nd page of them.
    """
    section_id, _, place = target.partition("@")
    corpus = services.corpus
    if section_id in corpus.guide.sections:
        _section(exchange, corpus, corpus.guide.section(section_id), place)
        return
    chapters = corpus.guide.top
    count = _count(chapters)
    page = max(1, number_in(place, at_most=count))
    turns = _turns("", page, count)
    rows = (*_listed(chapters, page), *((turns,) if turns else ()))
    exchange.say("请选择要看的章节：", rows, title=f"办事指南{_of(page, count)}")


def _section(exchange: Exchange, corpus: Corpus, section: Section, place: str) -> None:
    guide = corpus.guide
    texts = split_pages(section.plain, LENGTH) if section.plain else []
    below = guide.children(section.id)
    count = max(len(texts), _count(below), 1)
    page = max(1, number_in(place, at_most=count)) if place.isascii() else 0
    if not page:
        page = _page_of(Citation(source=MANUAL, locator=f"{section.id} {place}"), corpus, texts)
    listed = below[(page - 1) * LISTED : page * LISTED]
    text = texts[page - 1] if page <= len(texts) else "\n".join(one.heading for one in listed)
    before, after = guide.previous(section.id), guide.next(section.id)
    steps = [menu_button(f"上一节 {before.id}", "guide", before.id)] if before else []
    steps += [menu_button(f"下一节 {after.id}", "guide", after.id)] if after else []
    up = (
        [menu_button(f"上一级 {section.parent}", "guide", section.parent)]
        if section.parent
        else []
    )
    ways = (_turns(section.id, page, count), tuple(steps), (*up, menu_button("目录", "guide")))
    exchange.show(
        BotMessage(
            title=f"{section.heading}{_of(page, count)}",
            text=text,
            buttons=(*_listed(below, page), *(row for row in ways if row)),
        )
    )


def _listed(sections: tuple[Section, ...], page: int) -> Rows:
    shown = sections[(page - 1) * LISTED : page * LISTED]
    return tuple((menu_button(one.heading, "guide", one.id),) for one in shown)


def _turns(section_id: str, page: int, count: int) -> tuple[Button, ...]:
    turns = [menu_button("上一页", "guide", f"{section_id}@{page - 1}")] if page > 1 else []
    turns += [menu_button("下一页", "guide", f"{section_id}@{page + 1}")] if page < count else []
    return tuple(turns)


def _page_of(citation: Citation, corpus: Corpus, texts: list[str]) -> int:
    """The page on which the cited words begin; the first where they are nowhere."""
    words = passage(citation, corpus.guide, corpus.laws).split("\n")[0]
    return next((n for n, text in enumerate(texts, 1) if words and words in text), 1)


def _count(sections: tuple[Section, ...]) -> int:
    return ceil(len(sections) / LISTED)


def _of(page: int, count: int) -> str:
    return f"（{page}/{count}）" if count > 1 else ""
