"""Into 200-500 KB by JPEG quality: decimal 205..500 kB satisfies 1000 and 1024 alike."""

from io import BytesIO
from math import sqrt

from PIL import Image

LEAST, MOST = 205_000, 500_000
_AIM = 420_000
_FIRST, _WORST, _BEST = 85, 55, 95
_TILE = 128, 16
"""Whole blocks of an encoder across and down."""
_EVERY = 40
"""Rows for each sampled tile."""
_SPREAD = 0.7549, 0.5698
"""Of the way across and down from one tile to the next: they lie everywhere, and never in step
with lines of text."""
_GUESSES = 3
_HEADERS = 623
"""Bytes of a file that are not pixels."""
_GROWTH = 0.57
"""A file's size goes with that power of how fine the numbers are that it keeps."""
_FINEST = (96, 98, 100)


def into_band(image: Image.Image) -> tuple[bytes, Image.Image] | None:
    """The JPEG and the pixels it shows, smaller where they had to be.

    None where even the finest encoding stays below the band.
    """
    while True:
        content = _by_quality(image)
        if len(content) > MOST:
            image = _scaled(image, sqrt(_AIM / len(content)))
            continue
        if len(content) < LEAST:
            content = _finest(image)
        return (content, image) if LEAST <= len(content) <= MOST else None


def enlarge_into_band(image: Image.Image, longest: int) -> tuple[bytes, Image.Image] | None:
    """Like `into_band`, with more pixels than there are; None where `longest` is not enough."""
    while max(image.size) < longest:
        factor = min(sqrt(_AIM / len(_finest(image))), longest / max(image.size))
        image = _scaled(image, max(factor, 1.1))
        if found := into_band(image):
            return found
    return None


def _by_quality(image: Image.Image) -> bytes:
    """The nearest to the band between the worst and the best quality."""
    low, high, quality = _WORST, _BEST, _likely_quality(image)
    while True:
        content = _encoded(image, quality)
        if LEAST <= len(content) <= MOST:
            return content
        if len(content) > MOST:
            high = quality - 1
        else:
            low = quality + 1
        if low > high:
            return content
        quality = min(max(_towards_aim(quality, len(content)), low), high)


def _likely_quality(image: Image.Image) -> int:
    """Where to begin, told from a sample: each encoding of the whole takes its time."""
    sample = _sampled(image)
    times = image.width * image.height / (sample.width * sample.height)
    quality = _FIRST
    for _ in range(_GUESSES):
        bare = len(_encoded(sample, quality)) - _HEADERS
        size = round(bare * times) + _HEADERS
        if 1.1 * LEAST <= size <= MOST / 1.1:
            break
        quality = min(max(_towards_aim(quality, size), _WORST), _BEST)
    return quality


def _sampled(image: Image.Image) -> Image.Image:
    """Tiles from all over the picture, above each other."""
    width, height = min(_TILE[0], image.width), min(_TILE[1], image.height)
    count = max((image.height - height) // _EVERY, 1)
    sample = Image.new(image.mode, (width, count * height))
    for number in range(count):
        left = round(number * _SPREAD[0] % 1 * (image.width - width))
        top = round(number * _SPREAD[1] % 1 * (image.height - height))
        tile = image.crop((left, top, left + width, top + height))
        sample.paste(tile, (0, number * height))
    return sample


def _towards_aim(quality: int, size: int) -> int:
    # Between 50 and 100 the steps of these numbers are proportional to 100 - quality.
    return round(100 - (100 - quality) * (size / _AIM) ** (1 / _GROWTH))


def _finest(image: Image.Image) -> bytes:
    """The first quality without colour subsampling that reaches the band, or the last."""
    content = b""
    for quality in _FINEST:
        content = _encoded(image, quality, subsampling=0)
        if len(content) >= LEAST:
            break
    return content


def _encoded(image: Image.Image, quality: int, subsampling: int = 2) -> bytes:
    encoded = BytesIO()
    image.save(encoded, "JPEG", quality=quality, subsampling=subsampling)
    return encoded.getvalue()


def _scaled(image: Image.Image, factor: float) -> Image.Image:
    size = max(round(image.width * factor), 1), max(round(image.height * factor), 1)
    return image.resize(size, Image.Resampling.LANCZOS)
