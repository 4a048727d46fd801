"""当前申报, 历史申报, 我的消息 (manual 2.3-2.5)."""

from bot.buttons import menu_button
from bot.channels.messages import BotMessage, Button
from bot.exchange import Exchange
from bot.pages.lines import application_line
from bot.services import Services
from flows.catalogue import catalogue
from flows.specialities import label_of
from flows.view import SHANGHAI

PAGE = 8


async def current(exchange: Exchange, services: Services) -> None:
    """正在办理的业务 (manual 2.3, 2.1), with the drafts."""
    facts = await services.registry.facts(exchange.person_id)
    in_hand = [a for a in facts.applications if a.is_open]
    lines = [application_line(application) for application in in_hand]
    rows: list[tuple[Button, ...]] = [
        (menu_button(f"查看审核进度 {label_of(a.speciality)}", "progress", a.id),) for a in in_hand
    ]
    for draft in await services.trackers.drafts(exchange.person_id):
        title = catalogue()[draft.flow].title
        lines.append(f"{title} · 草稿（还没有上报）")
        rows.append((menu_button(f"继续填写 {title}", "resume", draft.id),))
    text = "\n\n".join(lines) or "正在办理的业务：暂无数据"
    exchange.show(BotMessage(title="当前申报", text=text, buttons=tuple(rows)))


async def history(exchange: Exchange, services: Services) -> None:
    """历史申报: what has ended, with its opinion (manual 2.4)."""
    facts = await services.registry.facts(exchange.person_id)
    ended = [a for a in facts.applications if not a.is_open]
    lines = [
        application_line(a) + (f"\n审核意见：{a.opinion}" if a.opinion else "") for a in ended
    ]
    exchange.say("\n\n".join(lines) or "历史申报：暂无数据", title="历史申报")


async def messages(exchange: Exchange, services: Services, offset: int) -> None:
    """我的消息, unread first; what is shown counts as read from then on (manual 2.5)."""
    store = services.notifications
    unread = await store.unread(exchange.person_id)
    found = await store.page(exchange.person_id, offset, PAGE + 1)
    page, more = found[:PAGE], found[PAGE:]
    lines = [
        f"{n.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}  {'已读' if n.is_read else '未读'}\n" + n.text
        for n in page
    ]
    await store.mark_read(exchange.person_id, [n.id for n in page])
    rows = ((menu_button("更早的消息", "messages", str(offset + PAGE)),),) if more else ()
    title = f"我的消息（未读 {unread} 条）" if unread else "我的消息"
    exchange.say("\n\n".join(lines) or "暂无数据", rows, title=title)
