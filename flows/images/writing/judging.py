"""Whether what was found can be a written name; each mistake has its own refusal."""

import numpy as np
from PIL import Image

from flows.images.outcome import ImageRefused
from flows.images.writing.finding import Found
from flows.images.writing.frame import HEIGHT, WIDTH
from flows.images.writing.ink import Ink
from flows.images.writing.paper import Grey, Share, paper_under
from flows.images.writing.parts import Mask, runs_of

_DARKEST_GROUND = 70
_GROUND_VARIES = 0.22
_LEAST_DEPTH = 0.13
_GRAIN = 0.04
"""Of the picture's long side: nothing pale is longer on empty paper."""
_COLOURS = 0.14
"""How far the ground's colour may vary around the writing; paper has one."""
_MOST_FILLED = 0.72
_THICKEST = 0.35
"""Stroke by height; a brush stays below."""
_MOST_PARTS = 110
_MOST_ELSEWHERE = 0.8, 15
"""Share of the name's ink, and parts: more is a page, of which the name is one line."""
_LONGEST = 22
"""Width by height: the longest names have about 15 characters."""
_LINES = 3
_SOFTEST = 0.3, 8.0
"""Width of an edge by that of a stroke, and in pixels of the frame: the strokes run together."""


def check_depth(ink: Ink, found: Found) -> None:
    """Raise `signature_faint` where ink hardly differs from paper, or `signature_blank`."""
    if 1 - ink.level < max(_LEAST_DEPTH, 3 * ink.noise):
        sides = np.maximum(ink.parts.width, ink.parts.height)[found.chosen]
        is_grain = sides.size > _MOST_PARTS or sides.max() < _GRAIN * max(ink.parts.shape)
        if is_grain:
            raise ImageRefused("signature_blank")
        raise ImageRefused("signature_faint")


def check_ground(photo: Image.Image, grey: Grey, paper: Grey, found: Found) -> None:
    """Raise `signature_photo` or `signature_inverted` for what is not bright paper."""
    left, top, right, bottom = found.box
    margin = max(right - left, bottom - top) // 3
    scale = photo.width / grey.shape[1]
    box = max(left - margin, 0), max(top - margin, 0), right + margin, bottom + margin
    if _colours(photo, box, scale) > _COLOURS:
        raise ImageRefused("signature_photo")
    margin = (bottom - top) // 4
    around = (
        slice(max(top - margin, 0), bottom + margin),
        slice(max(left - margin, 0), right + margin),
    )
    dark, bright = np.quantile(paper[around][::4, ::4], (0.05, 0.95))
    if np.median(grey[around]) < _DARKEST_GROUND or dark < _GROUND_VARIES * bright:
        raise ImageRefused("signature_inverted")


def check_writing(share: Share, ink: Ink, found: Found) -> None:
    """Raise `signature_text`, `signature_photo` or `signature_blurred` for what is no name."""
    left, top, right, bottom = found.box
    width, height = right - left, bottom - top
    parts, chosen = ink.parts, found.chosen
    share_elsewhere, parts_elsewhere = _MOST_ELSEWHERE
    mask = parts.painted(chosen)[top:bottom, left:right]
    if (
        chosen.sum() > _MOST_PARTS
        or (found.left_out > share_elsewhere and found.others > parts_elsewhere)
        or width > _LONGEST * height
        or (chosen.sum() > 25 and _lines(mask) >= _LINES)
    ):
        raise ImageRefused("signature_text")
    stroke = _stroke(mask)
    if mask.mean() > _MOST_FILLED or stroke > _THICKEST * max(width, height):
        raise ImageRefused("signature_photo")
    by_stroke, in_frame = _SOFTEST
    edge, factor = _edge(share, ink, found), min(WIDTH / width, HEIGHT / height)
    if edge * factor > in_frame and edge > by_stroke * stroke:
        raise ImageRefused("signature_blurred")


def _colours(photo: Image.Image, box: tuple[int, int, int, int], scale: float) -> float:
    """The spread of the ground's colour within the box, as a share of its brightness."""
    left, top, right, bottom = (round(side * scale) for side in box)
    shown = photo.crop((left, top, min(right, photo.width), min(bottom, photo.height)))
    shown = shown.reduce(max(max(shown.size) // 120, 1))
    red, green, blue = (
        np.asarray(paper_under(channel), dtype=np.float32) for channel in shown.split()
    )
    brightest = np.maximum(np.maximum(red, green), blue)
    lit = brightest >= np.quantile(brightest, 0.9) / 3
    tints = (
        ((one - other) / np.maximum(brightest, 1))[lit]
        for one, other in ((red, blue), (red, green))
    )
    return max(float(np.ptp(np.quantile(tint, (0.1, 0.9)))) for tint in tints)


def _lines(mask: Mask) -> int:
    """Rows of writing above each other, each over much of the width."""
    blocks = mask[:, : mask.shape[1] // 16 * 16].reshape(mask.shape[0], 16, -1).any(axis=2)
    written = np.concatenate([[False], blocks.mean(axis=1) > 0.25])
    return int((written[1:] & ~written[:-1]).sum())


def _stroke(mask: Mask) -> float:
    """The usual width of a stroke in pixels: the shorter of its runs along and across."""
    (_, start, end), (_, above, below) = runs_of(mask), runs_of(mask.T)
    return float(min(np.median(end - start), np.median(below - above)))


def _edge(share: Share, ink: Ink, found: Found) -> float:
    """How many pixels an edge takes from ink to paper."""
    left, top, right, bottom = found.box
    inside = share[max(top - 2, 0) : bottom + 2, max(left - 2, 0) : right + 2]
    down, across = np.gradient(inside)
    steepness = np.hypot(down, across)
    depth = 1 - ink.level
    halfway = np.abs(inside - (1 + ink.level) / 2) < 0.15 * depth
    if not halfway.any():
        return 0
    return depth / max(float(np.median(steepness[halfway])), 1e-3)
