"""What taking an image in ends with: an encoded picture, or a refusal by name."""

from dataclasses import dataclass
from typing import Literal

Format = Literal["JPEG", "PNG"]
Remark = Literal["", "was_small", "enlarged"]


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
