"""What is behind a person: whether it is plain, and more of it where a picture ends."""

import numpy as np
from PIL import Image

_DEEP = 3
"""Pixels at the border that stand for what lies beyond."""
_EVEN_BORDER = 14.0
_EVEN, _ALIKE = 20.0, 32.0
"""Grey levels: spread on one side of the head, and difference between its sides."""
_SEEN = 0.2
_COLOURLESS = 4.0
_SOFT = 31

TOP_CUT = "doubt_top_cut"

Sides = tuple[float, float, float]


def extended(image: Image.Image, sides: Sides, span: tuple[float, float]) -> Image.Image | None:
    """The picture with background added left, above and right; None where that would show.

    `span` is where the frame begins and ends downwards.
    """
    left, top, right = (int(np.ceil(side)) for side in sides)
    pixels = np.asarray(image.convert("RGB"))
    rows = slice(max(round(span[0]), 0), max(round(span[1]), 1))
    borders = (
        (left, pixels[rows, :_DEEP]),
        (top, pixels[:_DEEP]),
        (right, pixels[rows, -_DEEP:]),
    )
    if any(wide and _spread(border) > _EVEN_BORDER for wide, border in borders):
        return None
    grown = np.pad(pixels, ((top, 0), (left, right), (0, 0)), mode="edge")
    _calm(grown[:top])
    _calm(grown[:, :left].swapaxes(0, 1))
    _calm(grown[:, grown.shape[1] - right :].swapaxes(0, 1))
    return Image.fromarray(grown)


def _calm(added: np.ndarray) -> None:
    """Repeated pixels are stripes: their mean along the border, with a grain, is not."""
    if not added.size:
        return
    line = added[0].astype(np.float32)
    reach = min(_SOFT, len(line) | 1)
    padded = np.pad(line, ((reach // 2, reach // 2), (0, 0)), mode="edge")
    kernel = np.ones(reach, np.float32) / reach
    smooth = np.stack([np.convolve(padded[:, c], kernel, "valid") for c in range(3)], 1)
    rough = min(float((line - smooth[: len(line)]).std()), 6.0)
    grain = np.random.default_rng(1).normal(0, rough, (*added.shape[:2], 1))
    added[:] = (smooth[None, : len(line)] + grain).clip(0, 255).astype(np.uint8)


def doubts_of(portrait: Image.Image) -> tuple[str, ...]:
    """Codes `doubt_...` of a finished portrait's background and colours."""
    pixels = np.asarray(portrait.convert("RGB"), np.float32)
    height, width = pixels.shape[:2]
    band = slice(height // 50, height * 36 // 100)
    left = pixels[band, width // 50 : width // 10]
    right = pixels[band, -(width // 10) : -(width // 50)]
    apart = np.abs(np.median(left, (0, 1)) - np.median(right, (0, 1))).max()
    codes = []
    if max(_spread(left), _spread(right)) > _EVEN or apart > _ALIKE:
        codes.append("doubt_background")
    elif _differs(pixels[:_DEEP, width // 3 : -(width // 3)], left):
        codes.append(TOP_CUT)
    if float((pixels.max(2) - pixels.min(2)).mean()) < _COLOURLESS:
        codes.append("doubt_colourless")
    return tuple(codes)


def _differs(part: np.ndarray, background: np.ndarray) -> bool:
    """Whether something else than background is seen there."""
    far = np.abs(part - np.median(background, (0, 1))).max(2)
    return float((far > _ALIKE).mean()) > _SEEN


def _spread(pixels: np.ndarray) -> float:
    """Standard deviation of the least even channel."""
    return float(pixels.reshape(-1, 3).std(0).max())
