"""Signatures: CPU of finding the ink, levelling it and fitting it into the frame."""

import asyncio

import numpy as np
from PIL import Image

from flows.images.intake import take
from tests.benchmarks.images import cpu, least
from tests.benchmarks.measure import Row
from tests.images.drawn import encoded
from tests.images.signatures import opened, photo


def _rows(turns: int) -> list[Row]:
    rows = []
    for condition in ("shadow", "tilt"):
        seen = opened(photo(condition, 4).content).convert("RGB")
        large = seen.resize((4000, 3000), Image.Resampling.BICUBIC)
        grain = np.random.default_rng(4).normal(0, 3, (3000, 4000, 1))
        noisy = Image.fromarray((np.asarray(large) + grain).clip(0, 255).astype(np.uint8))
        content = encoded(noisy, "JPEG", quality=88)
        ours = cpu(lambda content=content: take("signature", content), turns)
        bare = cpu(lambda content=content: least(content), turns)
        beside = f"one draft decode, one encode {bare * 1000:.0f} ms (× {ours / bare:.1f})"
        name = f"signature ({condition}) from a 12 MP JPEG, CPU"
        rows.append(Row(name, f"{ours * 1000:.0f} ms", beside, "350 ms"))
    return rows


async def images_signature(size: int) -> list[Row]:
    """All rows about signatures."""
    return await asyncio.to_thread(_rows, min(max(size // 50, 1), 15))
