"""Frames between the product and its image workers: JSON and bytes, nothing that could run."""

import json
from dataclasses import asdict
from struct import Struct
from typing import Any, BinaryIO, cast

from flows.images.outcome import ChoiceWanted, ImageRefused, Treatment
from flows.images.taken import Kind, TakenImage

Outcome = TakenImage | ChoiceWanted | ImageRefused
_LENGTH = Struct(">I")


class WorkerBug(Exception):
    """An image met an error that nobody has named; the message is its traceback."""


def send_request(
    stream: BinaryIO, kind: Kind, content: bytes | memoryview, treatment: Treatment
) -> None:
    """One image and what is to become of it; raises `OSError`."""
    _send(stream, {"kind": kind, "treatment": asdict(treatment)}, content)


def receive_request(stream: BinaryIO) -> tuple[Kind, bytes, Treatment]:
    """The next image; raises `EOFError` once nobody can send any more."""
    head, (content,) = _receive(stream)
    return cast(Kind, head["kind"]), content, Treatment(**head["treatment"])


def send_outcome(stream: BinaryIO, outcome: Outcome | WorkerBug) -> None:
    """What became of it."""
    match outcome:
        case TakenImage():
            facts = asdict(outcome)
            _send(stream, {"taken": facts}, facts.pop("content"), facts.pop("preview"))
        case ChoiceWanted():
            choice = {"what": outcome.what, "choices": outcome.choices}
            _send(stream, {"choice": choice}, outcome.sheet)
        case ImageRefused():
            _send(stream, {"refused": {"code": outcome.code, **outcome.facts}})
        case WorkerBug():
            _send(stream, {"bug": str(outcome)})


def receive_outcome(stream: BinaryIO) -> Outcome:
    """What became of it; raises `EOFError` where the worker has ended, and `WorkerBug`."""
    head, blobs = _receive(stream)
    if taken := head.get("taken"):
        doubts = tuple(taken.pop("doubts"))
        return TakenImage(**taken, doubts=doubts, content=blobs[0], preview=blobs[1])
    if choice := head.get("choice"):
        return ChoiceWanted(choice["what"], tuple(choice["choices"]), blobs[0])
    if refused := head.get("refused"):
        return ImageRefused(**refused)
    raise WorkerBug(head["bug"])


def _send(stream: BinaryIO, head: dict[str, Any], *blobs: bytes | memoryview) -> None:
    line = json.dumps(head | {"sizes": [len(blob) for blob in blobs]}).encode()
    stream.write(_LENGTH.pack(len(line)) + line)
    for blob in blobs:
        stream.write(blob)
    stream.flush()


def _receive(stream: BinaryIO) -> tuple[dict[str, Any], list[bytes]]:
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    head = dict(json.loads(_exactly(stream, length)))
    return head, [_exactly(stream, size) for size in head.pop("sizes")]


def _exactly(stream: BinaryIO, size: int) -> bytes:
    content = stream.read(size)
    if len(content) < size:
        raise EOFError
    return content
