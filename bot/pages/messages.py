"""我的消息 (manual 2.5): unread first, in pages; what a turn shows is read with that turn."""

from datetime import UTC, datetime, timedelta

from bot.buttons import menu_button
from bot.channels.messages import Button
from bot.exchange import Exchange, Rows
from bot.pages.leafing import fitting
from bot.pages.numbers import base36, from_base36, number_in
from bot.services import Services
from flows.view import SHANGHAI
from storage.notifications import Notification

SIZE = 8
ALL, UNREAD, READ = "all", "unread", "read"
EMPTY = "暂无数据\n\n上报之后，审批意见、审批时间等进展会发到这里，也会推送给您。"
EMPTY_ROWS: Rows = ((menu_button("当前申报", "go", "current"), menu_button("主菜单", "menu")),)
LATEST = 10**15
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


async def messages(exchange: Exchange, services: Services, target: str = "") -> None:
    """One page; `target` is all|unread[.BEGAN.AFTER], or read.LAST for 全部标为已读."""
    view, _, place = target.partition(".")
    if view == READ:
        await _mark_all(exchange, services, number_in(place, at_most=LATEST))
        return
    only_unread = view == UNREAD
    began, after = _read(place)
    store, person_id = services.notifications, exchange.person_id
    unread = await store.unread(person_id)
    found = await store.page(
        person_id, only_unread=only_unread, began=began, after=after, limit=SIZE + 1
    )
    texts = [_text(n, each) for n, each in enumerate(found[:SIZE], 1)]
    shown = found[: fitting(texts)]
    exchange.seen += [each.id for each in shown if not each.is_read]
    left = unread.count - len(exchange.seen)
    rows = list(_progress_rows(shown))
    if len(shown) < len(found):
        rows.append((menu_button("更早的消息", "messages", _next(view, shown[-1])),))
    elif after and not shown:
        rows.append((menu_button("从头看", "messages", ALL),))
    rows += _view_rows(only_unread, left, unread.last)
    exchange.say(
        "\n\n".join(texts[: len(shown)]) or ("没有未读消息。" if only_unread else EMPTY),
        tuple(rows) or EMPTY_ROWS,
        title=f"我的消息（未读 {unread.count} 条）" if unread.count else "我的消息",
    )


async def _mark_all(exchange: Exchange, services: Services, last: int) -> None:
    """Those that were there when the button was shown; later ones stay unread."""
    store = services.notifications
    exchange.seen += await store.unread_up_to(exchange.person_id, last)
    count = len(exchange.seen)
    exchange.say(
        f"已把 {count} 条消息标为已读。" if count else "没有未读消息。",
        ((menu_button("看全部消息", "messages", ALL),),),
        title="我的消息",
    )


def _text(number: int, message: Notification) -> str:
    """发送时间, 状态, 消息内容."""
    state = "已读" if message.is_read else "未读"
    sent = message.at.astimezone(SHANGHAI)
    return f"{number} · {sent:%Y-%m-%d %H:%M} · {state}\n{message.text}"


def _progress_rows(shown: list[Notification]) -> Rows:
    """To each application's progress once, by the number of the latest message about it."""
    first: dict[str, int] = {}
    for number, message in enumerate(shown, 1):
        if message.application_id:
            first.setdefault(message.application_id, number)
    if len(first) == 1:
        return ((menu_button("查看审核进度", "progress", next(iter(first))),),)
    buttons = [menu_button(f"{n} 的进度", "progress", id_) for id_, n in first.items()]
    return tuple(tuple(buttons[i : i + 4]) for i in range(0, len(buttons), 4))


def _view_rows(only_unread: bool, left: int, last: int) -> list[tuple[Button, ...]]:
    row = []
    if only_unread:
        row.append(menu_button("看全部消息", "messages", ALL))
    elif left > 0:
        row.append(menu_button("只看未读", "messages", UNREAD))
    if left > 0:
        row.append(menu_button("全部标为已读", "messages", f"{READ}.{last}"))
    return [tuple(row)] if row else []


def _next(view: str, last: Notification) -> str:
    microseconds = (last.began - _BEGINNING) // timedelta(microseconds=1)
    return f"{UNREAD if view == UNREAD else ALL}.{base36(microseconds)}.{last.id}"


def _read(place: str) -> tuple[datetime | None, int]:
    began, _, after = place.partition(".")
    microseconds, message_id = from_base36(began), number_in(after, at_most=LATEST)
    if not microseconds or not message_id:
        return None, 0
    return _BEGINNING + timedelta(microseconds=min(microseconds, LATEST * 10)), message_id
