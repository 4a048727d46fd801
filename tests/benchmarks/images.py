"""Uploads: into the band beside the least that a conversion takes, and what a chat notices of it."""

import asyncio
import statistics
import time
from collections.abc import Callable
from io import BytesIO

from PIL import Image

from bot.workshop import Workshop
from flows.images.intake import take
from flows.images.taken import TakenImage
from tests.benchmarks.measure import Row
from tests.images.drawn import encoded, page, photo
from tests.images.watching import longest_pause, peak_memory

MIB = 2**20


def least(content: bytes) -> None:
    """One decoding at a fraction of the size, one encoding."""
    image = Image.open(BytesIO(content))
    image.draft(None, (image.width // 2, image.height // 2))
    image.load()
    image.save(BytesIO(), "JPEG", quality=85)


def cpu(work: Callable[[], object], turns: int) -> float:
    """Median seconds."""
    spent = []
    for _ in range(turns + 1):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return statistics.median(spent[1:])


def in_turns(one: Callable[[], object], other: Callable[[], object], turns: int) -> list[float]:
    """Median seconds of both, measured in turns: a busy machine is busy for both."""
    spent: list[list[float]] = [[], []]
    for _ in range(turns + 1):
        for place, work in enumerate((one, other)):
            began = time.process_time()
            work()
            spent[place].append(time.process_time() - began)
    return [statistics.median(each[1:]) for each in spent]


def into_band(turns: int) -> list[Row]:
    """CPU of whole intakes, each in this process."""
    rows = []
    # Scenery is not looked at for sharp writing, a page is: that one counts.
    for name, drawn in (("page", page(3000, 4000, 8)), ("scenery", photo(4000, 3000, 20))):
        small = encoded(drawn, "JPEG", quality=85)
        mine, bare = in_turns(
            lambda small=small: take("proof", small), lambda small=small: least(small), turns
        )
        beside = f"one draft decode, one encode {bare * 1000:.0f} ms (× {mine / bare:.2f})"
        rows.append(
            Row(
                f"proof from a 12 MP JPEG of a {name}, CPU",
                f"{mine * 1000:.0f} ms",
                beside,
                "× 1.3",
            )
        )
    large = encoded(photo(8000, 6000, 12), "JPEG", quality=85)
    heic = encoded(photo(4000, 3000, 12), "HEIF", quality=60)
    for name, content, goal in (("48 MP JPEG", large, "500 ms"), ("12 MP HEIC", heic, "1200 ms")):
        took = cpu(lambda content=content: take("proof", content), max(turns // 3, 1))
        size = f"{len(content) / 1e6:.1f} MB"
        rows.append(Row(f"proof from a {name}, CPU", f"{took * 1000:.0f} ms", size, goal))
    return rows


async def beside_the_chat(images: int) -> list[Row]:
    """The event loop while images go through, one of 20 MB among them."""
    usual = encoded(photo(4000, 3000, 12), "JPEG", quality=85)
    heavy = encoded(photo(2600, 2600, 90), "PNG", compress_level=1)
    workshop = Workshop()
    began = time.perf_counter()
    await workshop.take("proof", usual)
    started = time.perf_counter() - began

    async def all_of_them() -> None:
        sent = [heavy, *[usual] * (images - 1)]
        taken = await asyncio.gather(*(workshop.take("proof", content) for content in sent))
        assert all(isinstance(image, TakenImage) for image in taken)

    idle = await longest_pause(lambda: asyncio.sleep(0.5))
    began = time.perf_counter()
    pause = await longest_pause(all_of_them)
    took = time.perf_counter() - began
    computed = await longest_pause(all_of_them, time.process_time)
    peak = max(peak_memory(worker) for worker in workshop.process_ids)
    await workshop.close()
    name = (
        f"longest pause of the event loop, {images} images with one of {len(heavy) / 1e6:.0f} MB"
    )
    beside = f"without them {idle * 1000:.1f} ms; computing {computed * 1000:.1f} ms of CPU"
    return [
        Row(name, f"{pause * 1000:.1f} ms", beside, "20 ms"),
        Row("first image, its worker started", f"{started * 1000:.0f} ms"),
        Row("images a second through two workers", f"{images / took:.1f}"),
        Row("peak memory of a worker over these", f"{peak / MIB:.0f} MB", goal="400 MB"),
    ]


async def images(size: int) -> list[Row]:
    """All rows about uploads."""
    rows = await asyncio.to_thread(into_band, min(max(size // 50, 1), 15))
    return rows + await beside_the_chat(20 if size > 50 else 3)
