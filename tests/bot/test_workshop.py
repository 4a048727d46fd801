"""The workshop survives what images and people do to its workers, and leaves none behind."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from bot.workshop import Workshop
from flows.images.outcome import ChoiceWanted, ImageRefused, Treatment
from flows.images.taken import TakenImage
from tests.images.drawn import encoded, photo
from tests.images.sources import bars, endless_pdf, hungry_pdf, jpeg, pdf
from tests.images.watching import longest_pause, peak_memory

ENDLESS = endless_pdf()


@pytest.fixture
async def workshop() -> AsyncIterator[Workshop]:
    opened = Workshop(seconds=15)
    yield opened
    await opened.close()
    assert opened.process_ids == ()


async def at_work(workshop: Workshop, count: int = 1) -> list[int]:
    """Once so many workers have eaten some CPU with an endless image."""
    async with asyncio.timeout(60):
        while True:
            running = [psutil.Process(worker) for worker in workshop.process_ids]
            if len([p for p in running if p.cpu_times().user > 0.7]) == count:
                return [p.pid for p in running]
            await asyncio.sleep(0.02)


async def code_of(taking: asyncio.Task[TakenImage | ChoiceWanted]) -> str:
    with pytest.raises(ImageRefused) as caught:
        await taking
    return caught.value.code


async def test_all_outcomes_come_through(workshop: Workshop) -> None:
    taken = await workshop.take("proof", jpeg())
    assert isinstance(taken, TakenImage)
    assert (taken.width, taken.height, taken.original_size) == (1200, 900, len(jpeg()))
    turned = await workshop.take("proof", jpeg(), Treatment(quarter_turns=1))
    assert isinstance(turned, TakenImage)
    assert (turned.width, turned.height) == (900, 1200)
    wanted = await workshop.take("proof", pdf([bars(), bars()]))
    assert isinstance(wanted, ChoiceWanted)
    assert (wanted.what, wanted.choices, wanted.sheet[:2]) == ("page", (1, 2), b"\xff\xd8")
    with pytest.raises(ImageRefused) as caught:
        await workshop.take("proof", b"GIF89a" + bytes(9))
    assert (caught.value.code, caught.value.facts) == ("unsupported_format", {"looks_like": "GIF"})
    with pytest.raises(ImageRefused, match="too_large"):
        await workshop.take("proof", bytes(27_000_000))


async def test_an_image_that_takes_too_long_is_refused_and_the_next_is_taken() -> None:
    workshop = Workshop(at_once=1, seconds=3)
    taking = asyncio.create_task(workshop.take("proof", ENDLESS))
    following = asyncio.create_task(workshop.take("proof", jpeg()))
    assert await code_of(taking) == "too_demanding"
    assert isinstance(await following, TakenImage)
    await workshop.close()


async def test_an_image_that_eats_all_memory_is_refused_and_the_next_is_taken(
    workshop: Workshop,
) -> None:
    taking = asyncio.create_task(workshop.take("proof", hungry_pdf()))
    assert await code_of(taking) == "too_demanding"
    assert isinstance(await workshop.take("proof", jpeg()), TakenImage)


async def test_a_killed_worker_costs_nobody_an_image(workshop: Workshop) -> None:
    heavy = encoded(photo(2600, 2000, 90), "PNG", compress_level=1)
    await workshop.take("proof", jpeg())
    (worker,) = workshop.process_ids
    taking = asyncio.create_task(workshop.take("proof", heavy))
    before = psutil.Process(worker).cpu_times().user
    while psutil.Process(worker).cpu_times().user < before + 0.05:  # noqa: ASYNC110
        await asyncio.sleep(0.005)
    os.kill(worker, signal.SIGKILL)
    assert isinstance(await taking, TakenImage)
    assert isinstance(await workshop.take("proof", jpeg()), TakenImage)


async def test_killed_while_idle(workshop: Workshop) -> None:
    for _ in range(3):
        assert isinstance(await workshop.take("proof", jpeg()), TakenImage)
        for worker in workshop.process_ids:
            os.kill(worker, signal.SIGKILL)


@pytest.mark.slow
async def test_killed_twice_or_crashed_it_is_refused(workshop: Workshop) -> None:
    for fatal, times in ((signal.SIGKILL, 2), (signal.SIGSEGV, 1)):
        taking = asyncio.create_task(workshop.take("proof", ENDLESS))
        for _ in range(times):
            (worker,) = await at_work(workshop)
            os.kill(worker, fatal)
        assert await code_of(taking) == "too_demanding"
    assert isinstance(await workshop.take("proof", jpeg()), TakenImage)


async def test_cancelled_in_the_middle_it_frees_its_place() -> None:
    workshop = Workshop(at_once=1)
    taking = asyncio.create_task(workshop.take("proof", ENDLESS))
    (worker,) = await at_work(workshop)
    waiting = asyncio.create_task(workshop.take("proof", ENDLESS))
    following = asyncio.create_task(workshop.take("proof", jpeg()))
    for task in (waiting, taking):
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert isinstance(await following, TakenImage)
    assert not psutil.pid_exists(worker) or psutil.Process(worker).status() == "zombie"
    await workshop.close()


async def test_many_at_once_use_two_workers(workshop: Workshop) -> None:
    sent = [jpeg(), b"", pdf([bars()]), bytes(64), jpeg(progressive=True)] * 4
    taken = await asyncio.gather(
        *(workshop.take("proof", content) for content in sent), return_exceptions=True
    )
    refused = [image.code for image in taken if isinstance(image, ImageRefused)]
    assert sorted(refused) == ["empty"] * 4 + ["not_an_image"] * 4
    assert len([image for image in taken if isinstance(image, TakenImage)]) == 12
    assert len(workshop.process_ids) == 2


async def test_idle_workers_are_small_and_then_gone() -> None:
    workshop = Workshop(idle_seconds=0.5)
    await workshop.take("proof", encoded(photo(4000, 3000, 9), "JPEG"))
    (worker,) = workshop.process_ids
    assert psutil.Process(worker).memory_info().rss < 100_000_000
    assert peak_memory(worker) < 400_000_000
    async with asyncio.timeout(20):
        while psutil.pid_exists(worker):  # noqa: ASYNC110 - the system tells
            await asyncio.sleep(0.02)
    assert isinstance(await workshop.take("proof", jpeg()), TakenImage)
    await workshop.close()


async def test_closing_ends_what_is_at_work() -> None:
    workshop = Workshop()
    taking = asyncio.create_task(workshop.take("proof", ENDLESS))
    (worker,) = await at_work(workshop)
    await workshop.close()
    with pytest.raises(asyncio.CancelledError):
        await taking
    assert not psutil.pid_exists(worker)


@pytest.mark.slow
async def test_the_event_loop_is_not_held_up(workshop: Workshop) -> None:
    """By what this process computes between two ticks: the machine may be busy with others."""
    heavy = encoded(photo(2600, 2600, 90), "PNG", compress_level=1)
    await workshop.take("proof", jpeg())

    async def images() -> None:
        sent = [heavy, *[jpeg()] * 19]
        await asyncio.gather(*(workshop.take("proof", content) for content in sent))

    assert await longest_pause(images, time.process_time) < 0.02


WORKING = """
import asyncio, sys
from bot.workshop import Workshop
from tests.bot.test_workshop import ENDLESS, at_work

