"""Where an image goes that somebody sends: to the step in hand, or to a 补正 that waits for it."""

import asyncio
from dataclasses import dataclass, replace

import structlog

from bot import albums, endings
from bot.beginning import Beginning
from bot.buttons import StepTap
from bot.channels.faults import describe
from bot.channels.messages import BotMessage
from bot.exchange import Exchange
from bot.filling import Filling
from bot.hearing import awaits_image
from bot.papers import Papers
from bot.services import Services
from bot.showing import is_shown
from bot.taking_up import take_up
from bot.uploads import TakenIn, fetched, take_in, treat_anew
from flows import candidates, texts
from flows.candidates import Candidate
from flows.catalogue import catalogue
from flows.image_answers import images_in
from flows.images.examples import example as example_of
from flows.images.outcome import Treatment
from flows.inputs import Offered, Sent, Unusable
from flows.model import ApplicationStatus
from flows.steps import Image, Images
from flows.tracker import Tracker

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Uploading:
    """Takes images in and hands them to the form."""

    services: Services
    beginning: Beginning
    filling: Filling

    async def receive(self, exchange: Exchange) -> None:
        """An image, with or without a form in hand, by itself or as part of an album."""
        message = exchange.message
        assert message.upload is not None, "only messages with an upload come here"
        if albums.is_late(exchange):
            exchange.say(texts.say("album_late"))
            return
        step = await self._step(exchange)
        if step is None:
            return
        assert exchange.tracker is not None, "a step is one of a form in hand"
        taken = await take_in(step, message.upload, self.services)
        taken = await self._compared(exchange, step, taken)
        if taken.candidate is not None and taken.candidate.image:
            exchange.heard["picture"] = taken.candidate.image
        if message.album:
            await self._gather(exchange, step, taken)
        elif isinstance(step, Image):
            await self._to_one(exchange, step, taken, ())
        else:
            await self._to_several(exchange, step, taken)

    async def album_over(self, exchange: Exchange) -> None:
        """All of an album has arrived: say what came of it, and go on."""
        arrived = albums.close(exchange)
        tracker = exchange.tracker
        if arrived is None or tracker is None:
            return
        step = awaits_image(tracker)
        told = albums.listed(arrived)
        if step is None or not is_shown(exchange, tracker):
            exchange.say(told)
            return
        only = tracker.candidates[0] if len(tracker.candidates) == 1 else None
        if isinstance(step, Image) and only and only.image and not arrived.doubtful:
            await self._use(exchange, step, only)
        else:
            await self.filling.resume(exchange, tracker, note=told)

    async def treat(self, exchange: Exchange, word: str, *, is_tap: bool) -> bool:
        """A page, a turn, 放大后使用 or 用原样 for an upload that waits; False for other words."""
        tracker = exchange.tracker
        step = awaits_image(tracker) if tracker is not None else None
        if tracker is None or step is None:
            return False
        wish = candidates.wish(tracker.candidates, word, is_tap=is_tap)
        if wish is None:
            return False
        waiting = tracker.candidates
        taken = await treat_anew(step, waiting[wish.number], wish.treatment, self.services)
        taken = await self._compared(exchange, step, taken)
        if taken.code:
            facts = taken.facts
            await self.filling.given(exchange, Unusable(taken.code, facts, waiting))
        elif isinstance(step, Image):
            others = waiting[: wish.number] + waiting[wish.number + 1 :]
            await self._to_one(exchange, step, taken, others)
        else:
            left = waiting[: wish.number] + waiting[wish.number + 1 :]
            exchange.tracker = tracker.model_copy(update={"candidates": left})
            await self._to_several(exchange, step, taken)
        return True

    async def treat_by_tap(self, exchange: Exchange, tap: StepTap) -> bool:
        """The same for a button, if it is one of the step in hand."""
        tracker = exchange.tracker
        is_here = tracker is not None and (tracker.id, tracker.step) == (tap.tracker_id, tap.step)
        return is_here and await self.treat(exchange, tap.value, is_tap=True)

    async def _step(self, exchange: Exchange) -> Image | Images | None:
        """The image step in hand; otherwise the person has been told."""
        if exchange.tracker is None:
            exchange.tracker = await self._correction(exchange)
            if exchange.tracker is None:
                return None
        elif not is_shown(exchange, exchange.tracker):
            note = texts.say("moved_elsewhere")
            await self.filling.resume(exchange, exchange.tracker, note=note)
            return None
        step = awaits_image(exchange.tracker)
        if step is None and not albums.is_told(exchange):
            await self._read_paper(exchange, exchange.tracker)
        return step

    async def _compared(self, exchange: Exchange, step: Image | Images, taken: TakenIn) -> TakenIn:
        """With questions where the paper seems to show something else than it should."""
        tracker, candidate = exchange.tracker, taken.candidate
        if tracker is None or candidate is None or not candidate.image:
            return taken
        view = tracker.view(exchange.now)
        doubts = await Papers(self.services).doubts(step, tracker, view, candidate.image)
        if not doubts:
            return taken
        told = "\n\n".join([candidate.told, *doubts])
        asked = candidate.model_copy(update={"told": told})
        return replace(taken, candidate=asked, is_doubtful=True)

    async def _read_paper(self, exchange: Exchange, tracker: Tracker) -> None:
        """A photo at a step that is typed: perhaps the paper on which the answer stands."""
        step = catalogue()[tracker.flow].step(tracker.step)
        upload = exchange.message.upload
        papers = Papers(self.services)
        if step is None or upload is None or not papers.can_read(step):
            await self.filling.given(exchange, Sent("", ""))
            return
        taken = await fetched(upload)
        if isinstance(taken, TakenIn):
            await self._refuse(exchange, taken, ())
            return
        view = tracker.view(exchange.now)
        found, asked = await papers.propose(step, tracker, view, taken) or ({}, [])
        exchange.tracker = tracker.model_copy(update={"proposals": {**tracker.proposals, **found}})
        if step.slot not in found:
            asked = [texts.say("paper_not_read"), *asked]
        await self.filling.ask_anew(exchange, note="\n\n".join(asked))

    async def _to_one(
        self, exchange: Exchange, step: Image, taken: TakenIn, others: tuple[Candidate, ...]
    ) -> None:
        """For a step that wants one image: used at once, or looked at first."""
        kept = await self._kept(exchange, step, taken)
        waiting = (*others, kept) if kept is not None else others
        if taken.code:
            assert exchange.tracker is not None, "only with a form in hand"
            # What has come before is still better than nothing.
            before = others or exchange.tracker.candidates
            await self._refuse(exchange, taken, (kept,) if kept is not None else before)
        elif kept is not None and kept.image and not others and not taken.is_doubtful:
            await self._use(exchange, step, kept)
        else:
            await self.filling.given(exchange, Offered(waiting))

    async def _to_several(self, exchange: Exchange, step: Images, taken: TakenIn) -> None:
        tracker = exchange.tracker
        assert tracker is not None, "only with a form in hand"
        kept = await self._kept(exchange, step, taken)
        waiting, room = tracker.candidates, step.most - len(images_in(tracker.partial))
        if taken.code:
            await self._refuse(exchange, taken, waiting if kept is None else (*waiting, kept))
        elif kept is not None and kept.wants == "page" and len(kept.choices) <= room:
            await self._all_pages(exchange, step, kept)
        elif kept is not None and kept.image and not taken.is_doubtful:
            await self.filling.given(exchange, Sent(kept.image, step.kind), note=kept.told)
        elif kept is not None:
            await self.filling.given(exchange, Offered((*waiting, kept)))

    async def _all_pages(self, exchange: Exchange, step: Images, document: Candidate) -> None:
        """There is room for the whole document: every page is one image."""
        before = len(exchange.outgoing)
        for page in document.choices:
            treatment = Treatment(page=page)
            await self._to_several(
                exchange, step, await treat_anew(step, document, treatment, self.services)
            )
        # What is asked after the last page tells of all of them.
        del exchange.outgoing[before:-1]
        if exchange.outgoing:
            last, pages = exchange.outgoing[-1], str(len(document.choices))
            text = f"{texts.say('document_whole', pages=pages)}\n\n{last.text}"
            exchange.outgoing[-1] = last.model_copy(update={"text": text})

    async def _gather(self, exchange: Exchange, step: Image | Images, taken: TakenIn) -> None:
        """One of an album: kept quietly until the others are here."""
        tracker = exchange.tracker
        assert tracker is not None, "only with a form in hand"
        before = len(exchange.outgoing)
        kept = await self._kept(exchange, step, taken)
        if isinstance(step, Images):
            await self._to_several(exchange, step, taken)
        elif kept is not None:
            await self.filling.given(exchange, Offered((*tracker.candidates, kept)))
        del exchange.outgoing[before:]
        if kept is not None and kept.wants == "page" and kept not in _waiting(exchange):
            whole = texts.say("document_whole", pages=str(len(kept.choices)))
            taken = replace(taken, candidate=kept.model_copy(update={"told": whole}))
        albums.add(exchange, taken)

    async def _kept(
        self, exchange: Exchange, step: Image | Images, taken: TakenIn
    ) -> Candidate | None:
        """The candidate, its original remembered, a signature seen on the certificate."""
        tracker, kept = exchange.tracker, taken.candidate
        assert tracker is not None, "only with a form in hand"
        if kept is None:
            return None
        if kept.original and kept.original not in tracker.originals:
            originals = (*tracker.originals, kept.original)
            exchange.tracker = tracker.model_copy(update={"originals": originals})
        if step.kind == "signature" and kept.image and tracker.slots.get("portrait"):
            slots = {**tracker.slots, step.slot: kept.image}
            seen = await endings.certificate_preview(self.services, tracker, slots)
            kept = kept.model_copy(update={"shown": (*kept.shown, *seen.pictures)})
        return kept

    async def _refuse(
        self, exchange: Exchange, taken: TakenIn, waiting: tuple[Candidate, ...]
    ) -> None:
        await self.filling.given(exchange, Unusable(taken.code, taken.facts, waiting))
        if example := await asyncio.to_thread(example_of, taken.code):
            await self._show_example(exchange, example)

    async def _show_example(self, exchange: Exchange, example: bytes) -> None:
        """Where there is room for a picture; words alone do where there is none."""
        last = exchange.outgoing[-1]
        if last.pictures:
            return
        try:
            shown = await self.services.files.put(example)
        except OSError as error:
            log.error("picture.not_kept", **describe(error))
            return
        text = "左边是这次的问题，右边是可以的样子。"
        exchange.outgoing[-1] = last.model_copy(
            update={"pictures": (shown,), "picture_text": text}
        )

    async def _use(self, exchange: Exchange, step: Image, chosen: Candidate) -> None:
        """Settle the step; the image is looked at with the next step, or by itself."""
        before = len(exchange.outgoing)
        await self.filling.given(exchange, Sent(chosen.image, step.kind))
        for place, message in enumerate(exchange.outgoing[before:], start=before):
            if chosen.image in message.pictures:
                text = f"{chosen.told}\n\n{message.text}"
                exchange.outgoing[place] = message.model_copy(update={"text": text})
                return
        exchange.outgoing.insert(before, BotMessage(text=chosen.told, pictures=chosen.shown))

    async def _correction(self, exchange: Exchange) -> Tracker | None:
        """Without a form in hand: the one application that waits for a 补正, if there is one."""
        if albums.is_told(exchange):
            return None
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


def _waiting(exchange: Exchange) -> tuple[Candidate, ...]:
    return exchange.tracker.candidates if exchange.tracker is not None else ()
