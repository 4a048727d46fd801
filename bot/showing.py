"""What the engine made of an input -> what the person sees of it, in this chat."""

from bot import rendering
from bot.buttons import menu_button
from bot.cards import blocked_draft_card, cancel_card, profile_checklist, saved_card
from bot.exchange import Exchange
from bot.masking import mask
from bot.remedies import remedy_button
from bot.subjects import titled
from flows import texts
from flows.catalogue import catalogue
from flows.engine import Outcome, Turn
from flows.steps import Date, Finding, Flow, Text
from flows.tracker import Tracker
from flows.view import View

EXPLAIN_AFTER, OFFER_AGENT_AFTER = 2, 3
"""Rejections in a row (engine rule 4)."""


def place(tracker: Tracker) -> str:
    """Which step a chat last showed; differs once another chat has moved on."""
    return f"{tracker.id}:{tracker.step}"


def is_shown(exchange: Exchange, tracker: Tracker) -> bool:
    """True where this chat's last question is the tracker's step in hand."""
    return bool(exchange.state.get("shown") == place(tracker))


def show_turn(exchange: Exchange, flow: Flow, turn: Turn, *, note: str = "") -> None:
    """Put a turn before the person; only here a tracker takes its place in the chat."""
    tracker = turn.tracker
    match turn.outcome:
        case Outcome.REPEATED:
            exchange.toast = texts.say("button_handled")
        case Outcome.EARLY:
            exchange.say(texts.say("reading_early", seconds=str(turn.seconds_left)))
        case Outcome.ASKS_CANCEL:
            exchange.state["asks_cancel"] = place(tracker)
            exchange.show(cancel_card(flow, tracker))
        case Outcome.SAVED:
            leave(exchange)
            exchange.show(saved_card(flow, tracker, declined=turn.extra == "declined"))
        case Outcome.CANCELLED | Outcome.DECLINED:
            exchange.drop(tracker)
            declined = turn.outcome is Outcome.DECLINED
            code = "commitment_declined" if declined else "draft_dropped"
            row = (menu_button("看看有哪些业务", "menu"),)
            exchange.say(texts.say(code, title=flow.title), (row,))
        case _:
            _ask(exchange, flow, turn, note)


def _ask(exchange: Exchange, flow: Flow, turn: Turn, note: str) -> None:
    tracker, view = turn.tracker, turn.tracker.view(exchange.now)
    notes = [note] if note else []
    if turn.outcome is Outcome.STALE:
        here = is_shown(exchange, tracker)
        notes.append(texts.say("stale_button" if here else "moved_elsewhere"))
    notes += rejection_notes(flow, turn)
    notes += _settled(flow, turn, view)
    notes += _hint(exchange, flow, turn)
    message = rendering.ask(flow, tracker, view, note="\n\n".join(notes))
    if turn.rejected is not None and tracker.rejections >= OFFER_AGENT_AFTER:
        row = (menu_button("问人工", "agent"),)
        message = message.model_copy(update={"buttons": (row, *message.buttons)})
    if turn.outcome is Outcome.TICKED:
        message = message.model_copy(update={"replaces_tapped": True})
    exchange.tracker = tracker
    exchange.state["shown"] = place(tracker)
    exchange.show(message)


def _hint(exchange: Exchange, flow: Flow, turn: Turn) -> list[str]:
    """After a wrong answer, at a step that a photo of the paper could answer."""
    step = flow.step(turn.tracker.step)
    if turn.rejected is None or not exchange.reads_papers or not isinstance(step, Text | Date):
        return []
    return [texts.say("paper_hint")] if step.paper else []


def _settled(flow: Flow, turn: Turn, view: View) -> list[str]:
    """What was taken unasked, and what the system knows by the answers."""
    notes = []
    for slot in turn.taken:
        step = flow.step(slot)
        if step is not None and step.label:
            notes.append(f"{step.label}：{rendering.display(step, view)}")
    for slot in (*turn.taken, turn.answered):
        step = flow.step(slot)
        if step is not None and step.echo is not None and (known := step.echo(view)):
            notes.append(known)
    return notes


def ask_again(exchange: Exchange) -> None:
    """After an aside: back to the step in hand, in short; nothing where there is none."""
    tracker = exchange.tracker
    if tracker is None:
        return
    view = tracker.view(exchange.now)
    exchange.state["shown"] = place(tracker)
    exchange.show(rendering.ask(catalogue()[tracker.flow], tracker, view, brief=True))


def rejection_notes(flow: Flow, turn: Turn) -> list[str]:
    """What was wrong, then an explanation with an example, then the offer of an agent."""
    if turn.rejected is None:
        return []
    # What was typed may be repeated in it, and is kept with the message.
    facts = {name: mask(value).text for name, value in turn.rejected.facts.items()}
    notes = [texts.say(turn.rejected.code, **facts)]
    step = flow.step(turn.tracker.step)
    if turn.tracker.rejections >= EXPLAIN_AFTER and step is not None and step.help:
        notes.append(step.help)
    if turn.tracker.rejections >= OFFER_AGENT_AFTER:
        notes.append(texts.say("offer_agent"))
    return notes


def hinder(exchange: Exchange, flow: Flow, finding: Finding, view: View) -> None:
    """Why a flow cannot begin or go on, with its source and the way to mend it."""
    if finding.remedy.partition(".")[0] == "profile":
        # Once 个人信息 is saved, what the person came for goes on.
        exchange.state["pending"] = {"flow": flow.id, "slots": dict(view.slots)}
    if finding.remedy == "profile":
        exchange.show(profile_checklist(flow, view.facts))
        return
    mends = remedy_button(finding.remedy)
    exchange.say(told(finding), ((mends,),) if mends else (), title=flow.title)


def block(exchange: Exchange, flow: Flow, tracker: Tracker, finding: Finding) -> None:
    """A form that was begun cannot go on by what the register says now; the draft stays."""
    if finding.remedy.partition(".")[0] == "profile":
        view = tracker.view(exchange.now)
        exchange.state["pending"] = {"flow": flow.id, "slots": dict(view.slots)}
    exchange.show(blocked_draft_card(flow, tracker, told(finding), finding.remedy))


def told(finding: Finding) -> str:
    """A finding in words, with its source."""
    return f"{texts.say(finding.code, **finding.facts)}〔{finding.source}〕"


def leave(exchange: Exchange) -> None:
    """The form in hand leaves this chat and stays as a draft."""
    exchange.tracker = None
    exchange.state.pop("shown", None)


def make_room(exchange: Exchange) -> None:
    """Another form takes this chat's place; the person is told what became of the one in hand."""
    if exchange.tracker is not None:
        flow = catalogue()[exchange.tracker.flow]
        exchange.say(texts.say("put_aside", title=titled(flow, exchange.tracker)))
        leave(exchange)