async def main():
    workshop = Workshop(seconds=600)
    tasks = [asyncio.create_task(workshop.take("proof", ENDLESS)) for _ in range(2)]
    print(*await at_work(workshop, 2), flush=True)
    await asyncio.gather(*tasks)

asyncio.run(main())
"""


@pytest.mark.slow
def test_kill_9_of_the_product_leaves_no_worker_behind() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WORKING], cwd=Path(__file__).parents[2], stdout=subprocess.PIPE
    ) as product:
        assert product.stdout is not None
        workers = [psutil.Process(int(pid)) for pid in product.stdout.readline().split()]
        assert len(workers) == 2
        product.kill()
    _, alive = psutil.wait_procs(workers, timeout=20)
    assert not alive


def test_a_worker_loads_nothing_of_the_bot_and_knows_no_secret() -> None:
    program = "import json, sys, flows.images.worker; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = {name.split(".")[0] for name in json.loads(done.stdout)}
    assert not loaded & {"bot", "storage", "nlu", "knowledge", "sqlalchemy", "telegram", "aiohttp"}


async def test_a_worker_is_told_no_settings(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "1:secret")
    await workshop.take("proof", jpeg())
    (worker,) = workshop.process_ids
    known = psutil.Process(worker).environ()
    assert "TELEGRAM_TOKEN" not in known
    assert known["OMP_NUM_THREADS"] == "1"
    assert psutil.Process(worker).num_threads() <= 3
