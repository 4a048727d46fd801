"""Beginning a form, or leading to what it needs first: a login, a draft, 个人信息."""

from dataclasses import dataclass

from bot.buttons import menu_button
from bot.cards import LOGIN_ROW, blocked_draft_card, draft_card, login_card
from bot.exchange import Exchange
from bot.prefilling import named
from bot.rendering import outline
from bot.services import Services
from bot.showing import hinder, make_room, show_turn, told
from bot.taking_up import take_up
from flows import engine, texts
from flows.catalogue import catalogue
from flows.judging import entry_finding, subject_finding
from flows.model import Submission
from flows.ports import RegistryRefused
from flows.steps import Flow
from flows.tracker import Tracker
from flows.view import View

Slots = dict[str, str]
OFFERED_DRAFTS = 3


@dataclass(frozen=True, slots=True)
class Beginning:
    """Every way into a form."""

    services: Services

    async def start(
        self, exchange: Exchange, flow_id: str, slots: Slots | None = None, *, only: bool = False
    ) -> None:
        """Begin a flow, or offer its drafts first (engine rule 5).

        `only`: `slots` name what it must be about; where that cannot be, it does not begin.
        """
        flow, slots = catalogue()[flow_id], slots or {}
        if not exchange.person_id:
            exchange.state["pending"] = {"flow": flow_id, "slots": slots}
            exchange.show(login_card(flow, slots))
            return
        drafts = [
            draft
            for draft in await self.services.trackers.drafts(exchange.person_id)
            if draft.flow == flow_id
        ]
        # One in which nothing has been chosen yet is worth offering only where it is the only one.
        drafts = [draft for draft in drafts if draft.subject] or drafts
        subject = slots.get(flow.subject, "")
        if subject:
            drafts = [draft for draft in drafts if draft.subject == subject]
        in_hand = exchange.tracker
        is_same = in_hand is not None and in_hand.flow == flow_id
        if in_hand is not None and is_same and (not subject or in_hand.subject == subject):
            await take_up(exchange, self.services, in_hand)
        elif not drafts or not await self._offered(exchange, flow, drafts[:OFFERED_DRAFTS], slots):
            await self.begin(exchange, flow, slots, only=only)

    async def _offered(
        self, exchange: Exchange, flow: Flow, drafts: list[Tracker], slots: Slots
    ) -> bool:
        """Show drafts; False where none of them can go on, and so a new form may begin."""
        facts = await self.services.registry.facts(exchange.person_id)
        findings = [
            entry_finding(flow, view) or subject_finding(flow, view)
            for view in (View(draft.slots, facts, exchange.now) for draft in drafts)
        ]
        for draft, finding in zip(drafts, findings, strict=True):
            if finding is not None:
                card = blocked_draft_card(flow, draft, told(finding), finding.remedy)
                exchange.show(card)
        going_on = [d for d, finding in zip(drafts, findings, strict=True) if finding is None]
        is_apart = flow.subject == "speciality" and not slots.get(flow.subject)
        may_add = is_apart and all(draft.subject for draft in drafts)
        for draft in going_on:
            exchange.show(draft_card(flow, draft, may_add=may_add and draft is going_on[-1]))
        new = entry_finding(flow, View(slots, facts, exchange.now))
        return bool(going_on) or bool(slots.get(flow.subject)) or new is not None

    async def another(self, exchange: Exchange, flow_id: str) -> None:
        """A tap on 另办一个专业: the drafts there are stay as they are."""
        if flow_id not in catalogue():
            exchange.say(texts.say("stale_button"))
        elif not exchange.person_id:
            await self.start(exchange, flow_id)
        else:
            await self.begin(exchange, catalogue()[flow_id], {})

    async def reuse(
        self, exchange: Exchange, application_id: str, *, is_agreed: bool = False
    ) -> None:
        """撤回的数据可以再次申请注册 (manual 5): a new application with an earlier one's data.

        `is_agreed`: a draft of the same may go.
        """
        if not exchange.person_id:
            exchange.say("请先登录，再用原来的数据重新申报。", (LOGIN_ROW,))
            return
        try:
            earlier = await self.services.registry.submission(application_id, exchange.person_id)
        except RegistryRefused:
            exchange.say(texts.say("application_unknown"), (_CURRENT,))
            return
        flow = catalogue().get(earlier.kind)
        if flow is None:
            exchange.say(texts.say("stale_button"))
            return
        slots = _reusable(flow, earlier)
        subject = slots.get(flow.subject, "")
        draft = await self.services.trackers.draft(exchange.person_id, flow.id, subject)
        if draft is None or is_agreed:
            await self.begin(exchange, flow, slots, instead_of=draft, only=True)
            return
        card = draft_card(flow, draft)
        row = (menu_button("改用原来申报的数据", "afresh", application_id),)
        exchange.show(card.model_copy(update={"buttons": (*card.buttons, row)}))

    async def begin(
        self,
        exchange: Exchange,
        flow: Flow,
        slots: Slots,
        *,
        instead_of: Tracker | None = None,
        only: bool = False,
    ) -> None:
        """Begin it for a person who is logged in, unless a rule forbids it."""
        facts = await self.services.registry.facts(exchange.person_id)
        slots = named(flow, slots, facts)
        view = View(slots, facts, exchange.now)
        unfit = subject_finding(flow, view)
        if finding := (unfit if only else None) or entry_finding(flow, view):
            hinder(exchange, flow, finding, view)
            return
        turn = engine.begin(flow, exchange.person_id, facts, exchange.now, slots=slots)
        begun = turn.tracker
        other = await self.services.trackers.draft(begun.person_id, flow.id, begun.subject)
        if other is not None and (instead_of is None or other.id != instead_of.id):
            if begun.subject:
                exchange.show(draft_card(flow, other))
                return
            exchange.drop(other)  # nothing has been chosen in it yet
        if instead_of is not None:
            exchange.drop(instead_of)
        make_room(exchange)
        notes = (told(unfit) if unfit else "", outline(flow, begun, begun.view(exchange.now)))
        show_turn(exchange, flow, turn, note="\n\n".join(filter(None, notes)))


_CURRENT = (menu_button("当前申报", "go", "current"),)


def _reusable(flow: Flow, earlier: Submission) -> Slots:
    """Answers and images that the form still asks for; ticks and letters are made anew."""
    anew = {"conditions", "social_insurance", "commitment"}
    asked = {step.slot for step in flow.steps} - anew
    given = {**earlier.answers, **_joined(earlier.files)}
    return {slot: value for slot, value in given.items() if slot in asked}


def _joined(files: dict[str, str]) -> Slots:
    slots: dict[str, list[str]] = {}
    for name, sha256 in files.items():
        slots.setdefault(name.partition(".")[0], []).append(sha256)
    return {slot: ",".join(found) for slot, found in slots.items()}
