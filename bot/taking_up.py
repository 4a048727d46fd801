"""A draft becomes the form in hand, on fresh facts."""

from bot.exchange import Exchange
from bot.services import Services
from bot.showing import block, make_room, show_turn
from flows import engine
from flows.catalogue import catalogue
from flows.judging import entry_finding, subject_finding
from flows.tracker import Tracker
from flows.view import View


async def take_up(
    exchange: Exchange, services: Services, tracker: Tracker, *, slot: str = "", note: str = ""
) -> None:
    """Ask its step in hand again, or the step `slot` anew."""
    flow = catalogue()[tracker.flow]
    facts = await services.registry.facts(tracker.person_id)
    view = View(tracker.slots, facts, exchange.now)
    # Never about another subject than the one it was begun for: it would carry its papers along.
    if finding := entry_finding(flow, view) or subject_finding(flow, view):
        block(exchange, flow, tracker.model_copy(update={"facts": facts}), finding)
        return
    if exchange.tracker is None or exchange.tracker.id != tracker.id:
        make_room(exchange)
    turn = engine.resume(flow, tracker, facts, exchange.now)
    if slot:
        turn = engine.edit(flow, turn.tracker, slot, exchange.now)
    show_turn(exchange, flow, turn, note=note)
