"""手写签名: black on white, 405 wide, 162 high, at most 500 KB (manual 2.2)."""

from dataclasses import dataclass
from io import BytesIO
from math import atan, degrees

import numpy as np
from PIL import Image

from flows.images.container import Container
from flows.images.outcome import ChoiceWanted, Encoded, ImageRefused
from flows.images.pixels import decode
from flows.images.writing.finding import find_name
from flows.images.writing.frame import HEIGHT, WIDTH, cut_out, framed
from flows.images.writing.ink import find_ink
from flows.images.writing.judging import check_depth, check_ground, check_writing
from flows.images.writing.paper import brightness, darkest_channel, paper_under
from flows.images.writing.parts import Mask
from flows.images.writing.rules import Line
from flows.images.writing.sheets import before_and_after, both_turns
from flows.images.writing.slant import AT_MOST, slant

_LEAST = 100, 30
_FLOOR = 1000
_SEEN = 1100
"""The long side in pixels on which ink is looked for; it is cut out of all there are."""
_DARKEST_GROUND = 90
_TALLEST = 1.25
"""Height by width; a single character may be a little higher than wide."""
_TURNS = 3, 1
_MUCH_TURNED = 4.0
_MUCH_LEFT_OUT = 0.03
_MUCH_GROWN = 1.05


@dataclass(frozen=True, slots=True)
class Written:
    """The finished page, and what was done for it; the box is the writing's on the photo."""

    page: Image.Image
    box: tuple[int, int, int, int]
    angle: float
    """Degrees that the line of writing fell to the right, now level."""
    doubts: tuple[str, ...]


def make_signature(container: Container) -> Encoded | ChoiceWanted:
    """Cleaned, levelled and fitted; or which way up, unless told. Raises `ImageRefused`."""
    width, height = container.upright_size
    _check_size("too_small", width, height)
    photo = decode(container, (_FLOOR, _FLOOR))
    written = write_out(photo)
    left, top, right, bottom = written.box
    if not container.quarter_turns and bottom - top > _TALLEST * (right - left):
        return ChoiceWanted("turn", _TURNS, both_turns(photo.crop(written.box), _TURNS))
    encoded = BytesIO()
    written.page.save(encoded, "PNG", optimize=True)
    preview = before_and_after(photo, written.box, written.page)
    return Encoded(
        encoded.getvalue(), "PNG", WIDTH, HEIGHT, doubts=written.doubts, preview=preview
    )


def write_out(photo: Image.Image) -> Written:
    """The name on the photo in black on white. Raises `ImageRefused`."""
    sharp = darkest_channel(photo)
    scale = max(round(max(sharp.size) / _SEEN), 1)
    grey = sharp.reduce(scale)
    paper = paper_under(grey)
    share, ground = brightness(grey, paper), np.asarray(paper)
    ink = find_ink(share, ground)
    try:
        found = find_name(ink)
    except ImageRefused:
        if np.median(ground) < _DARKEST_GROUND:
            raise ImageRefused("signature_inverted") from None
        raise
    box = tuple(
        min(scale * side, edge) for side, edge in zip(found.box, 2 * sharp.size, strict=True)
    )
    left, top, right, bottom = box
    check_depth(ink, found)
    _check_size("signature_too_small", right - left, bottom - top)
    check_ground(photo, np.asarray(grey), ground, found)
    check_writing(share, ink, found)
    chosen = ink.parts.painted(found.chosen)
    angle = _angle(chosen, found.box, ink.rules)
    cut = cut_out(sharp, paper, chosen, found.box, ink.level)
    is_made = photo.size == (WIDTH, HEIGHT)
    fitted = framed(cut, angle, (right - left) / max(cut.width, 1), may_grow=not is_made)
    noted = {
        "doubt_signature_rules": bool(ink.rules),
        "doubt_signature_levelled": abs(angle) >= _MUCH_TURNED,
        "doubt_signature_left_out": found.left_out > _MUCH_LEFT_OUT,
        "doubt_signature_enlarged": fitted.factor > _MUCH_GROWN,
    }
    doubts = tuple(code for code, is_so in noted.items() if is_so)
    return Written(fitted.page, (left, top, right, bottom), angle, doubts)


def _check_size(code: str, width: int, height: int) -> None:
    if max(width, height) < _LEAST[0] or min(width, height) < _LEAST[1]:
        facts = {"least_width": _LEAST[0], "least_height": _LEAST[1]}
        raise ImageRefused(code, width=width, height=height, **facts)


def _angle(chosen: Mask, box: tuple[int, int, int, int], rules: list[Line]) -> float:
    """As the paper's rules run, where there are any; else as the writing does."""
    if rules:
        angle = degrees(atan(float(np.median([rule.slope for rule in rules]))))
        return angle if abs(angle) <= AT_MOST else 0.0
    left, top, right, bottom = box
    return slant(chosen[top:bottom, left:right])
