"""One screen of a walk-through, before it is drawn."""

from dataclasses import dataclass
from typing import Literal

Sent = Literal["", "portrait", "signature", "proof"]


@dataclass(frozen=True, slots=True)
class Scene:
    """What the assistant shows, and what the person then does about it."""

    heading: str
    """Of the whole screen: the business."""
    place: str = ""
    """How far it is: 3/9."""
    done: float = 0.0
    """The same between 0 and 1, for the bar."""
    title: str = ""
    asked: str = ""
    shows: tuple[Sent, ...] = ()
    """Pictures above what is asked, by their kind."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Buttons below it."""
    tapped: str = ""
    """One of the buttons, or words typed instead of one."""
    typed: str = ""
    sent: Sent = ""
    """A picture, by its kind."""
    hint: str = ""
    """What is meant, where there is room for it."""
    example: str = ""
    """What the composer shows before the person types."""

    @property
    def is_answered(self) -> bool:
        """True where the person does something: it is drawn once before and once after."""
        return bool(self.tapped or self.typed or self.sent)
