"""Whether what was found can be a written name; each mistake has its own refusal."""

import numpy as np

from flows.images.outcome import ImageRefused
from flows.images.writing.finding import Found
from flows.images.writing.frame import HEIGHT, WIDTH
from flows.images.writing.ink import Ink
from flows.images.writing.paper import Grey, Share
from flows.images.writing.parts import runs_of

_DARKEST_GROUND = 70
_GROUND_VARIES = 0.22
_LEAST_DEPTH = 0.13
_MOST_FILLED = 0.72
_THICKEST = 0.3
"""Stroke by height; a brush stays below."""
_MOST_PARTS = 110
_MOST_ELSEWHERE = 0.8, 15
"""Share of the name's ink, and parts: more is a page, of which the name is one line."""
_LONGEST = 22
"""Width by height: the longest names have about 15 characters."""
_LINES = 3
_SOFTEST = 0.5, 8.0
"""Width of an edge by that of a stroke, and in pixels of the frame: the strokes run together."""


def judge(share: Share, grey: Grey, paper: Grey, ink: Ink, found: Found) -> None:
    """Raise `ImageRefused` for what is no clear writing on paper."""
    left, top, right, bottom = found.box
    width, height = right - left, bottom - top
    around = (
        slice(max(top - height // 4, 0), bottom + height // 4),
        slice(max(left - height // 4, 0), right + height // 4),
    )
    dark, bright = np.quantile(paper[around], (0.05, 0.95))
    if np.median(grey[around]) < _DARKEST_GROUND or dark < _GROUND_VARIES * bright:
        raise ImageRefused("signature_inverted")
    parts, chosen = ink.parts, found.chosen
    area = int(parts.area[chosen].sum())
    stroke = area / float(parts.runs[chosen].sum())
    if area > _MOST_FILLED * width * height or stroke > _THICKEST * max(width, height):
        raise ImageRefused("signature_photo")
    share_elsewhere, parts_elsewhere = _MOST_ELSEWHERE
    if (
        chosen.sum() > _MOST_PARTS
        or (found.left_out > share_elsewhere and found.others > parts_elsewhere)
        or width > _LONGEST * height
        or (chosen.sum() > 25 and _lines(ink, found) >= _LINES)
    ):
        raise ImageRefused("signature_text")
    if 1 - ink.level < max(_LEAST_DEPTH, 3 * ink.noise):
        raise ImageRefused("signature_faint")
    by_stroke, in_frame = _SOFTEST
    edge, factor = _edge(share, ink, found), min(WIDTH / width, HEIGHT / height)
    if edge * factor > in_frame and edge > by_stroke * _stroke(ink, found):
        raise ImageRefused("signature_blurred")


def _lines(ink: Ink, found: Found) -> int:
    """Rows of writing above each other, each over most of the width."""
    left, top, right, bottom = found.box
    mask = ink.parts.painted(found.chosen)[top:bottom, left:right]
    blocks = mask[:, : mask.shape[1] // 16 * 16].reshape(mask.shape[0], 16, -1).any(axis=2)
    written = np.concatenate([[False], blocks.mean(axis=1) > 0.25])
    return int((written[1:] & ~written[:-1]).sum())


def _stroke(ink: Ink, found: Found) -> float:
    """The usual width of a stroke in pixels: the shorter of its runs along and across."""
    mask = ink.parts.painted(found.chosen)
    left, top, right, bottom = found.box
    mask = mask[top:bottom, left:right]
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
