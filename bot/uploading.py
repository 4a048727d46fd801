"""Where an image goes that somebody sends: to the step in hand, or to a 补正 that waits for it."""

from dataclasses import dataclass

from bot.beginning import Beginning
from bot.buttons import StepTap
from bot.channels.messages import BotMessage
from bot.exchange import Exchange
from bot.filling import Filling
from bot.hearing import awaits_image
from bot.services import Services
from bot.showing import is_shown
from bot.taking_up import take_up
from bot.uploads import TakenIn, enlarged, take_in
from flows import texts
from flows.answers import Sent
from flows.model import ApplicationStatus
from flows.steps import Image
from flows.tracker import Tracker

ENLARGE = "enlarge"
"""The value of the button under a refused proof that would do if it were larger."""


@dataclass(frozen=True, slots=True)
class Uploading:
    """Takes images in and hands them to the form."""

    services: Services
    beginning: Beginning
    filling: Filling

    async def receive(self, exchange: Exchange) -> None:
        """An image, with or without a form in hand."""
        upload, tracker = exchange.message.upload, exchange.tracker
        assert upload is not None, "only messages with an upload come here"
        if tracker is None:
            tracker = await self._correction(exchange)
            if tracker is None:
                return
        elif not is_shown(exchange, tracker):
            await self.filling.resume(exchange, tracker, note=texts.say("moved_elsewhere"))
            return
        step = awaits_image(tracker)
        if step is None:
            await self.filling.given(exchange, Sent("", ""))
            return
        taken = await take_in(step, upload, self.services)
        if isinstance(taken.given, Sent):
            exchange.heard["picture"] = taken.given.sha256
        await self._hand_over(exchange, taken)

    async def enlarge(self, exchange: Exchange, tap: StepTap) -> bool:
        """A tap on 放大后使用; False where no refused image waits at that step."""
        tracker = exchange.tracker
        if tracker is None or (tracker.id, tracker.step) != (tap.tracker_id, tap.step):
            return False
        step = awaits_image(tracker)
        if not isinstance(step, Image) or not tracker.partial:
            return False
        taken = await enlarged(step, tracker.partial, self.services)
        await self._hand_over(exchange, taken)
        return True

    async def _hand_over(self, exchange: Exchange, taken: TakenIn) -> None:
        given = taken.given
        if not isinstance(given, Sent) or given.kind != "proof":
            await self.filling.given(exchange, given, note=taken.note)
            return
        # A document is looked at as it will be handed in: with the next step, or by itself.
        before = len(exchange.outgoing)
        await self.filling.given(exchange, given)
        for place, message in enumerate(exchange.outgoing[before:], start=before):
            if given.sha256 in message.pictures:
                text = f"{taken.note}\n\n{message.text}"
                exchange.outgoing[place] = message.model_copy(update={"text": text})
                return
        preview = BotMessage(text=taken.note, pictures=(given.sha256,))
        exchange.outgoing.insert(before, preview)

    async def _correction(self, exchange: Exchange) -> Tracker | None:
        """Without a form in hand: the one application that waits for a 补正, if there is one."""
        if not exchange.person_id:
            exchange.say(texts.say("upload_unasked"))
            return None
        facts = await self.services.registry.facts(exchange.person_id)
        waiting = [a for a in facts.applications if a.status is ApplicationStatus.CORRECTING]
        if len(waiting) != 1:
            exchange.say(texts.say("upload_which" if waiting else "upload_unasked"))
            if waiting:
                await self.beginning.start(exchange, "correction")
            return None
        person_id, wanted = exchange.person_id, waiting[0].id
        draft = await self.services.trackers.draft(person_id, "correction", wanted)
        if draft is not None:
            await take_up(exchange, self.services, draft, slot="proof")
        else:
            await self.beginning.start(exchange, "correction", {"application": wanted})
        begun = exchange.tracker
        if begun is None or awaits_image(begun) is None:
            return None
        exchange.outgoing.clear()  # what it would ask for is here already
        return begun
