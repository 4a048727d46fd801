"""Fit the search to the knowledge base: `OMP_NUM_THREADS=1 python -m knowledge.calibrate`.

Every phrasing is asked as if it were new, with a tenth of all phrasings left out at a time, and
so is every foreign line; the questions of `evaluation/development.yml` are asked of the whole.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from knowledge.corpus import Entry, load_corpus
from knowledge.embedding import NanoEncoder, Vectors
from knowledge.fitting import Matrix, fit_chance, fit_choice
from knowledge.foreign import foreign_lines
from knowledge.search import WITH_MEANING, WORDS_ALONE, Ranking, Search, Weights
from knowledge.vectors import KnownVectors, as_vectors

DEVELOPMENT = Path(__file__).parent / "evaluation" / "development.yml"
FITTED = Path(__file__).parent / "fitted.py"

FOLDS = 10
FOREIGN_SHARE = 0.25
"""How much of what people write is taken to be none of our business."""
ASKED_COUNTS = 15.0
"""How much more a question counts that was written apart from all phrasings."""
CHOICES = 40
"""Rows of a ranking that are fitted to: the others change nothing."""


@dataclass(frozen=True, slots=True)
class Question:
    """A line as it is asked, with the entry that answers it; "" where none does."""

    text: str
    right: str
    vector: Vectors | None
    importance: float = 1.0


@dataclass(frozen=True, slots=True)
class Sample:
    """A question with what the search made of it."""

    question: Question
    ranking: Ranking
    found: tuple[str, ...]
    """Ids in the order of the ranking."""

    @property
    def choice(self) -> Matrix | None:
        """Features of the right entry, then of the best others; None where it is not there."""
        if self.question.right not in self.found:
            return None
        place = self.found.index(self.question.right)
        features = self.ranking.features
        return np.vstack([features[place], np.delete(features, place, axis=0)[:CHOICES]])


def folded(entries: list[Entry], known: KnownVectors, weights: Weights) -> Iterator[Sample]:
    """Phrasings and foreign lines, each asked of a search that does not know it."""
    for fold in range(FOLDS):
        kept = [
            entry.model_copy(
                update={
                    "phrasings": tuple(
                        line for i, line in enumerate(entry.phrasings) if (i + n) % FOLDS != fold
                    )
                }
            )
            for n, entry in enumerate(entries)
        ]
        asked = [
            (line, entry.id)
            for n, entry in enumerate(entries)
            for i, line in enumerate(entry.phrasings)
            if (i + n) % FOLDS == fold
        ]
        foreign = foreign_lines()
        asked += [(line, "") for line in foreign[fold::FOLDS]]
        others = [line for i, line in enumerate(foreign) if i % FOLDS != fold]
        search = Search(kept, known, foreign=others, with_meaning=weights, words_alone=weights)
        questions = [Question(line, right, _vector(known, line)) for line, right in asked]
        yield from _asked(search, questions, len(weights.ranking) > 1)


def _asked(search: Search, questions: list[Question], with_meaning: bool) -> Iterator[Sample]:
    for question in questions:
        ranking = search.ranking(question.text, question.vector if with_meaning else None)
        if ranking is not None:
            found = tuple(search.entries[place].id for place in ranking.places)
            yield Sample(question, ranking, found)


def _vector(known: KnownVectors, line: str) -> Vectors | None:
    row = known.of([(line, True)])[0]
    return None if row is None else as_vectors(row[None])[0]


def development() -> list[Question]:
    """Questions written apart from the phrasings; none while there is no such file."""
    if not DEVELOPMENT.exists():
        return []
    raw = yaml.safe_load(DEVELOPMENT.read_text(encoding="utf-8"))
    asked = [(row["question"], row["id"]) for row in raw["answers"]]
    asked += [(row["question"], "") for row in raw["refusals"]]
    vectors = NanoEncoder().encode_now([line for line, _ in asked])
    return [
        Question(line, right, vector, ASKED_COUNTS)
        for (line, right), vector in zip(asked, vectors, strict=True)
    ]


def fit(samples: list[Sample]) -> Weights:
    """Ranking and certainty that suit the samples, each row as it was ranked."""
    choices = [(s.choice, s.question.importance) for s in samples]
    ours = [(choice, importance) for choice, importance in choices if choice is not None]
    ranking = fit_choice([choice for choice, _ in ours], np.array([i for _, i in ours]))
    is_ours = np.array([float(bool(s.question.right)) for s in samples])
    importance = np.array([s.question.importance for s in samples])
    odds = FOREIGN_SHARE / (1 - FOREIGN_SHARE)
    foreign_sum = importance[is_ours == 0].sum()
    importance[is_ours == 0] *= odds * importance[is_ours == 1].sum() / max(foreign_sum, 1.0)
    certainty = fit_chance(np.array([s.ranking.signs for s in samples]), is_ours, importance)
    return Weights(ranking.tolist(), certainty.tolist())


def report(samples: list[Sample]) -> str:
    """How often the right entry came first, and among the first three."""
    ours = [s for s in samples if s.question.right]
    first = sum(s.found[0] == s.question.right for s in ours) / max(1, len(ours))
    third = sum(s.question.right in s.found[:3] for s in ours) / max(1, len(ours))
    return f"{len(ours)} questions: first {first:.3f}, among three {third:.3f}"


def fitted_weights(
    entries: list[Entry], known: KnownVectors, start: Weights, asked: list[Question]
) -> Weights:
    """Fitted twice, as what comes first depends on the weights."""
    weights = start
    for _ in range(2):
        samples = list(folded(entries, known, weights))
        sys.stdout.write(f"phrasings: {report(samples)}\n")
        if asked:
            whole = Search(entries, known, with_meaning=weights, words_alone=weights)
            own = list(_asked(whole, asked, len(weights.ranking) > 1))
            sys.stdout.write(f"development: {report(own)}\n")
            samples += own
        weights = fit(samples)
        sys.stdout.write(f"{weights}\n")
    return weights


def write(with_meaning: Weights, words_alone: Weights) -> None:
    """Put the weights into `fitted.py`, which says itself what they are."""
    found = {
        "RANKING": with_meaning.ranking,
        "RANKING_BY_WORDS": words_alone.ranking,
        "CERTAINTY": with_meaning.certainty,
        "CERTAINTY_BY_WORDS": words_alone.certainty,
    }
    lines = FITTED.read_text(encoding="utf-8").splitlines(keepends=True)
    for number, line in enumerate(lines):
        name = line.partition(" = ")[0]
        if name in found:
            numbers = ", ".join(f"{weight:.3f}" for weight in found[name])
            lines[number] = f"{name} = ({numbers}{',' if len(found[name]) == 1 else ''})\n"
    FITTED.write_text("".join(lines), encoding="utf-8")


def main() -> None:
    """Fit both, with meaning and by words alone, and write them."""
    entries = list(load_corpus().entries.values())
    known = KnownVectors(NanoEncoder.name)
    asked = development()
    write(
        fitted_weights(entries, known, WITH_MEANING, asked),
        fitted_weights(entries, known, WORDS_ALONE, asked),
    )


if __name__ == "__main__":
    main()
