"""From a question to its answer with the real Rasa: beside a bare parse, then at 20 a second.

`uv run python -m tests.benchmarks.answer_path [SIZE]`, apart from the others, since a model must
be trained first where none is kept (two minutes).
"""

import asyncio
import os
import statistics
import sys

from bot.reading import Reader, reader
from bot.settings import Settings, read_settings
from knowledge.evaluation.questions import DEVELOPMENT, read_questions
from nlu.sidecar_state import SidecarState
from tests.benchmarks.measure import Row, percentile, seconds, show
from tests.nlu.rasa_server import cache_folder

A_SECOND = 20


async def answer_path(settings: Settings, size: int) -> list[Row]:
    """`size` questions each way, with the Rasa that the settings name or that it starts."""
    questions = [line.question for line in read_questions(DEVELOPMENT).answers]
    asked = [questions[turn % len(questions)] for turn in range(size)]

    def tell(state: SidecarState) -> None:
        """Nobody waits to hear of it."""

    async with reader(settings, tell) as chat:
        for question in asked[:20]:
            await chat.understand(question)
        whole, bare = await _in_turns(chat, asked)
        paced = await _paced(chat, asked)
    p50, parse = statistics.median(whole) * 1000, statistics.median(bare) * 1000
    return [
        Row(
            "question to answer, p50",
            f"{p50:.1f} ms",
            f"bare Rasa parse {parse:.1f} ms (× {p50 / parse:.2f})",
            "× 1.5",
        ),
        Row(
            f"the same at {A_SECOND} a second, p99",
            f"{percentile(paced, 0.99) * 1000:.0f} ms",
            f"p50 {statistics.median(paced) * 1000:.0f} ms",
            "100 ms",
        ),
    ]


async def _in_turns(chat: Reader, asked: list[str]) -> tuple[list[float], list[float]]:
    """Seconds of the whole path and of Rasa alone, one after the other for each question."""
    rasa = chat.rasa
    assert rasa is not None, "the settings want Rasa"
    whole, bare = [], []
    for question in asked:
        bare.append(await seconds(lambda asked=question: rasa.parse(asked)))
        whole.append(await seconds(lambda asked=question: chat.understand(asked)))
    return whole, bare


async def _paced(chat: Reader, asked: list[str]) -> list[float]:
    """Seconds of each question, begun every 50 ms whatever those before it take."""

    async def later(turn: int, question: str) -> float:
        await asyncio.sleep(turn / A_SECOND)
        return await seconds(lambda: chat.understand(question))

    return await asyncio.gather(*(later(turn, one) for turn, one in enumerate(asked)))


def main() -> None:
    """Size from the command line: 300 unless told."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    settings = read_settings().model_copy(update={"data_dir": cache_folder(), "rasa": True})
    rows = asyncio.run(answer_path(settings, size))
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    sys.stdout.write(f"{show(rows)}\n\n{os.cpu_count()} cores, load {load}, size {size}\n")


if __name__ == "__main__":
    main()
