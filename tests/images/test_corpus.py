"""Every file of the corpus through a real worker: its verdict, its cost, and what is in the output."""

import random
import struct
import time
from collections.abc import Iterator

import pytest

from bot.image_worker import ImageWorker, WorkerEnded
from flows.images.outcome import PLAIN, ChoiceWanted, ImageRefused
from flows.images.taken import Kind, TakenImage
from flows.images.texts import refusal_text
from flows.images.wire import Outcome
from tests.images.corpus import CASES, HIDES
from tests.images.sources import PLANTED
from tests.images.watching import peak_memory

KINDS: tuple[Kind, ...] = ("proof", "portrait", "signature")
MEMORY, SECONDS = 400_000_000, 15
OWN_SEGMENTS = {0xE0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDA}
OWN_CHUNKS = {b"IHDR", b"PLTE", b"IDAT", b"IEND"}


@pytest.fixture(scope="module")
def workers() -> Iterator[list[ImageWorker]]:
    """The last one is at work, for all of them: what a file does to it, the next one would feel."""
    started = [ImageWorker()]
    yield started
    started[-1].end()


def ending(outcome: Outcome) -> str:
    match outcome:
        case ImageRefused():
            return outcome.code
        case ChoiceWanted():
            assert_ours(outcome.sheet)
            return f"choose_{outcome.what}"
        case TakenImage():
            assert_ours(outcome.content)
            if outcome.preview:
                assert_ours(outcome.preview)
            return "taken"


def assert_ours(content: bytes) -> None:
    """Segments and chunks that we write, each in its place, and not a byte besides."""
    assert PLANTED not in content
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        place, names = 8, []
        while place < len(content):
            length, name = struct.unpack_from(">I4s", content, place)
            names.append(name)
            place += length + 12
        assert place == len(content)
        assert set(names) <= OWN_CHUNKS
        assert names[-1] == b"IEND"
        return
    assert content[:2] == b"\xff\xd8"
    place = 2
    while (marker := content[place + 1]) != 0xDA:
        assert content[place] == 0xFF
        assert marker in OWN_SEGMENTS
        (length,) = struct.unpack_from(">H", content, place + 2)
        if marker == 0xE0:
            assert content[place + 4 : place + 9] == b"JFIF\0"
            assert length == 16, "a thumbnail"
        place += 2 + length
    assert content.index(b"\xff\xd9", place) == len(content) - 2


@pytest.mark.parametrize("name", CASES)
def test_verdict_cost_and_output(name: str, workers: list[ImageWorker]) -> None:
    content = CASES[name].build()
    assert (PLANTED in content) or name not in HIDES
    for kind in KINDS:
        worker = workers[-1]
        began = time.monotonic()
        try:
            outcome = worker.ask(kind, content, PLAIN)
        except WorkerEnded:
            # By its limits; the workshop says too_demanding and starts another.
            assert "ends" in CASES[name].ends
            workers.append(ImageWorker())
            continue
        assert time.monotonic() - began < SECONDS
        verdict = ending(outcome)
        if kind == "proof":
            assert verdict in CASES[name].ends
            if isinstance(outcome, ImageRefused):
                assert "{" not in refusal_text(outcome)
        if kind == "proof" and isinstance(outcome, TakenImage):
            assert 205_000 <= len(outcome.content) <= 500_000
    if process_id := workers[-1].process_id:
        assert peak_memory(process_id) < MEMORY


@pytest.mark.parametrize("name", ["heic", "pdf", "jpeg progressive", "webp with everything"])
def test_random_damage_ends_in_a_verdict(name: str, workers: list[ImageWorker]) -> None:
    """No mutation is a bug, and none ends the worker."""
    seed, whole = random.Random(5), CASES[name].build()
    for _ in range(25):
        content = bytearray(whole)
        reach = len(content) if seed.random() < 0.5 else 1500
        for _ in range(seed.randint(1, 12)):
            content[seed.randrange(reach)] = seed.randrange(256)
        assert ending(workers[-1].ask("signature", bytes(content), PLAIN))


def test_there_are_many() -> None:
    assert len(CASES) >= 60
    assert CASES.keys() >= set(HIDES)
