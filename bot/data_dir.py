"""The data folder, made and tried before anything is kept in it."""

import tempfile
from pathlib import Path

from bot.address import CannotServe


def claim_data_dir(folder: Path) -> None:
    """Make it where it is missing; raises `CannotServe` where nothing can be written into it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise CannotServe(
            f"nothing can be written into the folder {folder.resolve()} ({error.strerror}). "
            "Set DATA_DIR to a folder that this user may write to."
        ) from error
