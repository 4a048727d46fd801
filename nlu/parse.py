"""What was meant: one sentence's intent, entities and confidence."""

from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict

Reason = Literal["", "office", "other", "role", "unlawful", "nonsense"]
"""Another office's, the wide world's, an attempt on the assistant, against the law, no words."""
Talk = Literal["", "greeting", "thanks", "praise", "parting", "who", "complaint", "understood"]


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
    details: dict[str, str] = {}
    """What an order says beside its business; see `details.details_of`."""
    out_of_scope: float = 0.0
    """Probability that the sentence is none of our business."""
    reason: Reason = ""
    """Why it is to be refused, should it be; empty where that cannot be told."""
    office: str = ""
    """Whose business it is instead: a code of `foreign.office_of`; empty where unknown."""
    talk: Talk = ""
    """What kind of small talk it is."""
    order: str = ""
    """The likeliest order, be it the intent or not; empty where Rasa did not read."""
    order_chance: float = 0.0
    source: Literal["rasa", "keywords"] = "keywords"
    vector: bytes = b""
    """The meaning: a unit vector of 384 little-endian 32-bit floats; empty without Rasa."""


class Parser(Protocol):
    """Reads sentences; never raises for any text."""

    async def parse(self, text: str) -> Parse:
        """The reading of `text` (1-4096 characters)."""
        ...
