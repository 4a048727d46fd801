"""Filling a form in a chat: start, resume, answer, hand over; the engine decides, this shows."""

from dataclasses import dataclass

from bot import endings, rendering
from bot.businesses import BUSINESSES
from bot.buttons import StepTap, menu_button
from bot.cards import cancel_card, draft_card, login_card, saved_card
from bot.channels.messages import Button
from bot.exchange import Exchange
from bot.services import Services
from flows import engine, texts
from flows.answers import Given, Tapped
from flows.catalogue import catalogue
from flows.engine import Outcome, Turn
from flows.judging import entry_finding
from flows.ports import RegistryRefused, RegistryUnavailable
from flows.steps import Confirm, Finding, Flow, Image, Rejected
from flows.submission import submit
from flows.tracker import Tracker
from flows.view import View

EXPLAIN_AFTER, OFFER_AGENT_AFTER = 2, 3


@dataclass(frozen=True, slots=True)
class Filling:
    """Runs the engine for one chat message after the other."""

    services: Services

    async def start(
        self, exchange: Exchange, flow_id: str, slots: dict[str, str] | None = None
    ) -> None:
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
        facts = await self.services.registry.facts(exchange.person_id)
        view = View(slots or {}, facts, exchange.now)
        if finding := entry_finding(flow, view):
            self._hinder(exchange, flow, finding, view)
            return
        self._leave_open_draft(exchange)
        turn = engine.begin(flow, exchange.person_id, facts, exchange.now, slots=slots)
        self.show(exchange, flow, turn)

    async def resume(self, exchange: Exchange, tracker: Tracker, note: str = "") -> None:
        """Ask a draft's step in hand again, on fresh facts."""
        flow = catalogue()[tracker.flow]
        facts = await self.services.registry.facts(tracker.person_id)
        if exchange.tracker is None or exchange.tracker.id != tracker.id:
            self._leave_open_draft(exchange)
        turn = engine.resume(flow, tracker, facts, exchange.now)
        self.show(exchange, flow, turn, note=note)

    async def resume_draft(self, exchange: Exchange, tracker_id: str) -> None:
        """A tap on 继续填写."""
        drafts = await self.services.trackers.drafts(exchange.person_id)
        draft = next((found for found in drafts if found.id == tracker_id), None)
        if draft is None:
            exchange.say(texts.say("stale_button"))
            return
        await self.resume(exchange, draft)

    async def start_anew(self, exchange: Exchange, flow_id: str) -> None:
        """A tap on 重新开始: the draft goes once the new one can begin."""
        draft = await self.services.trackers.draft(exchange.person_id, flow_id)
        if draft is None:
            await self.start(exchange, flow_id)
            return
        flow = catalogue()[flow_id]
        facts = await self.services.registry.facts(exchange.person_id)
        view = View({}, facts, exchange.now)
        if finding := entry_finding(flow, view):
            self._hinder(exchange, flow, finding, view)
            return
        turn = engine.begin(flow, exchange.person_id, facts, exchange.now)
        exchange.drop(draft)
        self._leave_open_draft(exchange)
        self.show(exchange, flow, turn)

    async def tapped(self, exchange: Exchange, tap: StepTap) -> None:
        """A button of some step, perhaps an old one."""
        tracker = exchange.tracker
        if tracker is None or tracker.id != tap.tracker_id:
            exchange.say(texts.say("stale_button"), ((menu_button("看看有哪些业务", "menu"),),))
            return
        await self.given(exchange, Tapped(tap.step, tap.value))

    async def given(self, exchange: Exchange, given: Given, *, note: str = "") -> Turn:
        """Any input for the step in hand; answers what the engine made of it."""
        tracker = exchange.tracker
        assert tracker is not None, "input for a step needs a tracker"
        flow = catalogue()[tracker.flow]
        turn = engine.answer(flow, tracker, given, exchange.now)
        if turn.outcome is Outcome.SUBMIT:
            await self.hand_over(exchange, flow, turn.tracker)
        elif turn.outcome is Outcome.EXTRA:
            await self._extra(exchange, flow, turn)
        else:
            self.show(exchange, flow, turn, note=note)
        return turn

    def show(self, exchange: Exchange, flow: Flow, turn: Turn, *, note: str = "") -> None:
        """Put a turn before the person."""
        tracker, view = turn.tracker, turn.tracker.view(exchange.now)
        match turn.outcome:
            case Outcome.REPEATED:
                exchange.toast = texts.say("button_handled")
                return
            case Outcome.EARLY:
                exchange.say(texts.say("reading_early", seconds=str(turn.seconds_left)))
                return
            case Outcome.ASKS_CANCEL:
                exchange.show(cancel_card(flow, tracker))
                return
            case Outcome.SAVED:
                exchange.tracker = None
                exchange.state.pop("shown", None)
                exchange.show(saved_card(flow, tracker))
                return
            case Outcome.CANCELLED:
                exchange.drop(tracker)
                declined = tracker.step in tracker.letters
                exchange.say(texts.say("commitment_declined" if declined else "draft_dropped"))
                return
        notes = [note] if note else []
        if turn.outcome is Outcome.STALE:
            here = exchange.state.get("shown") == place(tracker)
            notes.append(texts.say("stale_button" if here else "moved_elsewhere"))
        if turn.rejected is not None:
            notes += rejection_notes(flow, turn)
        for slot in turn.taken:
            step = flow.step(slot)
            if step is not None and step.label:
                notes.append(f"{step.label}：{rendering.display(step, view)}")
        message = rendering.ask(flow, tracker, view, note="\n\n".join(notes))
        if turn.rejected is not None and tracker.rejections >= OFFER_AGENT_AFTER:
            row = (menu_button("问人工", "agent"),)
            message = message.model_copy(update={"buttons": (row, *message.buttons)})
        if turn.outcome is Outcome.TICKED:
            message = message.model_copy(update={"replaces_tapped": True})
        exchange.tracker = tracker
        exchange.state["shown"] = place(tracker)
        exchange.show(message)

    def ask_again(self, exchange: Exchange) -> None:
        """After an aside: back to the step in hand, in short."""
        tracker = exchange.tracker
        assert tracker is not None, "asking again needs a tracker"
        view = tracker.view(exchange.now)
        exchange.state["shown"] = place(tracker)
        exchange.show(rendering.ask(catalogue()[tracker.flow], tracker, view, brief=True))

    async def repeat_hand_over(self, exchange: Exchange, tracker_id: str) -> None:
        """Once more for a tracker that waits for the registry; silent while it is still away."""
        drafts = await self.services.trackers.drafts(exchange.person_id)
        waiting = next((d for d in drafts if d.id == tracker_id and d.waiting_since), None)
        if waiting is None:
            return
        in_hand, shown = exchange.tracker, exchange.state.get("shown")
        calm = waiting.model_copy(update={"waiting_since": None})
        await self.hand_over(exchange, catalogue()[waiting.flow], calm, is_repeated=True)
        if in_hand is not None and in_hand.id != tracker_id and not exchange.state.get("pending"):
            # The chat was filling something else: it stays where it was.
            exchange.tracker = in_hand
            exchange.state["shown"] = shown

    async def hand_over(
        self, exchange: Exchange, flow: Flow, tracker: Tracker, *, is_repeated: bool = False
    ) -> None:
        """上报 or 提交; a registry that is away gets it later."""
        try:
            done = await submit(flow, tracker, self.services.registry, exchange.now)
        except RegistryUnavailable:
            if not is_repeated:
                exchange.tracker = tracker.model_copy(update={"waiting_since": exchange.now})
                exchange.say(texts.say("registry_away"))
            return
        except RegistryRefused as refusal:
            exchange.tracker = tracker
            exchange.say(endings.refusal(refusal))
            self.ask_again(exchange)
            return
        if done.flaw is not None:
            self._mend(exchange, flow, done.tracker, done.flaw.rejected, done.flaw.finding)
            return
        exchange.drop(tracker)
        exchange.show(*endings.handed_over(flow, done.application))
        pending = exchange.state.get("pending")
        if flow.submit == "profile" and pending:
            exchange.state.pop("pending")
            await self.start(exchange, pending["flow"], pending["slots"])

    def _mend(
        self,
        exchange: Exchange,
        flow: Flow,
        tracker: Tracker,
        rejected: Rejected | None,
        finding: Finding | None,
    ) -> None:
        turn = engine.resume(flow, tracker, tracker.facts, exchange.now)
        if rejected is not None:
            note = texts.say(rejected.code, **rejected.facts)
        else:
            assert finding is not None, "a flaw has a rejection or a finding"
            note = f"{texts.say(finding.code, **finding.facts)}〔{finding.source}〕"
        self.show(exchange, flow, turn, note=note)

    def _hinder(self, exchange: Exchange, flow: Flow, finding: Finding, view: View) -> None:
        if finding.remedy == "profile":
            exchange.state["pending"] = {"flow": flow.id, "slots": dict(view.slots)}
            exchange.show(endings.profile_checklist(flow, view.facts))
            return
        text = f"{texts.say(finding.code, **finding.facts)}〔{finding.source}〕"
        rows: tuple[tuple[Button, ...], ...] = ()
        if finding.remedy in BUSINESSES:
            title = BUSINESSES[finding.remedy].title
            rows = ((menu_button(title, "go", finding.remedy),),)
        exchange.say(text, rows, title=flow.title)

    async def _extra(self, exchange: Exchange, flow: Flow, turn: Turn) -> None:
        if turn.extra == "certificate_preview":
            slots = turn.tracker.slots
            preview = await endings.certificate_preview(self.services, turn.tracker, slots)
            exchange.show(preview)
        exchange.tracker = turn.tracker
        self.ask_again(exchange)

    def _leave_open_draft(self, exchange: Exchange) -> None:
        """Another form takes this chat's place; the one in hand stays as a draft."""
        if exchange.tracker is not None:
            flow = catalogue()[exchange.tracker.flow]
            exchange.say(f"「{flow.title}」已存为草稿，随时可以接着填。")
            exchange.tracker = None


def place(tracker: Tracker) -> str:
    """Which step a chat last showed; differs once another chat has moved on."""
    return f"{tracker.id}:{tracker.step}"


def rejection_notes(flow: Flow, turn: Turn) -> list[str]:
    """What was wrong, then an explanation with an example, then the offer of an agent."""
    assert turn.rejected is not None, "only a rejection has notes"
    notes = [texts.say(turn.rejected.code, **turn.rejected.facts)]
    step = flow.step(turn.tracker.step)
    if turn.tracker.rejections >= EXPLAIN_AFTER and step is not None and step.help:
        notes.append(step.help)
    if turn.tracker.rejections >= OFFER_AGENT_AFTER:
        notes.append("需要帮忙吗？可以问人工，也可以存草稿稍后再填，已填的内容都在。")
    return notes


def awaits_image(tracker: Tracker) -> Image | None:
    """The image step in hand, if it is one."""
    step = catalogue()[tracker.flow].step(tracker.step)
    if isinstance(step, Confirm):
        return None
    return step if isinstance(step, Image) else None
