"""`uv run python -m tests.benchmarks`: measures side by side and prints a table."""

import asyncio
import os
import shutil
import sys
import tempfile
from pathlib import Path

from storage.database import Database
from storage.embedded_server import start_embedded, stop_embedded
from tests.benchmarks.images import images
from tests.benchmarks.images_ocr import images_ocr
from tests.benchmarks.images_portrait import images_portrait
from tests.benchmarks.images_signature import images_signature
from tests.benchmarks.measure import Row, show
from tests.benchmarks.outbox import outbox
from tests.benchmarks.search import search
from tests.benchmarks.turn_cpu import turn_cpu
from tests.benchmarks.web_turn import web_turn


async def measure(folder: Path, size: int) -> list[Row]:
    """All benchmarks; `size` is turns or rows of each."""
    rows = await web_turn(folder, size)
    database = Database(await asyncio.to_thread(start_embedded, folder / "bench"))
    await database.migrate()
    rows += await turn_cpu(database, folder / "bench", size)
    rows += await outbox(database, max(50, size))
    rows += await search(database, size)
    rows += await images(size)
    rows += await images_ocr(max(1, size // 50))
    rows += await images_portrait(size)
    rows += await images_signature(size)
    await database.close()
    await asyncio.to_thread(stop_embedded, folder / "bench")
    return rows


def main() -> None:
    """Size from the command line: 1000 unless told."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    # Where the embedded server's user may enter.
    folder = Path(tempfile.mkdtemp(prefix="assistant-benchmarks-"))
    folder.chmod(0o755)
    try:
        rows = asyncio.run(measure(folder, size))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    sys.stdout.write(f"{show(rows)}\n\n{os.cpu_count()} cores, load {load}, size {size}\n")


if __name__ == "__main__":
    main()
