"""The file around the pixels: which format, how large, which way up, and without its metadata.

Containers are read before any decoder sees a byte, so that no limit of Pillow's own, which
others in the process share, has to be moved, and no metadata can make it warn.
"""

from dataclasses import dataclass, replace
from typing import Literal, Self

from flows.images.outcome import ImageRefused

PIXELS_AT_MOST = 50_000_000
"""A 48 megapixel photo fits; a picture that would fill the memory does not."""


@dataclass(frozen=True, slots=True)
class Container:
    """Stored sides in pixels, EXIF orientation, and the bytes that hold only pixels.

    A PDF is one page of it, at the sides that it is best drawn at.
    """

    format: Literal["JPEG", "PNG", "WEBP", "HEIC", "PDF"]
    width: int
    height: int
    orientation: int
    content: bytes
    quarter_turns: int = 0
    """Clockwise, on top of the orientation."""
    page: int = 0
    """Of a PDF, counted from 1."""

    @property
    def lies_on_its_side(self) -> bool:
        """Whether upright width and height are the stored height and width."""
        return (self.orientation >= 5) != (self.quarter_turns % 2 == 1)

    @property
    def upright_size(self) -> tuple[int, int]:
        """Width and height as a person sees them."""
        size = self.width, self.height
        return (size[1], size[0]) if self.lies_on_its_side else size

    def turned(self, quarter_turns: int) -> Self:
        """The same picture, turned clockwise."""
        return replace(self, quarter_turns=(self.quarter_turns + quarter_turns) % 4)


def measured(width: int, height: int, most: int = PIXELS_AT_MOST) -> tuple[int, int]:
    """The sides that a header claims, if they are worth decoding; else `ImageRefused`."""
    if not width or not height:
        raise ImageRefused("damaged")
    if width * height > most:
        raise ImageRefused("too_many_pixels", width=width, height=height, most=most // 10_000)
    return width, height
