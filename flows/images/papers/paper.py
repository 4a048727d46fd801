"""Which papers are read, and what reading one gives: proposals that a person confirms."""

from dataclasses import dataclass, field
from typing import Literal

from flows.images.papers.lines import Box

Paper = Literal["certificate", "dismissal", "id_card"]


@dataclass(frozen=True, slots=True)
class Found:
    """A value where it stands on the levelled picture; `label` is the words that name it there.

    `score` is the recogniser's own, 0..1, of its worst line: a wrong digit can have 0.96.
    """

    value: str = field(repr=False)
    score: float
    box: Box
    label: str = ""


@dataclass(frozen=True, slots=True)
class ReadValue:
    """A proposal; `crop` is a JPEG of the line with its label, to be shown beside it."""

    value: str = field(repr=False)
    score: float
    crop: bytes = field(repr=False)
    label: str = ""


@dataclass(frozen=True, slots=True)
class PaperRead:
    """What was read; keys are `certificate_number`, `approved_on`, `speciality` (a code),
    `name`, `dismissed_on`, `id_number`, `validity`; days are YYYY-MM-DD.

    `text` is everything on the page, for `questions` to look into.
    """

    values: dict[str, ReadValue]
    text: str = field(repr=False)
