"""Where Rasa's own Python environment is, and how `uv` makes it."""

import importlib.util
import os
import shutil
import sys
from pathlib import Path

QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}
ONE_THREAD = {"OMP_NUM_THREADS": "1"}
"""For encoding sentences: more threads make one sentence no faster, and everything else slower."""
_OURS_ONLY = ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "UV_PYTHON", "UV_PROJECT_ENVIRONMENT")


def find_uv() -> list[str]:
    """The command that is `uv` here; empty where there is none."""
    path = shutil.which("uv")
    if path:
        return [path]
    return [sys.executable, "-m", "uv"] if importlib.util.find_spec("uv") else []


def interpreter(project: Path) -> Path:
    """The Python of the environment of `project`, which may not exist yet."""
    return project / ".venv" / "bin" / "python"


def variables(project: Path) -> dict[str, str]:
    """The environment for Rasa's processes, without what would lead them into our own Python."""
    inherited = {name: value for name, value in os.environ.items() if name not in _OURS_ONLY}
    return inherited | QUIET | ONE_THREAD | {"UV_PROJECT_ENVIRONMENT": str(project / ".venv")}
