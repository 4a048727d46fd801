"""What was meant: one sentence's intent, entities and confidence."""

from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict


class Parse(BaseModel):
    """The reading of one sentence.

    Intents: `start_<flow id>`, `open_<page id>`, `ask_agent`, `ask_faq`, `small_talk`, `affirm`,
    `deny`, `go_back`, `stop`, `out_of_scope`. Entities by name: `speciality` (its code) and
    `registration_type` (a flow id).
    """

    model_config = ConfigDict(frozen=True)

    intent: str
    confidence: float
    entities: dict[str, str] = {}
    out_of_scope: float = 0.0
    """Probability that the sentence is none of our business."""
    source: Literal["rasa", "keywords"] = "keywords"
    vector: bytes = b""
    """The meaning: a unit vector of 384 little-endian 32-bit floats; empty without Rasa."""


class Parser(Protocol):
    """Reads sentences; never raises for any text."""

    async def parse(self, text: str) -> Parse:
        """The reading of `text` (1-4096 characters)."""
        ...
