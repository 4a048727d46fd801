"""Which entries answer a question: the lexical index."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, Protocol

import bm25s
import numpy as np
import numpy.typing as npt

from knowledge.corpus import Entry
from knowledge.words import Tokenizer

Scores = npt.NDArray[np.float32]

ANSWER_SHARE = 0.8
"""What a match with title and answer counts beside one with a phrasing."""
SAME_WORDS = 0.93
"""Likeness from which the question is the entry's own line, which the fit never gets to see."""
ENOUGH_SAID = 40.0
"""Shared weight from which on more words make a match no surer."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry, how well it matches (for ranking only) and the chance that it is right (0..1)."""

    entry: Entry
    score: float
    confidence: float


class Finder(Protocol):
    """What `answer.decide` needs of an index, lexical or by embeddings."""

    def find(self, question: str, limit: int = 3) -> list[Hit]:
        """Best entries first; empty where nothing matches; never raises for any text."""
        ...


class Features(NamedTuple):
    """What the confidence is judged by, each 0..1."""

    alike: float
    """How alike the question and the entry's best line are (Dice, by weight)."""
    ahead: float
    """The lead over the next entry."""
    said: float
    """How much was said at all: one common word alone proves little."""
    known: float
    """The share of its whole words that stand anywhere in the knowledge base."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic weights of the features; `calibrate.py` fits them."""

    bias: float
    weights: Features

    def confidence(self, features: Features) -> float:
        """The chance that the entry is right."""
        z = self.bias + sum(w * f for w, f in zip(self.weights, features, strict=True))
        return 1 / (1 + math.exp(-z))


FITTED = Calibration(-3.19, Features(0.23, 3.79, 0.62, 2.04))


class Search:
    """BM25 over each phrasing and over title with answer; an entry counts by its best line."""

    def __init__(
        self,
        entries: Iterable[Entry],
        tokenizer: Tokenizer | None = None,
        calibration: Calibration = FITTED,
    ) -> None:
        self._tokenizer = tokenizer or Tokenizer()
        self._calibration = calibration
        self._entries = list(entries)
        texts = [
            (number, line)
            for number, entry in enumerate(self._entries)
            for line in (entry.title, *entry.phrasings)
        ]
        self._texts = [line for _, line in texts]
        self._owners = np.array([number for number, _ in texts], dtype=np.int64)
        lines = [self._tokenizer.tokens(line) for line in self._texts]
        self._lines = [frozenset(line) for line in lines]
        self._same: dict[frozenset[str], list[int]] = {}
        for place, line_tokens in enumerate(self._lines):
            self._same.setdefault(line_tokens, []).append(place)
        self._counts = Counter(token for line in self._lines for token in line)
        self._weights = {
            token: math.log(1 + len(lines) / count) for token, count in self._counts.items()
        }
        self._unknown = math.log(1 + len(lines))
        self._sums = [self._weight(line) for line in self._lines]
        self._by_line = _index(lines)
        self._by_answer = _index(
            [self._tokenizer.tokens(f"{entry.title} {entry.answer}") for entry in self._entries]
        )

    def find(self, question: str, limit: int = 3) -> list[Hit]:
        """Best entries first; empty where no token is known; never raises for any text."""
        hits: list[Hit] = []
        for number, score, features in self.ranking(question)[:limit]:
            confidence = self._calibration.confidence(features)
            if features.alike >= SAME_WORDS:
                confidence = max(confidence, features.alike)
            if hits:
                confidence = min(confidence, hits[-1].confidence)
            hits.append(Hit(self._entries[number], score, confidence))
        return hits

    def ranking(
        self, question: str, depth: int = 5, without: str = ""
    ) -> list[tuple[int, float, Features]]:
        """Numbers of the best entries, their scores and features.

        `without` leaves out a phrasing, so that it can be asked as if it were new.
        """
        tokens = list(dict.fromkeys(self._tokenizer.tokens(question)))
        if not tokens or self._by_line is None or self._by_answer is None:
            return []
        asked = frozenset(tokens)
        lines = _scores(self._by_line, tokens)
        lines[self._same.get(asked, [])] *= 2
        if without:
            lines = lines * np.array([text != without for text in self._texts], dtype=np.float32)
        scores = np.zeros(len(self._entries), dtype=np.float32)
        np.maximum.at(scores, self._owners, lines)
        scores += ANSWER_SHARE * _scores(self._by_answer, tokens)
        order = [int(number) for number in np.argsort(-scores, kind="stable")[: depth + 1]]
        often = 2 if without else 1
        ranked: list[tuple[int, float, Features]] = []
        for number, follower in pairwise([*order, -1]):
            if scores[number] <= 0 or len(ranked) == depth:
                break
            rival = float(scores[follower]) if follower >= 0 else 0.0
            ahead = 1 - rival / float(scores[number])
            features = self._features(asked, number, lines, ahead, often)
            ranked.append((number, float(scores[number]), features))
        return ranked

    def lines(self) -> list[tuple[int, str]]:
        """Every phrasing with its entry's number."""
        return [(n, line) for n, entry in enumerate(self._entries) for line in entry.phrasings]

    def _weight(self, tokens: Iterable[str]) -> float:
        return sum(self._weights.get(token, self._unknown) for token in tokens)

    def _features(
        self, asked: frozenset[str], number: int, lines: Scores, ahead: float, often: int
    ) -> Features:
        own = np.flatnonzero(self._owners == number)
        best = int(own[np.argmax(lines[own])])
        shared = self._weight(asked & self._lines[best])
        alike = 2 * shared / (self._weight(asked) + self._sums[best])
        words = [token for token in asked if token.startswith("0") and len(token) > 2]
        known = sum(self._counts[token] >= often for token in words) / len(words) if words else 0.5
        return Features(alike, ahead, min(1.0, shared / ENOUGH_SAID), known)


def _index(lines: list[list[str]]) -> bm25s.BM25 | None:
    if not lines:
        return None
    index = bm25s.BM25(k1=1.2, b=0.5)
    index.index(lines, show_progress=False)
    return index


def _scores(index: bm25s.BM25, tokens: list[str]) -> Scores:
    known = [token for token in tokens if token in index.vocab_dict]
    if not known:
        return np.zeros(index.scores["num_docs"], dtype=np.float32)
    scores: Scores = index.get_scores(known)
    return scores
