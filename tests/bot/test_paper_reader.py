"""The reader's process: started by a paper, gone when idle, never a reason to fail."""

import asyncio
import random
import subprocess
import sys
from collections.abc import AsyncIterator

import psutil
import pytest
from structlog.testing import capture_logs

from bot import paper_reader
from bot.paper_reader import PaperReader
from tests.images.papers import Drawn, new_certificate
from tests.images.snapshots import photographed

pytestmark = pytest.mark.xdist_group("recogniser")


@pytest.fixture
async def reader() -> AsyncIterator[PaperReader]:
    reader = PaperReader()
    yield reader
    await reader.close()


@pytest.fixture(scope="module")
def certificate() -> tuple[Drawn, bytes]:
    seed = random.Random(7001)
    drawn = new_certificate(seed)
    return drawn, photographed(drawn.image, seed)


def is_worker(process: psutil.Process) -> bool:
    try:
        return "spawn_main" in "".join(process.cmdline())
    except psutil.Error:
        return False  # it has just ended


def workers() -> list[psutil.Process]:
    return [p for p in psutil.Process().children(recursive=True) if is_worker(p)]


async def none_left() -> None:
    async with asyncio.timeout(10):
        while workers():  # noqa: ASYNC110 - processes tell nobody when they end
            await asyncio.sleep(0.05)


async def test_switched_off_or_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    off = PaperReader(enabled=False)
    assert not off.is_available
    assert await off.read("certificate", b"") is None
    monkeypatch.setattr(paper_reader, "_LIBRARIES", ("rapidocr", "nothing_installed_of_this_name"))
    missing = PaperReader()
    assert not missing.is_available
    assert await missing.read("certificate", b"") is None
    await missing.close()
    assert not workers()


def test_the_recogniser_is_not_loaded_here() -> None:
    code = "import sys, bot.paper_reader; sys.exit(any(m in sys.modules for m in ('rapidocr', 'cv2', 'onnxruntime')))"
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0


@pytest.mark.slow
async def test_reads_and_rests(certificate: tuple[Drawn, bytes]) -> None:
    drawn, content = certificate
    reader = PaperReader(seconds=60, patience=120, idle=0.2)
    assert not workers()
    first, second = await asyncio.gather(
        reader.read("certificate", content), reader.read("certificate", content)
    )
    assert first == second
    assert first
    assert {key: one.value for key, one in first.values.items()} == drawn.values
    await none_left()
    again = await reader.read("certificate", content)
    assert again == first
    assert [process.memory_info().rss < 10**9 for process in workers()] == [True]
    await reader.close()
    assert not workers()
    assert await reader.read("certificate", content) is None


@pytest.mark.slow
async def test_no_picture_is_no_fault(reader: PaperReader) -> None:
    with capture_logs() as logs:
        assert await reader.read("id_card", b"no picture") is None
    assert logs == []


@pytest.mark.slow
async def test_a_crash_or_slowness_is_survived(certificate: tuple[Drawn, bytes]) -> None:
    drawn, content = certificate
    reader = PaperReader(seconds=60, patience=120)
    with capture_logs() as logs:
        job = asyncio.create_task(reader.read("certificate", content))
        async with asyncio.timeout(20):
            while not (found := workers()):  # noqa: ASYNC110 - a process tells nobody of its start
                await asyncio.sleep(0.02)
        found[0].kill()
        assert await job is None
        reader._seconds = 0.01
        assert await reader.read("certificate", content) is None
    assert [(log["event"], log["paper"]) for log in logs] == [("paper_unread", "certificate")] * 2
    assert not any(value in str(logs) for value in drawn.values.values())
    reader._seconds = 60
    read = await reader.read("certificate", content)
    assert read
    assert read.values["name"].value == drawn.values["name"]
    await reader.close()
