"""Portraits: CPU of looking for the face, judging it and cutting around it."""

import asyncio
import statistics
import time
from io import BytesIO

from PIL import Image

from flows.images.intake import take
from tests.benchmarks.measure import Row
from tests.images.drawn import encoded
from tests.images.portraits import Standing, noisy, photo


def _least(content: bytes) -> None:
    """One decoding at a fraction of the size, one crop, one encoding."""
    image = Image.open(BytesIO(content))
    image.draft(None, (590, 826))
    image.load()
    image.resize((295, 413), Image.Resampling.LANCZOS).save(BytesIO(), "JPEG", quality=95)


def _paired(content: bytes, turns: int) -> tuple[float, float]:
    """Median CPU milliseconds of ours and of the least, in turns."""
    ours, least = [], []
    for _ in range(turns + 1):
        began = time.process_time()
        take("portrait", content)
        between = time.process_time()
        _least(content)
        ours.append(between - began)
        least.append(time.process_time() - between)
    return statistics.median(ours[1:]) * 1000, statistics.median(least[1:]) * 1000


def _rows(turns: int) -> list[Row]:
    near = noisy(photo([Standing(1, 1100, (1500, 1700))], (3000, 4000)), 4)
    far = noisy(photo([Standing(0, 420, (2600, 1300))], (4000, 3000)), 4)
    farther = noisy(photo([Standing(0, 250, (2600, 1300))], (4000, 3000)), 4)
    rows = []
    for name, image in (
        ("portrait from a 12 MP JPEG", near),
        ("the same, lying on its side", near.rotate(90, expand=True)),
        ("one person on a wide 12 MP JPEG", far),
        ("one person far away on it, decoded twice", farther),
    ):
        content = encoded(image, "JPEG", quality=90)
        ours, least = _paired(content, turns)
        beside = f"one draft decode, crop and encode {least:.0f} ms (× {ours / least:.1f})"
        rows.append(Row(f"{name}, CPU", f"{ours:.0f} ms", beside, "250 ms"))
    return rows


async def images_portrait(size: int) -> list[Row]:
    """All rows about portraits."""
    return await asyncio.to_thread(_rows, min(max(size // 50, 1), 15))
