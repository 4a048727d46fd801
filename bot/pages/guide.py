"""办事指南 (manual 2.8) by section."""

from bot.buttons import menu_button
from bot.channels.messages import BotMessage
from bot.exchange import Exchange, Rows
from bot.pages.numbers import number_in
from bot.services import Services


def guide(exchange: Exchange, services: Services, target: str) -> None:
    """办事指南 by section (manual 2.8); `target` is `3.1.1` or `3.1.1@2` for its 2nd page."""
    guide = services.corpus.guide
    section_id, _, number = target.partition("@")
    if section_id not in guide.sections:
        chapters = tuple((menu_button(s.heading, "guide", s.id),) for s in guide.top)
        exchange.say("请选择要看的章节：", chapters, title="办事指南")
        return
    section = guide.section(section_id)
    pages = guide.pages(section_id)
    page = max(1, number_in(number, at_most=len(pages)))
    rows: Rows = tuple(
        (menu_button(s.heading, "guide", s.id),) for s in guide.children(section_id)
    )
    if page < len(pages):
        rows = (*rows, (menu_button("继续看", "guide", f"{section_id}@{page + 1}"),))
    before, after = guide.previous(section_id), guide.next(section_id)
    steps = [menu_button(f"上一节 {before.id}", "guide", before.id)] if before else []
    steps += [menu_button(f"下一节 {after.id}", "guide", after.id)] if after else []
    rows = (*rows, (*steps, menu_button("目录", "guide")))
    count = f"（{page}/{len(pages)}）" if len(pages) > 1 else ""
    exchange.show(
        BotMessage(title=f"{section.heading}{count}", text=pages[page - 1], buttons=rows)
    )
