"""`python -m flows.images.worker`: takes images in from standard input until that is closed.

A picture that eats memory or time ends this process and nothing else.
"""

import os
import sys
import traceback
from queue import SimpleQueue
from threading import Thread

from flows.images.intake import take
from flows.images.limits import limit_next_image, limit_process
from flows.images.outcome import ImageRefused, Treatment
from flows.images.taken import Kind
from flows.images.wire import Outcome, WorkerBug, receive_request, send_outcome

Request = tuple[Kind, bytes, Treatment]


def main() -> None:
    """One image after the other; never returns."""
    limit_process()
    requests: SimpleQueue[Request] = SimpleQueue()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints stays out of the frames.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    Thread(target=_listen, args=(requests,), daemon=True).start()
    while True:
        outcome = _outcome(requests.get())
        send_outcome(answers, outcome)
        del outcome


def _listen(requests: SimpleQueue[Request]) -> None:
    """End with whoever started us, even in the middle of an image."""
    try:
        while True:
            requests.put(receive_request(sys.stdin.buffer))
    finally:
        os._exit(0)


def _outcome(request: Request) -> Outcome | WorkerBug:
    limit_next_image()
    try:
        return take(*request)
    except ImageRefused as refused:
        return refused
    except MemoryError:
        return ImageRefused("too_demanding")
    except Exception:
        return WorkerBug(traceback.format_exc())


if __name__ == "__main__":
    main()
