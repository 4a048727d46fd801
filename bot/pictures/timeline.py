"""An application's way so far, top to bottom, legible on a telephone."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

from bot.pictures.fonts import SANS, fitting, font, shortened, wrapped

State = Literal["done", "now", "todo", "failed"]

WIDTH = 760
_SIDE, _HEAD_GAP, _STEP, _FOOT = 48, 36, 128, 24
_DOT, _MARK = 26, 7
_SMALLEST = 24
_TITLE, _SMALLEST_TITLE = 46, 38
_INK, _SOFT, _LINE, _GROUND = "#1c2733", "#5f6c79", "#d5dbe1", "#ffffff"
_COLOURS: dict[State, str] = {
    "done": "#1f8a5b",
    "now": "#1f5fbf",
    "todo": "#98a3ae",
    "failed": "#c0392b",
}
# Drawn at twice the size, so that circles and strokes come out smooth.
_FINE = 2


@dataclass(frozen=True, slots=True)
class TimelineNode:
    """One node; `at` is shown as it comes, and may be empty."""

    label: str
    state: State
    at: str = ""


def draw_timeline(title: str, nodes: Sequence[TimelineNode], font_path: Path = SANS) -> bytes:
    """A PNG, `WIDTH` pixels wide, as high as its nodes need."""
    lines, face = _heading(title, font_path)
    head = _SIDE + 62 * len(lines) + _HEAD_GAP
    image = Image.new("RGB", (WIDTH, head + _STEP * len(nodes) + _FOOT), _GROUND)
    if nodes:
        image.paste(_rail(nodes), (_SIDE, head))
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text((_SIDE, _SIDE + 62 * number), line, _INK, face, anchor="lt", stroke_width=1)
    for number, node in enumerate(nodes):
        _write(draw, node, head + _STEP * number + _STEP // 2, font_path)
    encoded = BytesIO()
    image.save(encoded, "PNG")
    return encoded.getvalue()


def _heading(title: str, font_path: Path) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """The title on one line; where it is too long, what it is made of on lines of their own."""
    width, face = WIDTH - 2 * _SIDE, font(_TITLE, font_path)
    if face.getlength(title) <= width:
        return [title], face
    parts = title.split(" ")
    face = fitting(max(parts, key=face.getlength), width, _TITLE, font_path)
    if face.size < _SMALLEST_TITLE:
        face = font(_SMALLEST_TITLE, font_path)
    return [line for part in parts for line in wrapped(part, width, face)], face


def _rail(nodes: Sequence[TimelineNode]) -> Image.Image:
    """The line with its marks; each state has a shape of its own, not only a colour."""
    size = 2 * _DOT + 2, _STEP * len(nodes)
    image = Image.new("RGB", (size[0] * _FINE, size[1] * _FINE), _GROUND)
    draw = ImageDraw.Draw(image)
    x = size[0] * _FINE // 2
    places = [(_STEP * number + _STEP // 2) * _FINE for number in range(len(nodes))]
    for number, (top, bottom) in enumerate(pairwise(places)):
        passed = nodes[number].state == "done" and nodes[number + 1].state != "todo"
        draw.line((x, top, x, bottom), _COLOURS["done"] if passed else _LINE, 6 * _FINE)
    for node, y in zip(nodes, places, strict=True):
        _mark(draw, node.state, x, y)
    return image.resize(size, Image.Resampling.BOX)


def _mark(draw: ImageDraw.ImageDraw, state: State, x: int, y: int) -> None:
    colour, radius, width = _COLOURS[state], _DOT * _FINE, _MARK * _FINE
    circle = (x - radius, y - radius, x + radius, y + radius)
    if state in ("todo", "now"):
        draw.ellipse(circle, _GROUND, colour, width)
        if state == "now":
            draw.circle((x, y), radius // 2, colour)
        return
    draw.ellipse(circle, colour)
    arm = radius * 9 // 20
    if state == "done":
        tick = ((x - arm, y), (x - arm // 4, y + arm * 3 // 4), (x + arm, y - arm * 3 // 4))
        draw.line(tick, _GROUND, width, joint="curve")
    else:
        draw.line((x - arm, y - arm, x + arm, y + arm), _GROUND, width)
        draw.line((x - arm, y + arm, x + arm, y - arm), _GROUND, width)


def _write(draw: ImageDraw.ImageDraw, node: TimelineNode, y: int, font_path: Path) -> None:
    left = _SIDE + 2 * _DOT + 36
    width = WIDTH - left - _SIDE
    colour = (
        _SOFT if node.state == "todo" else _INK if node.state == "done" else _COLOURS[node.state]
    )
    weight = 1 if node.state in ("now", "failed") else 0
    up = 20 if node.at else 0
    for text, size, place, fill, bold in (
        (node.label, 42, y - up, colour, weight),
        (node.at, 32, y + 34, _SOFT, 0),
    ):
        face = fitting(text, width, size, font_path)
        if face.size < _SMALLEST:
            face = font(_SMALLEST, font_path)
        line = shortened(text, width, face)
        draw.text((left, place), line, fill, face, anchor="lm", stroke_width=bold)
