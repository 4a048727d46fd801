"""Filling a form in a chat: resume, answer, hand over; the engine decides."""

from dataclasses import dataclass, replace

from bot import endings
from bot.beginning import Beginning
from bot.buttons import StepTap, menu_button
from bot.cards import LOGIN_ROW, draft_card
from bot.exchange import Exchange
from bot.handing_over import HandingOver
from bot.services import Services
from bot.showing import ask_again, show_turn
from bot.taking_up import take_up
from flows import engine, texts
from flows.catalogue import catalogue
from flows.engine import Outcome, Turn
from flows.inputs import Given, Tapped
from flows.ports import RegistryUnavailable
from flows.steps import Flow
from flows.tracker import Tracker


@dataclass(frozen=True, slots=True)
class Filling:
    """Runs the engine for one chat message after the other."""

    services: Services
    beginning: Beginning

    async def resume(self, exchange: Exchange, tracker: Tracker, note: str = "") -> None:
        """Ask a draft's step in hand again, on fresh facts."""
        await take_up(exchange, self.services, tracker, note=note)

    async def reopen(self, exchange: Exchange, flow_id: str, slot: str) -> None:
        """Fill a form from one step on, whose answer is asked anew; a draft of it goes on."""
        flow = catalogue().get(flow_id)
        if flow is None or flow.step(slot) is None:
            exchange.say(texts.say("stale_button"))
            return
        if not exchange.person_id:
            await self.beginning.start(exchange, flow_id)
            return
        draft = await self.services.trackers.draft(exchange.person_id, flow_id)
        if draft is None:
            facts = await self.services.registry.facts(exchange.person_id)
            draft = engine.begin(flow, exchange.person_id, facts, exchange.now).tracker
        await take_up(exchange, self.services, draft, slot=slot)

    async def list_drafts(self, exchange: Exchange) -> None:
        """The form in hand, or all that were put aside."""
        if not exchange.person_id:
            exchange.say(texts.say("login_for_drafts"), (LOGIN_ROW,))
        elif exchange.tracker is not None:
            await self.resume(exchange, exchange.tracker)
        elif drafts := await self.services.trackers.drafts(exchange.person_id):
            for draft in drafts:
                exchange.show(draft_card(catalogue()[draft.flow], draft))
        else:
            exchange.say("没有没填完的草稿。", ((menu_button("看看有哪些业务", "menu"),),))

    async def resume_draft(self, exchange: Exchange, tracker_id: str) -> None:
        """A tap on 继续填写."""
        draft = await self._draft(exchange, tracker_id)
        if draft is not None:
            await self.resume(exchange, draft)

    async def start_anew(self, exchange: Exchange, tracker_id: str) -> None:
        """A tap on 重新开始: the draft goes once the new one can begin."""
        draft = await self._draft(exchange, tracker_id)
        if draft is not None:
            flow = catalogue()[draft.flow]
            slots = {flow.subject: draft.subject} if draft.subject else {}
            await self.beginning.begin(exchange, flow, slots, instead_of=draft)

    async def discard_draft(self, exchange: Exchange, tracker_id: str) -> None:
        """A tap on 删除草稿."""
        draft = await self._draft(exchange, tracker_id)
        if draft is not None:
            exchange.drop(draft)
            exchange.say(texts.say("draft_dropped", title=catalogue()[draft.flow].title))

    async def _draft(self, exchange: Exchange, tracker_id: str) -> Tracker | None:
        """The person's own draft; otherwise they have been told."""
        if not exchange.person_id:
            exchange.say(texts.say("login_for_drafts"), (LOGIN_ROW,))
            return None
        drafts = await self.services.trackers.drafts(exchange.person_id)
        draft = next((found for found in drafts if found.id == tracker_id), None)
        if draft is None:
            exchange.say(texts.say("stale_button"))
            ask_again(exchange)
        return draft

    async def tapped(self, exchange: Exchange, tap: StepTap) -> None:
        """A button of some step, perhaps an old one."""
        tracker = exchange.tracker
        ended, ended_by = exchange.state.get("ended", ("", ""))
        if tracker is not None and tracker.id == tap.tracker_id:
            await self.given(exchange, Tapped(tap.step, tap.value))
        elif exchange.message.data == ended_by:
            exchange.toast = texts.say("button_handled")
        elif tap.tracker_id == ended:
            exchange.say(texts.say("form_ended"), ((menu_button("当前申报", "go", "current"),),))
            ask_again(exchange)
        elif tracker is not None:
            exchange.say(texts.say("stale_button"))
            ask_again(exchange)
        else:
            exchange.say(texts.say("stale_button"), ((menu_button("看看有哪些业务", "menu"),),))

    async def ask_anew(self, exchange: Exchange, note: str = "") -> None:
        """The step in hand once more, with what is known by now."""
        assert exchange.tracker is not None, "only with a form in hand"
        turn = Turn(exchange.tracker, Outcome.ASKED)
        show_turn(exchange, catalogue()[exchange.tracker.flow], turn, note=note)

    async def given(self, exchange: Exchange, given: Given, *, note: str = "") -> None:
        """Any input for the step in hand."""
        tracker = exchange.tracker
        assert tracker is not None, "input for a step needs a tracker"
        flow = catalogue()[tracker.flow]
        turn = engine.answer(flow, tracker, given, exchange.now)
        if turn.tracker.subject != tracker.subject and await self._exists(exchange, flow, turn):
            return
        if tracker.waiting_since is not None and turn.outcome in (Outcome.ASKED, Outcome.SUBMIT):
            # In hand again: the hand-over in the background would send what was before.
            calm = turn.tracker.model_copy(update={"waiting_since": None})
            turn = replace(turn, tracker=calm)
            note = texts.say("no_longer_waiting")
        if turn.outcome is Outcome.SUBMIT:
            if await HandingOver(self.services).hand_over(exchange, flow, turn.tracker):
                await self._go_on_after(exchange, flow)
        elif turn.outcome is Outcome.EXTRA:
            await self._extra(exchange, turn)
        else:
            show_turn(exchange, flow, turn, note=note)

    async def _exists(self, exchange: Exchange, flow: Flow, turn: Turn) -> bool:
        """True where another draft is about what was just chosen: that one is offered."""
        found = turn.tracker
        other = await self.services.trackers.draft(found.person_id, flow.id, found.subject)
        if other is None or other.id == found.id:
            return False
        exchange.show(draft_card(flow, other))
        return True

    async def repeat_hand_over(self, exchange: Exchange, tracker_id: str) -> None:
        """Once more for a form that waits for the registry."""
        flow = await HandingOver(self.services).repeat(exchange, tracker_id)
        if flow is not None:
            await self._go_on_after(exchange, flow)

    async def _go_on_after(self, exchange: Exchange, flow: Flow) -> None:
        """With 个人信息 saved, what the person came for begins."""
        pending = exchange.state.get("pending")
        if flow.submit != "profile" or not pending:
            return
        exchange.state.pop("pending")
        try:
            await self.beginning.start(exchange, pending["flow"], pending["slots"])
        except RegistryUnavailable:
            exchange.say(texts.say("registry_away_reading"))

    async def _extra(self, exchange: Exchange, turn: Turn) -> None:
        if turn.extra == "certificate_preview":
            slots = turn.tracker.slots
            preview = await endings.certificate_preview(self.services, turn.tracker, slots)
            exchange.show(preview)
        exchange.tracker = turn.tracker
        ask_again(exchange)
