"""The ground that was written on, and how dark each pixel is beside it."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter

Grey = NDArray[np.uint8]
Share = NDArray[np.float32]

_WIDEST_STROKE = 1 / 9
"""Of the picture's long side: what is dark and wider than that is ground, not ink."""


def darkest_channel(image: Image.Image) -> Image.Image:
    """Blue and red ink are as dark as black there."""
    red, green, blue = image.split()
    return ImageChops.darker(ImageChops.darker(red, green), blue)


def paper_under(grey: Image.Image) -> Image.Image:
    """The picture with everything narrow and dark filled up by the ground around it.

    Shadows and the paper's own edges stay as sharp as they are.
    """
    window = max(round(max(grey.size) * _WIDEST_STROKE), 9)
    levels = np.asarray(grey.filter(ImageFilter.BoxBlur(1)))
    closed = _along_both(_along_both(levels, window, np.maximum), window, np.minimum)
    return Image.fromarray(closed).filter(ImageFilter.BoxBlur(2))


def ground_edges(paper: Grey, sheer: float) -> NDArray[np.bool_]:
    """Where the ground darkens to `sheer` of itself within a few pixels, as at a sheet's edge."""
    darkest = _along_both(paper, 15, np.minimum)
    brightest = _along_both(paper, 15, np.maximum)
    edges: NDArray[np.bool_] = darkest < brightest * sheer
    return edges


def brightness(grey: Image.Image, paper: Image.Image) -> Share:
    """1 where a pixel is as bright as the paper under it, 0 where it is black."""
    ground = np.maximum(np.asarray(paper, dtype=np.float32), 1)
    return np.minimum(np.asarray(grey, dtype=np.float32) / ground, 1)


def _along_both(levels: Grey, window: int, of_two: np.ufunc) -> Grey:
    for axis in (0, 1):
        levels = _along(levels, window, of_two, axis)
    return levels


def _along(levels: Grey, window: int, of_two: np.ufunc, axis: int) -> Grey:
    """The extreme within `window` pixels, in log2 passes: each doubles what the last one saw."""
    before = window // 2
    margins = [(0, 0), (0, 0)]
    margins[axis] = (before, window - 1 - before)
    padded = np.pad(levels, margins, mode="edge")
    seen = 1
    while seen < window:
        step = min(seen, window - seen)
        length = padded.shape[axis] - step
        head = padded[:length] if axis == 0 else padded[:, :length]
        tail = padded[step:] if axis == 0 else padded[:, step:]
        padded = of_two(head, tail)
        seen += step
    return padded
