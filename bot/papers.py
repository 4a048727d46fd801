"""Photographed papers: proposals for what would be typed, questions about what is uploaded."""

from dataclasses import dataclass

import structlog

from bot.channels.faults import describe
from bot.services import Services
from flows.catalogue import catalogue
from flows.images.papers.paper import ReadValue
from flows.images.papers.questions import Expected, questions
from flows.images.papers.texts import proposal_text, question_text
from flows.options import options_of
from flows.steps import Choice, Image, Images, Step
from flows.tracker import Proposal, Tracker, new_id
from flows.view import SHANGHAI, View

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Papers:
    """Reads papers for a form; without the extra `ocr` it reads nothing."""

    services: Services

    def can_read(self, step: Step | None) -> bool:
        """True at a step whose answer a photo may bring instead of typing."""
        is_typed = step is not None and step.paper and not isinstance(step, Image | Images)
        return bool(is_typed) and self.services.paper_reader.is_available

    async def doubts(self, step: Step, tracker: Tracker, view: View, image: str) -> list[str]:
        """What the person should look at once more on an upload that was accepted."""
        if not step.paper or not self.services.paper_reader.is_available:
            return []
        read = await self.services.paper_reader.read(
            step.paper, await self.services.files.get(image)
        )
        if read is None:
            return []
        asked = questions(step.paper, read, expected(tracker, view))
        return [question_text(question) for question in asked]

    async def propose(
        self, step: Step, tracker: Tracker, view: View, content: bytes
    ) -> tuple[dict[str, Proposal], list[str]] | None:
        """Proposals by slot with what to think about; None where nothing could be read."""
        if not step.paper:
            return None
        read = await self.services.paper_reader.read(step.paper, content)
        if read is None:
            return None
        found = {}
        for other in catalogue()[tracker.flow].steps:
            value = read.values.get(other.slot)
            if value and other.paper == step.paper and _is_offered(other, view, value.value):
                found[other.slot] = await self._proposal(other.slot, value)
        asked = questions(step.paper, read, expected(tracker, view))
        return found, [question_text(question) for question in asked]

    async def _proposal(self, slot: str, value: ReadValue) -> Proposal:
        try:
            shown = await self.services.files.put(value.crop)
        except OSError as error:
            log.error("picture.not_kept", **describe(error))
            shown = ""
        return Proposal(
            key=new_id(), value=value.value, told=proposal_text(slot, value), shown=shown
        )


def expected(tracker: Tracker, view: View) -> Expected:
    """What the register and the form say that a paper ought to show."""
    person, speciality = view.facts.person, view["speciality"]
    held = [one for one in view.facts.registrations if one.speciality == speciality]
    return Expected(
        today=view.now.astimezone(SHANGHAI).date(),
        name=view["name"] or person.name,
        unit=held[0].enterprise_name if held else "",
        id_number=view["id_number"] or person.id_number,
        speciality=speciality,
    )


def _is_offered(step: Step, view: View, value: str) -> bool:
    if not isinstance(step, Choice):
        return True
    return value in {option.value for option in options_of(step, view)}
