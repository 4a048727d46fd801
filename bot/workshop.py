"""Where images are worked on, away from the event loop."""

import asyncio

from flows.images.intake import Kind, TakenImage, take
from flows.images.outcome import PLAIN, ChoiceWanted, Treatment


class Workshop:
    """Takes images in, a few at a time."""

    def __init__(self, at_once: int = 2) -> None:
        self._at_once = asyncio.Semaphore(at_once)

    async def take(
        self, kind: Kind, content: bytes, treatment: Treatment = PLAIN
    ) -> TakenImage | ChoiceWanted:
        """Judge and convert one upload; raises `ImageRefused`."""
        async with self._at_once:
            return await asyncio.to_thread(take, kind, content, treatment)

    async def close(self) -> None:
        """Finish; nothing is taken in afterwards."""
