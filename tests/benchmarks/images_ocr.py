"""A photographed certificate through the reader: time of the first and a later page; memory."""

import random
import statistics
import time

import psutil

from bot.paper_reader import PaperReader
from tests.benchmarks.measure import Row
from tests.images.papers import new_certificate
from tests.images.snapshots import photographed


async def images_ocr(pages: int = 20) -> list[Row]:
    """The first page starts the process; memory is read after the last one."""
    if not (reader := PaperReader()).is_available:
        return [Row("photographed paper, read", "extra ocr not installed")]
    seed, took = random.Random(8000), []
    for _ in range(pages + 1):
        content = photographed(new_certificate(seed).image, seed, seed.uniform(-2, 2))
        began = time.perf_counter()
        await reader.read("certificate", content)
        took.append(time.perf_counter() - began)
    resident = max(p.memory_info().rss for p in psutil.Process().children(recursive=True)) / 2**20
    await reader.close()
    first = f"with the start of its process {took[0]:.1f} s"
    return [
        Row("photographed paper, read, median", f"{statistics.median(took[1:]):.1f} s", first),
        Row("memory of the paper reader's process", f"{resident:.0f} MB", goal="1000 MB"),
    ]
