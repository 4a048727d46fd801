"""The side service's life, with a stand-in for Rasa that starts in an instant."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from nlu import child, environment, sidecar
from nlu.client import RasaUnavailable
from nlu.sidecar import RasaSidecar
from nlu.sidecar_state import Phase
from tests.nlu.rasa_project import lay_out


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Rasa project whose environment holds the stand-in."""
    monkeypatch.setattr(environment, "find_uv", list)
    return lay_out(tmp_path / "project")


@pytest.fixture
async def side(project: Path, data_dir: Path) -> AsyncIterator[RasaSidecar]:
    side = RasaSidecar(data_dir, project=project)
    yield side
    await side.stop()


def refuse_training(data_dir: Path) -> Path:
    """The file that makes trainings fail as long as it is there."""
    (data_dir / "models").mkdir(parents=True)
    (data_dir / "models" / "refuse").touch()
    return data_dir / "models" / "refuse"


async def replaced(side: RasaSidecar, process: int) -> None:
    """Wait until another process than `process` is up."""
    async with asyncio.timeout(60):
        while side.process_id in (process, None) or side.state.phase is not Phase.READY:  # noqa: ASYNC110 - an observer
            await asyncio.sleep(0.05)


async def fails(side: RasaSidecar) -> None:
    """Start it and wait until it says that it failed."""
    failed = asyncio.Event()
    side.subscribe(lambda state: failed.set() if state.phase is Phase.FAILED else None)
    await side.start()
    async with asyncio.timeout(60):
        await failed.wait()


def trainings(data_dir: Path) -> int:
    return len((data_dir / "models" / "trainings").read_text())


async def test_goes_through_its_phases_without_blocking(side: RasaSidecar, data_dir: Path) -> None:
    phases: list[Phase] = []
    side.subscribe(lambda state: phases.append(state.phase))
    await side.start()
    await side.start()
    assert phases == []
    with pytest.raises(RasaUnavailable):
        await side.client.parse("撤回")
    assert await side.wait_until_ready(60)
    assert phases == [Phase.TRAINING, Phase.STARTING, Phase.READY]
    assert (await side.client.parse("您好")).source == "rasa"
    assert side.state.chinese
    assert side.state.english


async def test_a_model_is_trained_once(side: RasaSidecar, project: Path, data_dir: Path) -> None:
    other = RasaSidecar(data_dir, project=project)
    await asyncio.gather(side.start(), other.start())
    assert await side.wait_until_ready(60)
    assert await other.wait_until_ready(60)
    assert trainings(data_dir) == 1
    await other.stop()
    (project / "config.yml").write_text("y: 2\n")
    changed = RasaSidecar(data_dir, project=project)
    await changed.start()
    assert await changed.wait_until_ready(60)
    assert trainings(data_dir) == 2
    await changed.stop()


async def test_a_lost_server_is_started_again(side: RasaSidecar, data_dir: Path) -> None:
    await side.start()
    assert await side.wait_until_ready(60)
    first = side.process_id
    assert first is not None
    os.kill(first, signal.SIGKILL)
    await replaced(side, first)
    assert (await side.client.parse("您好")).source == "rasa"
    assert trainings(data_dir) == 1


async def test_a_server_that_hangs_is_replaced(
    side: RasaSidecar, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sidecar, "WATCH_SECONDS", 0.05)
    monkeypatch.setattr(sidecar, "MISSES", 1)
    monkeypatch.setattr(child, "GRACE_SECONDS", 0.1)
    await side.start()
    assert await side.wait_until_ready(60)
    first = side.process_id
    assert first is not None
    os.kill(first, signal.SIGSTOP)
    await replaced(side, first)
    assert not psutil.pid_exists(first)


async def test_a_failed_training_is_told(side: RasaSidecar, data_dir: Path) -> None:
    refusal = refuse_training(data_dir)
    await fails(side)
    assert side.state.reason == "training"
    refusal.unlink()
    assert await side.wait_until_ready(60)


async def test_no_uv_and_no_environment(side: RasaSidecar, project: Path, data_dir: Path) -> None:
    shutil.rmtree(project / ".venv")
    await fails(side)
    assert side.state.reason == "no_uv"


async def test_stopping_ends_the_process(side: RasaSidecar, data_dir: Path) -> None:
    await side.start()
    assert await side.wait_until_ready(60)
    process = side.process_id
    assert process is not None
    await side.stop()
    assert not psutil.pid_exists(process)
    assert side.state.phase is Phase.OFF


def test_nothing_outlives_a_killed_parent(project: Path) -> None:
    program = (
        "import os, subprocess, sys\n"
        "child = subprocess.Popen([sys.argv[1], sys.argv[2], str(os.getpid()), 'run', '-p', '0'])\n"
        "print(child.pid, flush=True)\n"
        "child.wait()\n"
    )
    command = [sys.executable, "-c", program, str(environment.interpreter(project))]
    with subprocess.Popen([*command, str(project / "leash.py")], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        orphan = int(parent.stdout.readline())
        assert psutil.pid_exists(orphan)
        parent.kill()
    deadline = time.monotonic() + 60
    while psutil.pid_exists(orphan) and psutil.Process(orphan).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline
        time.sleep(0.05)
