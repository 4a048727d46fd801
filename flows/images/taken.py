"""What an accepted upload is, without the libraries that made it."""

from dataclasses import dataclass
from typing import Literal

from flows.images.outcome import Format, Remark

Kind = Literal["portrait", "signature", "proof"]

BYTES_AT_MOST = 25 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class TakenImage:
    """A picture that the authority accepts: our own encoding, no metadata; sides in pixels.

    `remark` is `was_small` for a proof that may be hard to read, `enlarged` for one that was
    made larger on request, `turned` for a portrait that was set upright. `doubts` are codes
    `doubt_...` of `texts.yml`: show the picture and ask before using it. `preview` is a JPEG
    to look at, the original beside what was made of it; empty where the picture is enough.
    """

    content: bytes
    format: Format
    width: int
    height: int
    original_size: int
    original_width: int
    original_height: int
    remark: Remark = ""
    doubts: tuple[str, ...] = ()
    preview: bytes = b""
