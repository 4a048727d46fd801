"""Evaluation files: questions with what is right, apart from all that anything learns from."""

from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

FOLDER = Path(__file__).parent
DEVELOPMENT, TEST = FOLDER / "development.yml", FOLDER / "test.yml"


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str = Field(min_length=1)
    how: str = Field(min_length=1)
    """How the line came about: a key of the file's `origins`."""


class AnswerLine(_Line):
    """A question with the entry that answers it, and others that do as well."""

    id: str
    also: tuple[str, ...] = ()

    @property
    def right(self) -> frozenset[str]:
        """Ids of entries that answer it."""
        return frozenset((self.id, *self.also))


class OrderLine(_Line):
    """Words that want something done: a flow's id, a page's, or `agent`."""

    action: str


class RefusalLine(_Line):
    """Words that are none of our business."""

    kind: Literal["office", "nonsense", "role"]


class FollowUpLine(_Line):
    """An elliptic question after another one, and the entry that answers it."""

    before: str
    id: str
    also: tuple[str, ...] = ()

    @property
    def right(self) -> frozenset[str]:
        """Ids of entries that answer it."""
        return frozenset((self.id, *self.also))


class Questions(BaseModel):
    """One evaluation file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    origins: dict[str, str]
    """How lines came about, by the short word that each line names."""
    answers: tuple[AnswerLine, ...] = ()
    orders: tuple[OrderLine, ...] = ()
    refusals: tuple[RefusalLine, ...] = ()
    follow_ups: tuple[FollowUpLine, ...] = ()

    @property
    def lines(self) -> tuple[AnswerLine | OrderLine | RefusalLine, ...]:
        """All that can be asked on their own."""
        return (*self.answers, *self.orders, *self.refusals)

    def __len__(self) -> int:
        return len(self.lines) + len(self.follow_ups)


def read_questions(path: Path) -> Questions:
    """The lines of an evaluation file; raises OSError and pydantic's ValidationError."""
    return Questions.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
