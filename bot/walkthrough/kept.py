"""Walk-throughs in the file store: each is drawn once a process, when it is first asked for."""

import asyncio
from dataclasses import dataclass, field

import structlog

from bot.channels.faults import describe
from bot.channels.messages import Animation
from bot.services import Services
from bot.walkthrough.scenes import walk
from flows.steps import Flow

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Shown:
    """An animation, or none on a full disk; how many seconds it takes; its steps in words."""

    animation: Animation | None
    seconds: int
    outline: tuple[str, ...]


@dataclass(slots=True)
class Walkthroughs:
    """By flow; the same definition makes the same bytes, which the store keeps once."""

    _shown: dict[str, Shown] = field(default_factory=dict)
    _drawing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def of(self, flow: Flow, services: Services) -> Shown:
        """The flow's walk-through, drawn anew where the store has lost it."""
        async with self._drawing:
            shown = self._shown.get(flow.id)
            if shown is None or not await _is_there(shown, services):
                shown = self._shown[flow.id] = await _drawn(flow, services)
        return shown


async def _is_there(shown: Shown, services: Services) -> bool:
    if shown.animation is None:
        return False
    try:
        await services.files.get(shown.animation.sha256)
        await services.files.get(shown.animation.still)
    except FileNotFoundError:
        return False
    return True


async def _drawn(flow: Flow, services: Services) -> Shown:
    walked = await asyncio.to_thread(walk, flow)
    made = await asyncio.to_thread(services.draw_walkthrough, walked.scenes)
    try:
        animation = Animation(
            sha256=await services.files.put(made.gif), still=await services.files.put(made.still)
        )
    except OSError as error:
        log.error("walkthrough.not_kept", flow=flow.id, **describe(error))
        return Shown(None, 0, walked.outline)
    return Shown(animation, made.seconds, walked.outline)
