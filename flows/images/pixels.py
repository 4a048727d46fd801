"""From a container to plain pixels: upright, 8-bit sRGB, on white, nothing else attached."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageCms
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from flows.images.container import Container
from flows.images.heic import open_heic
from flows.images.outcome import ImageRefused
from flows.images.pdf import draw_page
from flows.images.strips import Raster, is_plain, reduced

# The plugins themselves, not Image.open: no other format is ever tried, and an MPO is its
# first picture.
_OPENERS: dict[str, type[ImageFile]] = {
    "JPEG": JpegImageFile,
    "PNG": PngImageFile,
    "WEBP": WebPImageFile,
}
_BROKEN = (
    OSError,
    RuntimeError,
    SyntaxError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    EOFError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_QUARTERS = {
    1: Image.Transpose.ROTATE_270,
    2: Image.Transpose.ROTATE_180,
    3: Image.Transpose.ROTATE_90,
}
_SRGB = ImageCms.createProfile("sRGB")


def decode(container: Container, floor: tuple[int, int]) -> Image.Image:
    """RGB pixels, made smaller on the way by a whole factor, but no upright side below `floor`.

    Raises `ImageRefused` where the bytes do not hold what their header says, and `MemoryError`.
    """
    if container.lies_on_its_side:
        floor = floor[1], floor[0]
    try:
        image, profile = _opened(container, floor)
    except _BROKEN as error:
        raise ImageRefused(_code(error)) from None
    image = _in_srgb(image, profile)
    for turn in (_TURNS.get(container.orientation), _QUARTERS.get(container.quarter_turns)):
        image = image if turn is None else image.transpose(turn)
    image.info = {}
    return image


def _opened(container: Container, floor: tuple[int, int]) -> tuple[Image.Image, bytes]:
    """Plain pixels and their colour profile."""
    if container.format == "PDF":
        return draw_page(container, floor), b""
    if container.format == "HEIC":
        raster = open_heic(container)
        return reduced(raster, floor), raster.profile
    image = _OPENERS[container.format](BytesIO(container.content))
    if image.size != (container.width, container.height):
        raise ImageRefused("damaged")
    # Only JPEG can decode at a fraction of its size; elsewhere this does nothing.
    image.draft(None, floor)
    # In one go: for each block that it gets, the decoder goes back to the last whole row.
    image.decodermaxblock = max(len(container.content), image.decodermaxblock)
    image.load()
    profile = image.info.get("icc_profile") or b""
    if is_plain(image) and min(image.width // floor[0], image.height // floor[1]) < 2:
        return image, profile

    def strip(top: int, bottom: int) -> Image.Image:
        return image.crop((0, top, image.width, bottom))

    return reduced(Raster(image.size, strip), floor), profile


def _code(error: Exception) -> str:
    said = str(error).lower()
    if "memory" in said:
        raise MemoryError from None
    return "truncated" if "truncated" in said else "damaged"


def _in_srgb(image: Image.Image, content: bytes) -> Image.Image:
    """Through the colour profile where it is sound and not sRGB already, else plainly."""
    if content and (image.mode == "CMYK" or b"sRGB" not in _both_encodings(content)):
        try:
            profile = ImageCms.ImageCmsProfile(BytesIO(content))
            converted = ImageCms.profileToProfile(image, profile, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            converted = None
        if converted is not None:
            return converted
    return image if image.mode == "RGB" else image.convert("RGB")


def _both_encodings(profile: bytes) -> bytes:
    """The head of a profile with UTF-16 descriptions readable as ASCII."""
    return profile[:4096].replace(b"\0", b"")
