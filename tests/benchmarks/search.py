"""Finding among made-up entries, beside pgvector's nearest neighbours of as many."""

import asyncio
import random
import statistics
import time
from collections.abc import Awaitable, Callable

import numpy as np

from knowledge.corpus import Entry, load_corpus
from knowledge.embedding import NanoEncoder, Vectors, unit_rows
from knowledge.search import Search
from knowledge.vectors import KnownVectors, answer_of, as_vectors
from storage.database import Database
from tests.benchmarks.measure import Row

QUESTIONS = 60
LINES = 7
"""Vectors of an entry: title and six phrasings; the answer is one more."""


class MadeUp:
    """`count` entries: lines shuffled from real ones, vectors that stray from theirs."""

    def __init__(self, count: int) -> None:
        dice, noise = random.Random(count), np.random.default_rng(count)
        seed, real = list(load_corpus().public), KnownVectors(NanoEncoder.name)
        known = [(e, as_vectors(np.array([real.of([(e.title, True)])[0]]))[0]) for e in seed]
        self.vectors = KnownVectors("made up")
        self.entries: list[Entry] = []
        self.middles = np.empty((count, NanoEncoder.dimensions), dtype=np.float32)
        for number in range(count):
            entry, vector = dice.choice(known)
            middle = unit_rows(vector + noise.normal(size=vector.shape) * 0.015)
            self.middles[number] = middle
            lines = [_shuffled(dice, entry, number, line) for line in range(LINES)]
            made = entry.model_copy(
                update={"id": f"made-{number}", "title": lines[0], "phrasings": tuple(lines[1:])}
            )
            self.entries.append(made)
            texts = [*((line, True) for line in lines), answer_of(made)]
            strayed = noise.normal(size=(len(texts), len(vector))) * 0.01
            self.vectors.add(texts, unit_rows(middle + strayed))

    def questions(self) -> list[tuple[str, Vectors]]:
        """Lines of entries all over them, with vectors beside theirs."""
        noise = np.random.default_rng(1)
        step = max(1, len(self.entries) // QUESTIONS)
        return [
            (
                entry.phrasings[0][1:],
                unit_rows(
                    self.middles[n * step] + noise.normal(size=NanoEncoder.dimensions) * 0.01
                ),
            )
            for n, entry in enumerate(self.entries[::step])
        ]


def _shuffled(dice: random.Random, entry: Entry, number: int, line: int) -> str:
    parts = [dice.choice(entry.phrasings)[:8], dice.choice(entry.phrasings)[-8:]]
    return f"{''.join(parts)}{number}x{line}"


async def _median_ms(work: Callable[[str, Vectors], Awaitable[object]], made: MadeUp) -> float:
    spent = []
    for question, vector in made.questions():
        began = time.perf_counter()
        await work(question, vector)
        spent.append(time.perf_counter() - began)
    return statistics.median(spent) * 1000


async def _beside(database: Database, made: MadeUp) -> tuple[float, float]:
    """Median ms of pgvector: looking at every row, and by an HNSW index."""
    async with database.raw() as connection:
        await connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
        await connection.execute("DROP TABLE IF EXISTS middles")
        await connection.execute("CREATE TABLE middles (n int, meaning vector(384))")
        async with (
            connection.cursor() as cursor,
            cursor.copy("COPY middles FROM STDIN") as copy,
        ):
            for number, row in enumerate(made.middles):
                await copy.write_row((number, str(row.tolist())))
        await connection.execute("ANALYZE middles")

        async def nearest(_: str, vector: Vectors) -> object:
            cursor = await connection.execute(
                "SELECT n FROM middles ORDER BY meaning <=> %s::vector LIMIT 3",
                (str(vector.tolist()),),
            )
            return await cursor.fetchall()

        whole = await _median_ms(nearest, made)
        await connection.execute("SET maintenance_work_mem = '512MB'")
        await connection.execute("CREATE INDEX ON middles USING hnsw (meaning vector_cosine_ops)")
        indexed = await _median_ms(nearest, made)
        await connection.execute("DROP TABLE middles")
    return whole, indexed


async def search(database: Database, size: int) -> list[Row]:
    """`size` entries and fifty times as many; the encoding of the question is apart."""
    rows = []
    for count, goal in ((size, 5), (size * 50, 20)):
        made = await asyncio.to_thread(MadeUp, count)
        began = time.perf_counter()
        index = await asyncio.to_thread(Search, made.entries, made.vectors)
        built = time.perf_counter() - began

        async def find(question: str, vector: Vectors, index: Search = index) -> object:
            return index.find(question, 3, vector)

        ours = await _median_ms(find, made)
        whole, indexed = await _beside(database, made)
        beside = (
            f"pgvector, one vector an entry: all rows {whole:.1f} ms (× {ours / whole:.2f}),"
            f" HNSW {indexed:.1f} ms (× {ours / indexed:.2f}); built in {built:.1f} s"
        )
        rows.append(
            Row(f"finding among {count} entries, median", f"{ours:.1f} ms", beside, f"{goal} ms")
        )
    return [*rows, await _encoding()]


async def _encoding() -> Row:
    encoder = NanoEncoder()
    lines = [entry.phrasings[0] for entry in load_corpus().public[:QUESTIONS]]
    encoder.encode_now(lines[:3])
    spent = []
    for line in lines:
        began = time.thread_time()
        encoder.encode_now([line])
        spent.append(time.thread_time() - began)
    return Row("encoding a question, CPU, median", f"{statistics.median(spent) * 1000:.0f} ms")
