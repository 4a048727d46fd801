"""上报 and 提交: the finished form goes to the registry, now or once it is back."""

from dataclasses import dataclass

import structlog

from bot import cards, endings
from bot.exchange import Exchange
from bot.services import Services
from bot.showing import ask_again, block, make_room, place, show_turn, told
from flows import engine, texts
from flows.catalogue import catalogue
from flows.judging import Flaw, entry_finding, subject_finding
from flows.ports import RegistryRefused, RegistryUnavailable
from flows.steps import Flow
from flows.submission import submit
from flows.tracker import Tracker

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class HandingOver:
    """Engine rules 1 and 7; what comes after a saved 个人信息 is the caller's."""

    services: Services

    async def hand_over(self, exchange: Exchange, flow: Flow, tracker: Tracker) -> bool:
        """True once the registry has taken it; otherwise the person has been told why not."""
        try:
            done = await submit(flow, tracker, self.services.registry, exchange.now)
        except RegistryUnavailable:
            self._wait(exchange, flow, tracker)
            return False
        except RegistryRefused as refusal:
            log.info("registry.refused", code=refusal.code)
            self._take_place(exchange, tracker)
            exchange.say(endings.refusal(refusal))
            ask_again(exchange)
            return False
        if done.flaw is not None:
            self._mend(exchange, flow, done.tracker, done.flaw)
            return False
        exchange.drop(tracker)
        exchange.show(*await endings.handed_over(self.services, flow, done.application))
        return True

    async def repeat(self, exchange: Exchange, tracker_id: str) -> Flow | None:
        """Once more for a form that waits; silent while the registry is still away.

        Answers the flow that was handed over, if it was.
        """
        drafts = await self.services.trackers.drafts(exchange.person_id)
        waiting = next((d for d in drafts if d.id == tracker_id and d.waiting_since), None)
        if waiting is None:
            return None
        flow = catalogue()[waiting.flow]
        try:
            await self.services.registry.facts(exchange.person_id)
        except RegistryUnavailable:
            return None
        calm = waiting.model_copy(update={"waiting_since": None})
        return flow if await self.hand_over(exchange, flow, calm) else None

    def _wait(self, exchange: Exchange, flow: Flow, tracker: Tracker) -> None:
        self._take_place(exchange, tracker.model_copy(update={"waiting_since": exchange.now}))
        exchange.show(cards.waiting_card(flow, tracker))

    def _mend(self, exchange: Exchange, flow: Flow, tracker: Tracker, flaw: Flaw) -> None:
        self._take_place(exchange, tracker)
        view = tracker.view(exchange.now)
        finding = entry_finding(flow, view) or subject_finding(flow, view)
        if finding is not None:
            block(exchange, flow, tracker, finding)
            return
        turn = engine.resume(flow, tracker, tracker.facts, exchange.now)
        if flaw.finding is not None:
            note = told(flaw.finding)
        else:
            assert flaw.rejected is not None, "a flaw has a rejection or a finding"
            note = texts.say(flaw.rejected.code, **flaw.rejected.facts)
        show_turn(exchange, flow, turn, note=note)

    def _take_place(self, exchange: Exchange, tracker: Tracker) -> None:
        """The form to be mended is the one in hand, whatever the chat was filling meanwhile."""
        if exchange.tracker is None or exchange.tracker.id != tracker.id:
            make_room(exchange)
        exchange.tracker = tracker
        exchange.state["shown"] = place(tracker)
