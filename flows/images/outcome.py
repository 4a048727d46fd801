"""What taking an image in ends with: an encoded picture, or a refusal by name."""

from dataclasses import dataclass
from typing import Literal

Format = Literal["JPEG", "PNG"]
Remark = Literal["", "was_small", "enlarged", "turned"]


@dataclass(frozen=True, slots=True)
class Treatment:
    """What the person has chosen to be done with an upload; the default is our own judgement."""

    page: int = 0
    """Of a PDF, counted from 1; 0: not chosen yet."""
    quarter_turns: int = 0
    """Clockwise, 0..3, on top of what the camera noted."""
    enlarge: bool = False
    """Lets a small proof grow into its band; say so to the person."""
    as_it_is: bool = False
    """A proof whose page edges are left alone."""


PLAIN = Treatment()


@dataclass(frozen=True, slots=True)
class ChoiceWanted:
    """The upload is usable once the person has said which page, or which way up."""

    what: Literal["page", "turn"]
    choices: tuple[int, ...]
    """Pages from 1, or quarter turns clockwise; the sheet numbers them 1, 2, ... in this order."""
    sheet: bytes = b""
    """A JPEG that shows the choices with their numbers (the first ones where they are many)."""


class ImageRefused(Exception):
    """The person can send a better one; `texts.yml` says how, `facts` fill its sentence."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Encoded:
    """A finished picture of our own encoding; sides in pixels."""

    content: bytes
    format: Format
    width: int
    height: int
    remark: Remark = ""
    doubts: tuple[str, ...] = ()
    preview: bytes = b""
