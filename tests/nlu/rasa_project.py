"""A Rasa project whose environment holds the stand-in, which trains and starts in an instant."""

import shutil
import sys
from pathlib import Path

from nlu import environment, training

FAKE = Path(__file__).parent / "fake_rasa.py"


def lay_out(folder: Path) -> Path:
    packages = folder / "packages" / "rasa"
    packages.mkdir(parents=True)
    shutil.copy(FAKE, packages / "__main__.py")
    (folder / "data").mkdir()
    for name in ("config.yml", "domain.yml", "pyproject.toml"):
        (folder / name).write_text("x: 1\n")
    shutil.copy(training.PROJECT / "leash.py", folder)
    python = environment.interpreter(folder)
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nPYTHONPATH={packages.parent} exec {sys.executable} "$@"\n')
    python.chmod(0o755)
    return folder
