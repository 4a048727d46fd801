"""Each benchmark runs, at a tiny size; what it measures depends on the machine and is not judged."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
def test_they_run_and_print_their_rows() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "10"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    for name in (
        "first chat answer",
        "memory",
        "p50",
        "p99",
        "CPU of a plain turn",
        "hand-over",
        "finding among",
        "JPEG",
        "pause",
        "paper, read",
    ):
        assert name in done.stdout
