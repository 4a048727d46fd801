"""Inline mode: `@bot words` in any chat offers answers that can be passed on there."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import structlog
from telegram.error import TelegramError

from bot.channels.faults import describe
from bot.channels.messages import TEXT_LIMIT, Offer, Offers
from bot.channels.telegram_api import BotApi
from bot.channels.telegram_text import split, units

log = structlog.get_logger()

MOST = 10
KEPT_SECONDS = 300
"""How long Telegram answers the same words by itself, for everybody alike."""

PATIENCE_SECONDS = 10.0
"""Telegram takes no answer much later, and whoever types has typed on."""

DESCRIPTION_LIMIT = 120


class Inline:
    """Answers inline queries; never raises, since nothing is gained by asking again."""

    def __init__(self, api: BotApi, offers: Offers, username: Callable[[], str]) -> None:
        self._api = api
        self._offers = offers
        self._username = username

    async def answer(self, query: dict[str, Any]) -> None:
        """Offer what fits the words typed so far; without any, what is asked most."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                offers = await self._offers(str(query.get("query") or ""), MOST)
                await self._api.call("answerInlineQuery", **self._answer(query["id"], offers))
        except TelegramError as error:
            # Mostly that the query is too old: a newer one is on its way.
            log.info("telegram.inline_not_answered", error=type(error).__name__)
        except Exception as error:
            log.error("telegram.inline_failed", **describe(error))

    def _answer(self, query_id: str, offers: Sequence[Offer]) -> dict[str, Any]:
        words = "打开助手，直接提问" if offers else "没有找到，到对话里直接提问"
        return {
            "inline_query_id": query_id,
            "results": [self._article(offer) for offer in offers[:MOST]],
            "cache_time": KEPT_SECONDS,
            "is_personal": False,
            "button": {"text": words, "start_parameter": "ask"},
        }

    def _article(self, offer: Offer) -> dict[str, Any]:
        text = split(f"{offer.title}\n{offer.text}", TEXT_LIMIT)[0]
        article = {
            "type": "article",
            "id": offer.id,
            "title": offer.title,
            "description": offer.text.split("\n")[0][:DESCRIPTION_LIMIT],
            "input_message_content": {
                "message_text": text,
                "entities": [{"type": "bold", "offset": 0, "length": units(offer.title)}],
                "link_preview_options": {"is_disabled": True},
            },
        }
        if username := self._username():
            link = f"https://t.me/{username}?start={offer.link}"
            button = {"text": "在助手里查看、办理", "url": link}
            article["reply_markup"] = {"inline_keyboard": [[button]]}
        return article
