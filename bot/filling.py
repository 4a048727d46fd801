"""Filling a form in a chat: start, resume, answer, hand over; the engine decides."""

from dataclasses import dataclass, replace

from bot import endings
from bot.buttons import StepTap, menu_button
from bot.cards import LOGIN_ROW, draft_card, login_card
from bot.exchange import Exchange
from bot.handing_over import HandingOver
from bot.rendering import outline
from bot.services import Services
from bot.showing import ask_again, block, hinder, make_room, show_turn
from flows import engine, texts
from flows.answers import Given, Tapped
from flows.catalogue import catalogue
from flows.engine import Outcome, Turn
from flows.judging import entry_finding
from flows.model import Facts
from flows.ports import RegistryUnavailable
from flows.specialities import label_of
from flows.steps import Flow
from flows.tracker import Tracker
from flows.view import View

Slots = dict[str, str]


@dataclass(frozen=True, slots=True)
class Filling:
    """Runs the engine for one chat message after the other."""

    services: Services

    async def start(self, exchange: Exchange, flow_id: str, slots: Slots | None = None) -> None:
        """Begin a flow, or lead to what it needs first: login, a draft, the profile."""
        flow = catalogue()[flow_id]
        if not exchange.person_id:
            exchange.state["pending"] = {"flow": flow_id, "slots": slots or {}}
            exchange.show(login_card(flow, slots or {}))
            return
        if exchange.tracker is not None and exchange.tracker.flow == flow_id:
            await self.resume(exchange, exchange.tracker)
            return
        draft = await self.services.trackers.draft(exchange.person_id, flow_id)
        if draft is not None:
            exchange.show(draft_card(flow, draft))
            return
        await self._begin(exchange, flow, slots or {})

    async def start_anew(self, exchange: Exchange, flow_id: str) -> None:
        """A tap on 重新开始: the draft goes once the new one can begin."""
        if flow_id not in catalogue():
            exchange.say(texts.say("stale_button"))
            return
        draft = await self.services.trackers.draft(exchange.person_id, flow_id)
        if draft is None:
            await self.start(exchange, flow_id)
            return
        await self._begin(exchange, catalogue()[flow_id], {}, instead_of=draft)

    async def _begin(
        self, exchange: Exchange, flow: Flow, slots: Slots, instead_of: Tracker | None = None
    ) -> None:
        facts = await self.services.registry.facts(exchange.person_id)
        view = View(slots, facts, exchange.now)
        if finding := entry_finding(flow, view):
            hinder(exchange, flow, finding, view)
            return
        if instead_of is not None:
            exchange.drop(instead_of)
        make_room(exchange)
        turn = engine.begin(flow, exchange.person_id, facts, exchange.now, slots=slots)
        notes = (_not_to_be_had(slots, turn.tracker, facts), outline(flow, turn.tracker, view))
        show_turn(exchange, flow, turn, note="\n\n".join(filter(None, notes)))

    async def resume(self, exchange: Exchange, tracker: Tracker, note: str = "") -> None:
        """Ask a draft's step in hand again, on fresh facts."""
        flow = catalogue()[tracker.flow]
        facts = await self.services.registry.facts(tracker.person_id)
        view = View(tracker.slots, facts, exchange.now)
        if finding := entry_finding(flow, view):
            block(exchange, flow, tracker.model_copy(update={"facts": facts}), finding)
            return
        if exchange.tracker is None or exchange.tracker.id != tracker.id:
            make_room(exchange)
        turn = engine.resume(flow, tracker, facts, exchange.now)
        show_turn(exchange, flow, turn, note=note)

    async def resume_draft(self, exchange: Exchange, tracker_id: str) -> None:
        """A tap on 继续填写."""
        draft = await self._draft(exchange, tracker_id)
        if draft is not None:
            await self.resume(exchange, draft)

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

    async def given(self, exchange: Exchange, given: Given, *, note: str = "") -> None:
        """Any input for the step in hand."""
        tracker = exchange.tracker
        assert tracker is not None, "input for a step needs a tracker"
        flow = catalogue()[tracker.flow]
        turn = engine.answer(flow, tracker, given, exchange.now)
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
            await self.start(exchange, pending["flow"], pending["slots"])
        except RegistryUnavailable:
            exchange.say(texts.say("registry_away_reading"))

    async def _extra(self, exchange: Exchange, turn: Turn) -> None:
        if turn.extra == "certificate_preview":
            slots = turn.tracker.slots
            preview = await endings.certificate_preview(self.services, turn.tracker, slots)
            exchange.show(preview)
        exchange.tracker = turn.tracker
        ask_again(exchange)


def _not_to_be_had(slots: Slots, tracker: Tracker, facts: Facts) -> str:
    """What to say of a speciality that was named but is not on offer."""
    named = slots.get("speciality", "")
    if not named or tracker.slots.get("speciality") == named:
        return ""
    held = any(qualification.speciality == named for qualification in facts.qualifications)
    code = "initial_repeated" if held else "qualification_missing"
    return texts.say(code, speciality=label_of(named))
