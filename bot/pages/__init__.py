"""What has no steps: records, 我的消息, 提醒设置, 审核进度, 证书预览, 办事指南, 在线客服 ..."""

from dataclasses import dataclass, field

from bot.businesses import BUSINESSES
from bot.calendar_page import calendar_link
from bot.cards import LOGIN_ROW
from bot.exchange import Exchange
from bot.pages.certificate import certificate
from bot.pages.current import current
from bot.pages.guide import guide
from bot.pages.history import history
from bot.pages.hotline import hotline
from bot.pages.messages import messages
from bot.pages.progress import progress
from bot.pages.service import service
from bot.pages.settings import remind, settings
from bot.pages.videos import videos
from bot.relay import relay
from bot.services import Services
from bot.walkthrough.kept import Walkthroughs

PAGE_VERBS = frozenset(
    {
        *("guide", "progress", "messages", "current", "history", "service"),
        *("settings", "remind", "relay", "calendar", "videos", "certificate"),
    }
)
"""Verbs of buttons that lead to a place in a page."""

AFTER_LOGIN = {"relay": "progress", "remind": "settings", "calendar": "settings"}
"""Where a button leads in a chat of nobody's, whose verb needs to know whose it is."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Every page by its id."""

    services: Services
    walkthroughs: Walkthroughs = field(default_factory=Walkthroughs)

    async def open(self, exchange: Exchange, page: str, target: str = "") -> None:
        """Show a page; `target` is a section, an application, a place in a list ..."""
        match page:
            case "guide":
                guide(exchange, self.services, target)
            case "hotline" | "agent":
                hotline(exchange, as_agent=page == "agent")
            case "videos":
                await videos(exchange, self.services, self.walkthroughs, target)
            case "service":
                await service(exchange, self.services, target)
            case _ if not exchange.person_id:
                page = AFTER_LOGIN.get(page, page)
                title = BUSINESSES[page].title
                exchange.state["pending_page"] = page
                exchange.say(f"查看「{title}」需要先登录。", (LOGIN_ROW,), title=title)
            case "messages":
                await messages(exchange, self.services, target)
            case "progress":
                await progress(exchange, self.services, target)
            case "settings":
                await settings(exchange, self.services, target)
            case "remind":
                await remind(exchange, self.services, target)
            case "relay":
                await relay(exchange, self.services, target)
            case "calendar":
                await calendar_link(exchange, self.services)
            case "certificate":
                await certificate(exchange, self.services, target)
            case "history":
                await history(exchange, self.services, target)
            case _:
                await current(exchange, self.services, target)
