"""The file around the pixels: which format, how large, which way up, and without its metadata.

Containers are read before Pillow sees a byte, so that no limit of Pillow's own, which others
in the process share, has to be moved, and no metadata can make it warn.
"""

from dataclasses import dataclass
from typing import Literal

from flows.images.outcome import ImageRefused

PIXELS_AT_MOST = 50_000_000
"""A 48 megapixel photo fits; a picture that would fill the memory does not."""


@dataclass(frozen=True, slots=True)
class Container:
    """Stored sides in pixels, EXIF orientation, and the bytes that hold only pixels."""

    format: Literal["JPEG", "PNG", "WEBP"]
    width: int
    height: int
    orientation: int
    content: bytes

    @property
    def upright_size(self) -> tuple[int, int]:
        """Width and height as a person sees them."""
        return (self.height, self.width) if self.orientation >= 5 else (self.width, self.height)


def measured(width: int, height: int) -> tuple[int, int]:
    """The sides that a header claims, if they are worth decoding; else `ImageRefused`."""
    if not width or not height:
        raise ImageRefused("damaged")
    if width * height > PIXELS_AT_MOST:
        raise ImageRefused(
            "too_many_pixels",
            width=width,
            height=height,
            most=PIXELS_AT_MOST // 10_000,
        )
    return width, height
