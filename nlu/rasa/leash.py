"""Runs Rasa on a leash: `python leash.py PARENT_PID ARGUMENTS...` ends when that process does.

It runs in Rasa's own environment and may import nothing of the product's. The token comes by
`RASA_AUTH_TOKEN`, because every user of the machine can read a command line.
"""

import os
import sys
import threading
import time


def end_with(parent: int) -> None:
    """End this process at once when `parent` is gone, even by kill -9; works on every system."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def main() -> None:
    """Watch the parent, then be `rasa`."""
    threading.Thread(target=end_with, args=(int(sys.argv.pop(1)),), daemon=True).start()
    token = os.environ.pop("RASA_AUTH_TOKEN", "")
    if token:
        sys.argv.append(f"--auth-token={token}")
    from rasa.__main__ import main as rasa  # noqa: PLC0415 - takes seconds: the watch comes first

    rasa()


if __name__ == "__main__":
    main()
