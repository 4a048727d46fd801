"""操作视频 (manual 2.10): every business step by step, and the operator's own videos."""

from bot.buttons import menu_button
from bot.channels.messages import BotMessage, Button
from bot.exchange import Exchange, Rows
from bot.services import Services
from bot.walkthrough.kept import Shown, Walkthroughs
from flows.catalogue import catalogue
from flows.steps import Flow
from knowledge.videos import VideoLinks

A_ROW = 3
"""Businesses in one row of buttons."""


async def videos(
    exchange: Exchange, services: Services, walkthroughs: Walkthroughs, target: str
) -> None:
    """A business's walk-through; without a business, the choice among them."""
    flow = catalogue().get(target)
    if flow is None:
        exchange.show(_choice(services.video_links))
        return
    shown = await walkthroughs.of(flow, services)
    exchange.show(_walkthrough(flow, shown, services.video_links))


def _choice(links: VideoLinks) -> BotMessage:
    buttons = [menu_button(flow.title, "videos", flow.id) for flow in catalogue().values()]
    rows = tuple(tuple(buttons[i : i + A_ROW]) for i in range(0, len(buttons), A_ROW))
    return BotMessage(
        title="操作视频",
        text="请选择要看的业务，我用动画演示每一步怎么填。\n"
        "系统网页的个人版操作视频在右侧导航栏的“操作视频”栏目。",
        buttons=(*rows, *_links(links, "general"), (menu_button("看办事指南", "guide"),)),
    )


def _walkthrough(flow: Flow, shown: Shown, links: VideoLinks) -> BotMessage:
    animations = (shown.animation,) if shown.animation else ()
    length = f"动画约 {shown.seconds} 秒，人员、单位和答案都是虚构的。\n" if animations else ""
    steps = "\n".join(f"{number}. {line}" for number, line in enumerate(shown.outline, 1))
    rows: Rows = (
        (menu_button(f"开始办理 {flow.title}", "go", flow.id, "primary"),),
        *_links(links, flow.id),
        (menu_button("看手册原文", "guide", flow.manual), menu_button("其他业务", "videos")),
    )
    return BotMessage(
        title=f"操作视频 · {flow.title}",
        text=f"{length}{steps}",
        buttons=rows,
        animations=animations,
        picture_text=f"「{flow.title}」逐步演示的动画，每一步见下面的文字",
    )


def _links(links: VideoLinks, business: str) -> tuple[tuple[Button, ...], ...]:
    return tuple((Button(label=one.title, url=str(one.url)),) for one in links.get(business, ()))
