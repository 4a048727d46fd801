"""From a container to plain pixels: upright, 8-bit sRGB, on white, nothing else attached."""

import struct
import zlib
from io import BytesIO

import numpy as np
from PIL import Image, ImageCms
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from flows.images.container import Container
from flows.images.outcome import ImageRefused

# The plugins themselves, not Image.open: no other format is ever tried, and an MPO is its
# first picture.
_OPENERS: dict[str, type[ImageFile]] = {
    "JPEG": JpegImageFile,
    "PNG": PngImageFile,
    "WEBP": WebPImageFile,
}
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    EOFError,
    MemoryError,
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
_SRGB = ImageCms.createProfile("sRGB")


def decode(container: Container, floor: tuple[int, int]) -> Image.Image:
    """RGB pixels, made smaller on the way by a whole factor, but no upright side below `floor`.

    Raises `ImageRefused` where the bytes do not hold what their header says.
    """
    if container.orientation >= 5:
        floor = floor[1], floor[0]
    try:
        image = _reduced(_load(container, floor), floor)
    except _BROKEN as error:
        code = "truncated" if "truncated" in str(error).lower() else "damaged"
        raise ImageRefused(code) from None
    image = _in_srgb(image)
    turn = _TURNS.get(container.orientation)
    image = image if turn is None else image.transpose(turn)
    image.info = {}
    return image


def _load(container: Container, floor: tuple[int, int]) -> Image.Image:
    image = _OPENERS[container.format](BytesIO(container.content))
    if image.size != (container.width, container.height):
        raise ImageRefused("damaged")
    # Only JPEG can decode at a fraction of its size; elsewhere this does nothing.
    image.draft(None, floor)
    image.load()
    return image


def _reduced(image: Image.Image, floor: tuple[int, int]) -> Image.Image:
    """Averaged down while still in its own colours, which keeps the rest cheap."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):
        # 16-bit grey; convert("L") would clip it.
        image = Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    elif image.has_transparency_data:
        image = image.convert("RGBA")
    elif image.mode not in ("L", "RGB", "CMYK"):
        image = image.convert("RGB")
    factor = min(image.width // floor[0], image.height // floor[1])
    if factor > 1:
        image = image.reduce(factor)
    if image.mode == "RGBA":
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        image = ground
    image.info = {"icc_profile": profile} if profile else {}
    return image


def _in_srgb(image: Image.Image) -> Image.Image:
    """Through the colour profile where it is sound and not sRGB already, else plainly."""
    content = image.info.get("icc_profile")
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
