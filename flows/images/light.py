"""Whether anything can be seen on a picture at all."""

from PIL import Image

from flows.images.outcome import ImageRefused

_BRIGHTEST_OF_DARK = 50
_LEAST_CONTRAST = 12
_SEEN = 128


def check_light(image: Image.Image) -> None:
    """Refuse black and empty pictures: `too_dark`, `blank`."""
    grey = image.convert("L")
    grey = grey.reduce(max(round(max(grey.size) / _SEEN), 1))
    if level_at(grey, 0.99) < _BRIGHTEST_OF_DARK:
        raise ImageRefused("too_dark")
    if level_at(grey, 1.0) - level_at(grey, 0.0) < _LEAST_CONTRAST:
        raise ImageRefused("blank")


def level_at(grey: Image.Image, share: float) -> int:
    """The grey level 0..255 up to which that share of the pixels lies; 0 is the darkest one."""
    left = max(share * grey.width * grey.height, 1)
    for level, count in enumerate(grey.histogram()):
        left -= count
        if left <= 0:
            return level
    return 255
