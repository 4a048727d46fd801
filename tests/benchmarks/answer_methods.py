"""Ways to find the entry, on the same file: words, BM25, meanings, both, Rasa's ResponseSelector.

`uv run python -m tests.benchmarks.answer_methods [development|test] [--response-selector]`; the
last one takes Rasa half an hour of CPU.
"""

import sys
from collections.abc import Callable, Sequence

import numpy as np

from knowledge.corpus import Entry, load_corpus
from knowledge.embedding import NanoEncoder
from knowledge.evaluation.questions import FOLDER, AnswerLine, read_questions
from knowledge.search import Search
from knowledge.vectors import KnownVectors, answer_of, as_vectors
from knowledge.words import tokens
from nlu.normalise import normalise
from tests.benchmarks.response_selector import response_selector

Rank = Callable[[str, np.ndarray], np.ndarray]
"""A score for every entry, from a normalised question and its vector."""


def methods(entries: Sequence[Entry]) -> dict[str, Rank]:
    """What can be compared in this process, by name."""
    known = KnownVectors(NanoEncoder.name)
    search = Search(entries, known)
    words = [frozenset(t for e in (entry.title, *entry.phrasings) for t in tokens(e) if len(t) > 1)
             for entry in entries]  # fmt: skip
    rows = [
        as_vectors(np.array(known.of((line, True) for line in (entry.title, *entry.phrasings))))
        for entry in entries
    ]
    answers = as_vectors(np.array(known.of(answer_of(entry) for entry in entries)))

    def keywords(question: str, vector: np.ndarray) -> np.ndarray:
        asked = {token for token in tokens(question) if len(token) > 1}
        return np.array([len(asked & own) for own in words], dtype=float)

    def bm25(question: str, vector: np.ndarray) -> np.ndarray:
        return search._lexical.scores(question)

    def by_title(question: str, vector: np.ndarray) -> np.ndarray:
        return np.array([own[0] @ vector for own in rows])

    def by_answer(question: str, vector: np.ndarray) -> np.ndarray:
        return answers @ vector

    def by_line(question: str, vector: np.ndarray) -> np.ndarray:
        return np.array([(own @ vector).max() for own in rows])

    def in_use(question: str, vector: np.ndarray) -> np.ndarray:
        scores = np.full(len(entries), -np.inf)
        ranking = search.ranking(question, vector)
        if ranking is not None:
            scores[ranking.places] = ranking.scores
        return scores

    return {
        "keywords: pairs of characters in common": keywords,
        "BM25 over characters and pairs, an entry as one document": bm25,
        "E5, question to title": by_title,
        "E5, question to title and answer": by_answer,
        "E5, question to the nearest phrasing": by_line,
        "all of it, fitted (in use)": in_use,
    }


def compare(
    lines: Sequence[AnswerLine], entries: Sequence[Entry]
) -> list[tuple[str, float, float]]:
    """Name, top-1 and top-3 of each method."""
    ids = [entry.id for entry in entries]
    asked = [normalise(line.question) for line in lines]
    vectors = NanoEncoder().encode_now(asked)
    table = []
    for name, rank in methods(entries).items():
        rankings = []
        for question, vector in zip(asked, vectors, strict=True):
            order = np.argsort(-rank(question, vector), kind="stable")[:3]
            rankings.append(tuple(ids[place] for place in order))
        table.append((name, *_shares(lines, rankings)))
    return table


def _shares(
    lines: Sequence[AnswerLine], rankings: Sequence[tuple[str, ...]]
) -> tuple[float, float]:
    first = [not line.right.isdisjoint(r[:1]) for line, r in zip(lines, rankings, strict=True)]
    third = [not line.right.isdisjoint(r[:3]) for line, r in zip(lines, rankings, strict=True)]
    return float(np.mean(first)), float(np.mean(third))


def main() -> None:
    """Print the table."""
    named = [word for word in sys.argv[1:] if not word.startswith("-")]
    lines = read_questions(FOLDER / f"{(named or ['development'])[0]}.yml").answers
    entries = load_corpus().public
    table = compare(lines, entries)
    if "--response-selector" in sys.argv:
        rankings = response_selector(entries, [line.question for line in lines])
        table.append(("Rasa's ResponseSelector, 40 epochs", *_shares(lines, rankings)))
    sys.stdout.write("| method | top-1 | top-3 |\n|---|---|---|\n")
    for name, first, third in table:
        sys.stdout.write(f"| {name} | {first:.3f} | {third:.3f} |\n")


if __name__ == "__main__":
    main()
