"""One UserMessage -> its replies, committed: what every channel calls."""

from dataclasses import dataclass, replace
from typing import Any

import structlog

from bot import endings
from bot.channels.faults import describe, reference
from bot.channels.messages import Delivery, Handled, UserMessage
from bot.exchange import Exchange
from bot.masking import mask
from bot.routing import Routing
from bot.services import Services
from bot.showing import ask_again
from flows import texts
from flows.ports import RegistryRefused, RegistryUnavailable
from storage.conversations import Conflict, Conversations, DuplicateUpdate
from storage.faults import is_outage

ATTEMPTS = 6
"""How often a turn is redone when another replica or channel wrote meanwhile."""

log = structlog.get_logger()


class Busy(Exception):
    """The chat was written by others at every attempt; the channel delivers the update again."""


@dataclass(frozen=True, slots=True)
class ChatDialogue:
    """READ, reply, ONE write; an update counts as handled once this has returned."""

    conversations: Conversations
    routing: Routing
    services: Services

    async def handle(self, message: UserMessage) -> Handled:
        """Reply to one message, exactly once however often it is delivered."""
        for _ in range(ATTEMPTS):
            snapshot = await self.conversations.read(
                message.channel, message.chat_id, message.update_id
            )
            if snapshot.handled:
                return Handled(duplicate=True)
            exchange = Exchange.of(message, snapshot, self.services.clock())
            exchange.heard = _heard(message)
            exchange.reads_papers = self.services.paper_reader.is_available
            await self._reply(exchange)
            try:
                written = await self.conversations.write(exchange.change())
            except Conflict:
                if exchange.redeemed:
                    message = replace(message, text="", login=exchange.redeemed)
                continue
            except DuplicateUpdate:
                return Handled(duplicate=True)
            for asked in exchange.answered:
                self.services.popularity.note(asked)
            await self._forget(exchange.unneeded)
            deliveries = tuple(
                Delivery(
                    id=outbox_id,
                    conversation_id=written.conversation_id,
                    channel=message.channel,
                    chat_id=message.chat_id,
                    message=shown,
                    replaces=message.tapped if shown.replaces_tapped else "",
                )
                for outbox_id, shown in zip(written.outbox_ids, exchange.outgoing, strict=True)
            )
            return Handled(
                deliveries=deliveries, toast=exchange.toast, logged_out=exchange.logged_out
            )
        raise Busy

    async def _forget(self, originals: list[str]) -> None:
        """Uploads as they came are not kept longer than the form that they were for."""
        if self.services.keeps_originals:
            return
        for sha256 in originals:
            try:
                await self.services.originals.drop(sha256)
            except OSError as error:
                log.error("upload.original_not_dropped", **describe(error))

    async def _reply(self, exchange: Exchange) -> None:
        try:
            await self.routing.route(exchange)
        except RegistryUnavailable:
            self._undo(exchange)
            self._explain(exchange, texts.say("registry_away_reading"))
        except RegistryRefused as refusal:
            self._undo(exchange)
            log.info("registry.refused", code=refusal.code)
            self._explain(exchange, endings.refusal(refusal))
        except Exception as error:
            if is_outage(error):
                raise
            number = reference()
            log.error("dialogue.bug", reference=number, **describe(error))
            self._undo(exchange)
            self._explain(exchange, texts.say("bug", reference=number))

    def _explain(self, exchange: Exchange, words: str) -> None:
        """Say what went wrong, and ask the step in hand again where that is possible."""
        exchange.say(words)
        try:
            ask_again(exchange)
        except Exception as error:
            log.error("dialogue.not_asked_again", **describe(error))

    def _undo(self, exchange: Exchange) -> None:
        """Back to what was read: nothing half-done is stored."""
        before = exchange.snapshot
        exchange.person_id = before.conversation.person_id
        exchange.tracker = before.tracker
        exchange.state = dict(before.conversation.state)
        exchange.dropped.clear()
        exchange.unneeded.clear()
        exchange.outgoing.clear()
        exchange.seen.clear()
        exchange.answered.clear()
        exchange.toast, exchange.logged_out, exchange.redeemed = "", False, ""


def _heard(message: UserMessage) -> dict[str, Any]:
    """What the history shows of the person's side; personal numbers are masked."""
    if message.upload is not None:
        is_image = message.upload.media_type.startswith("image/")
        return {"kind": "upload", "text": "📎 图片" if is_image else "📎 文件", "picture": ""}
    if message.data:
        return {"kind": "tap", "text": _storable(message.label) or "（点选）", "picture": ""}
    if message.login or message.unsupported or message.album_over:
        return {"kind": "other", "text": "", "picture": ""}
    if message.text.startswith("/start"):
        return {"kind": "other", "text": "", "picture": ""}
    return {
        "kind": "text",
        "text": mask(_storable(message.text[:4096])).text,
        "picture": "",
    }


def _storable(text: str) -> str:
    """Without what the database's JSON cannot hold: NUL and halves of surrogate pairs."""
    return text.replace("\x00", "").encode(errors="replace").decode()
