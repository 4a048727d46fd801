"""A message made to fit: its end, which asks, and of its beginning what there is room for."""

from PIL import ImageFont

from bot.pictures.fonts import wrapped

_SIGNS = str.maketrans({"☐": "□", "✗": "×", "⏳": None, "📎": None, "👍": None, "👎": None})
"""What the fonts do not have, by what they have."""
MORE = "……"


def drawable(text: str) -> str:
    """The text in characters that the fonts have."""
    return text.translate(_SIGNS)


def fitted(text: str, width: int, face: ImageFont.FreeTypeFont, most: int) -> list[str]:
    """At most `most` lines of at most `width` pixels; an ellipsis marks what is left out."""
    paragraphs = [paragraph.strip("\n") for paragraph in drawable(text).strip("\n").split("\n\n")]
    wrapped_paragraphs = [_lines(paragraph, width, face) for paragraph in paragraphs if paragraph]
    lines = _joined(wrapped_paragraphs)
    if len(lines) <= most:
        return lines
    last = wrapped_paragraphs[-1]
    if len(last) + 2 > most:
        return [*lines[: most - 1], MORE]
    return [*lines[: most - len(last) - 1], MORE, *last]


def _lines(paragraph: str, width: int, face: ImageFont.FreeTypeFont) -> list[str]:
    return [line for part in paragraph.split("\n") for line in wrapped(part, width, face)]


def _joined(paragraphs: list[list[str]]) -> list[str]:
    """All their lines, with an empty one between two paragraphs."""
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += ["", *paragraph] if lines else paragraph
    return lines or [""]
