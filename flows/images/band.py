"""Into 200-500 KB by JPEG quality: decimal 205..500 kB satisfies 1000 and 1024 alike."""

from math import sqrt

from PIL import Image

from flows.images.sample import Sample, encoded

LEAST, MOST = 205_000, 500_000
_AIM = 380_000
_SURE = 260_000, 440_000
"""Sizes told by a sample that end inside the band; samples are wrong by a fifth at times."""
_FIRST, _WORST, _BEST = 85, 55, 95
_GUESSES = 3
_GROWTH = 0.57
"""A file's size goes with that power of how fine the numbers are that it keeps."""
_FINEST = (96, 98, 100)


def into_band(image: Image.Image) -> tuple[bytes, Image.Image] | None:
    """The JPEG and the pixels it shows, smaller where they had to be.

    None where even the finest encoding stays below the band.
    """
    while True:
        sample = Sample(image)
        content = b""
        if sample.size(_BEST) < LEAST:
            content = _finest(image, sample)
            if len(content) < LEAST:
                return None
        if not LEAST <= len(content) <= MOST:
            content = _by_quality(image, _likely_quality(sample))
        if len(content) > MOST:
            image = _scaled(image, sqrt(_AIM / len(content)))
            continue
        if len(content) < LEAST:
            content = _finest(image, sample)
        return (content, image) if LEAST <= len(content) <= MOST else None


def enlarge_into_band(image: Image.Image, longest: int) -> tuple[bytes, Image.Image] | None:
    """Like `into_band`, with more pixels than there are; None where `longest` is not enough."""
    while max(image.size) < longest:
        factor = min(sqrt(_AIM / len(_finest(image))), longest / max(image.size))
        image = _scaled(image, max(factor, 1.1))
        if found := into_band(image):
            return found
    return None


def _by_quality(image: Image.Image, quality: int) -> bytes:
    """The nearest to the band between the worst and the best quality."""
    low, high = _WORST, _BEST
    while True:
        content = encoded(image, quality)
        if LEAST <= len(content) <= MOST:
            return content
        if len(content) > MOST:
            high = quality - 1
        else:
            low = quality + 1
        if low > high:
            return content
        quality = min(max(_towards_aim(quality, len(content)), low), high)


def _likely_quality(sample: Sample) -> int:
    """Where to begin: each encoding of the whole takes its time."""
    quality = _FIRST
    for _ in range(_GUESSES):
        size = sample.size(quality)
        if _SURE[0] <= size <= _SURE[1]:
            break
        quality = min(max(_towards_aim(quality, size), _WORST), _BEST)
    return quality


def _towards_aim(quality: int, size: int) -> int:
    # Between 50 and 100 the steps of these numbers are proportional to 100 - quality.
    finer: float = (size / _AIM) ** (1 / _GROWTH)
    return round(100 - (100 - quality) * finer)


def _finest(image: Image.Image, sample: Sample | None = None) -> bytes:
    """The first quality without colour subsampling that reaches the band, or the last."""
    content = b""
    for quality in _FINEST:
        is_last = quality == _FINEST[-1]
        if sample and not is_last and sample.size(quality, subsampling=0) < LEAST:
            continue
        content = encoded(image, quality, subsampling=0)
        if len(content) >= LEAST:
            break
    return content


def _scaled(image: Image.Image, factor: float) -> Image.Image:
    size = max(round(image.width * factor), 1), max(round(image.height * factor), 1)
    return image.resize(size, Image.Resampling.LANCZOS)
