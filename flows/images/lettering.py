"""Words on the pictures that are drawn for the person's eye."""

from functools import cache
from io import BytesIO

from PIL import Image, ImageFont
from pylopdf_fonts_zh_cn import sans_path, serif_path


@cache
def face(size: int, *, serif: bool = False) -> ImageFont.FreeTypeFont:
    """The bundled type, `size` pixels high."""
    path = serif_path() if serif else sans_path()
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def as_jpeg(sheet: Image.Image) -> bytes:
    """To be looked at, never handed in."""
    content = BytesIO()
    sheet.save(content, "JPEG", quality=85)
    return content.getvalue()
