"""The fonts of everything drawn; Noto SC covers GB 2312, GBK and the rare name characters."""

import re
from functools import cache
from pathlib import Path

from PIL import ImageFont
from pylopdf_fonts_zh_cn import sans_path, serif_path

SANS: Path = sans_path()
SERIF: Path = serif_path()

_BEGUN = re.compile(r"[A-Za-z0-9._/-]+$")
"""A word or number that a line ends with, perhaps in its middle."""
_NEVER_FIRST = "，。、；：？）》」』”’·,.;:)"
_NEVER_LAST = "（《「『“‘(〔"
_NOWHERE = "\U0010fffe"


@cache
def font(size: int, path: Path = SANS) -> ImageFont.FreeTypeFont:
    """The font at a size in pixels; raises `OSError` where `path` is no font."""
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def has_glyph(character: str, path: Path = SANS) -> bool:
    """False where the font would draw its empty box instead."""
    probe = font(32, path)
    missing, shown = probe.getmask(_NOWHERE), probe.getmask(character)
    return (missing.size, bytes(missing)) != (shown.size, bytes(shown))


def fitting(text: str, width: int, size: int, path: Path = SANS) -> ImageFont.FreeTypeFont:
    """The largest font up to `size` in which the line is at most `width` pixels long."""
    needed = font(size, path).getlength(text)
    return font(size if needed <= width else max(int(size * width / needed), 8), path)


def wrapped(text: str, width: int, face: ImageFont.FreeTypeFont) -> list[str]:
    """Lines of at most `width` pixels.

    Chinese breaks anywhere but before closing and after opening marks; numbers, dates and
    Latin words stay whole where a line has room for them.
    """
    lines = [""]
    for character in text:
        if lines[-1] and face.getlength(lines[-1] + character) > width:
            kept = _kept(lines[-1], character)
            lines[-1], rest = lines[-1][:kept], lines[-1][kept:]
            lines.append(rest)
        lines[-1] += character
    return [line.strip() for line in lines]


def _kept(line: str, character: str) -> int:
    """How many characters of a full line stay on it, as `character` begins the next one."""
    is_closing = character in _NEVER_FIRST
    begun = _BEGUN.search(line) if is_closing or _BEGUN.fullmatch(character) else None
    kept = begun.start() if begun and begun.start() else len(line) - is_closing
    return kept - (kept > 1 and line[kept - 1] in _NEVER_LAST)


def shortened(text: str, width: int, face: ImageFont.FreeTypeFont) -> str:
    """The text, or as much of it as fits before an ellipsis."""
    if face.getlength(text) <= width:
        return text
    return wrapped(text, width - int(face.getlength("…")), face)[0] + "…"
