"""What a process that opens strangers' files may use, where the system knows such limits."""

import os
import sys

if sys.platform != "win32":
    import resource

MEMORY = 345 * 1024**2
"""Bytes of a worker's own data; with its libraries it stays below 400 MB."""
SECONDS = 20.0
"""For one image, however much else the machine has to do."""
_POLITENESS = 5
"""Chats are answered first."""


def limit_process() -> None:
    """Once: little memory, no files written, no core dumps, and the others go first."""
    if sys.platform == "win32":
        return
    os.nice(_POLITENESS)
    limits = {resource.RLIMIT_DATA: MEMORY, resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: 0}
    for limit, most in limits.items():
        _, hardest = resource.getrlimit(limit)
        if hardest == resource.RLIM_INFINITY or most < hardest:
            resource.setrlimit(limit, (most, most))


def limit_next_image() -> None:
    """Before each image: the system ends this process even where nobody is left to do it."""
    if sys.platform == "win32":
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hardest = resource.getrlimit(resource.RLIMIT_CPU)
    until = int(used.ru_utime + used.ru_stime + SECONDS) + 1
    if hardest == resource.RLIM_INFINITY or until < hardest:
        resource.setrlimit(resource.RLIMIT_CPU, (until, hardest))
