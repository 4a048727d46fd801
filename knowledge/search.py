"""Which entries answer a question: by its words and by its meaning."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge import fitted
from knowledge.corpus import Entry
from knowledge.embedding import Vectors
from knowledge.foreign import foreign_lines
from knowledge.lexical import Lexical
from knowledge.semantic import Places, Semantic
from knowledge.vectors import KnownVectors, Text, answer_of, as_vectors, texts_of
from knowledge.words import normalise, tokens

Matrix = npt.NDArray[np.float64]

SHORTLIST = 64
"""Entries that words and meaning put forward each; only these are looked at closely."""
KNOWN_SHARE = 0.9
"""Share of the entries that must have vectors before meanings count at all."""
OWN_LINE = 0.97
"""Chance that an entry is right whose very line was asked."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry and how well it matches (for ranking only), with two chances (0..1)."""

    entry: Entry
    score: float
    confidence: float
    """That it is right: those of all hits sum up to at most 1."""
    share: float = 1.0
    """That it is right if any entry is."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The entries worth a closer look, the best first, and what speaks for them."""

    places: Places
    features: Matrix
    """A row for each: words, then nearest line, middle and answer where meanings count."""
    signs: Matrix
    """What tells whether it is a question of ours at all; calibrated together."""
    scores: Matrix

    @property
    def shares(self) -> Matrix:
        """The chance of each that it is the one, if any of them is."""
        powers = np.exp(self.scores - self.scores.max())
        shares: Matrix = powers / powers.sum()
        return shares


class Weights(NamedTuple):
    """Weights of a ranking's features, and of its signs with a constant before them."""

    ranking: Sequence[float]
    certainty: Sequence[float]


WITH_MEANING = Weights(fitted.RANKING, fitted.CERTAINTY)
WORDS_ALONE = Weights(fitted.RANKING_BY_WORDS, fitted.CERTAINTY_BY_WORDS)


class Search:
    """An index over `entries`, made new when one of them changes: 0.3 s for 400 entries.

    Without `vectors`, or while too many are unknown, and for a question without its vector, the
    words alone serve. `foreign` are lines that are none of our business.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        vectors: KnownVectors | None = None,
        *,
        foreign: Sequence[str] | None = None,
        with_meaning: Weights = WITH_MEANING,
        words_alone: Weights = WORDS_ALONE,
    ) -> None:
        self.entries = list(entries)
        self._weights = {True: with_meaning, False: words_alone}
        self._lexical = Lexical(self.entries)
        self._own: dict[str, int] = {}
        for place, entry in enumerate(self.entries):
            for line in entry.phrasings:
                self._own[normalise(line)] = place
        for place, entry in enumerate(self.entries):
            self._own.setdefault(normalise(entry.title), place)
        self._semantic = _semantic(self.entries, vectors) if vectors else None
        lines = foreign_lines() if foreign is None else foreign
        known = vectors.of((line, True) for line in lines) if vectors else []
        rows = [row for row in known if row is not None]
        self._foreign = as_vectors(np.array(rows)) if rows else None

    def find(self, question: str, limit: int = 3, vector: Vectors | None = None) -> list[Hit]:
        """Best entries first; empty where nothing matches; never raises for any text."""
        ranking = self.ranking(question, vector)
        if ranking is None:
            return []
        shares = ranking.shares
        certainty = self._certainty(ranking)
        own = self._own.get(normalise(question))
        hits: list[Hit] = []
        for place, score, share in zip(ranking.places, ranking.scores, shares, strict=True):
            if own == place:
                share = max(float(share), OWN_LINE)
                hits.insert(0, Hit(self.entries[place], float(score), OWN_LINE, share))
            elif len(hits) <= limit:
                entry, share = self.entries[place], float(share)
                share *= 1.0 if own is None else 1 - OWN_LINE
                hits.append(Hit(entry, float(score), certainty * share, share))
        return hits[:limit]

    def ranking(self, question: str, vector: Vectors | None = None) -> Ranking | None:
        """The best entries with all that speaks for them; None where nothing matches."""
        words = self._lexical.scores(question).astype(np.float64)
        semantic = self._semantic
        if not words.any():
            return None
        if semantic is None or vector is None or len(vector) != semantic.dimensions:
            places = _best(words)
            features = words[places][:, None]
            signs = self._signs_of_words(question, features)
        else:
            middles = semantic.middles(vector)
            places = np.union1d(_best(words), _best(middles))
            lines = semantic.lines(vector, places)
            answers = semantic.answers(vector, places)
            features = np.column_stack([words[places], lines, middles[places], answers])
            _fill(features, ~semantic.is_known[places])
            signs = np.zeros(0)
        scores = features @ np.array(self._weights[features.shape[1] > 1].ranking)
        order = np.argsort(-scores, kind="stable")
        features = features[order]
        if vector is not None and features.shape[1] > 1:
            signs = self._signs(question, vector, features)
        return Ranking(places[order], features, signs, scores[order])

    def _certainty(self, ranking: Ranking) -> float:
        weights = self._weights[ranking.features.shape[1] > 1].certainty
        odds = weights[0] + float(ranking.signs @ np.array(weights[1:]))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))

    def _signs(self, question: str, vector: Vectors, features: Matrix) -> Matrix:
        foreign = 0.8 if self._foreign is None else float((self._foreign @ vector).max())
        best = features[0]
        return np.array([*best, best[1] - foreign, math.log1p(len(tokens(question)))])

    def _signs_of_words(self, question: str, features: Matrix) -> Matrix:
        asked = tokens(question)
        known = sum(self._lexical.knows(token) for token in asked) / max(1, len(asked))
        return np.array([features[:, 0].max(), known, math.log1p(len(asked))])


def texts_searched(entries: Iterable[Entry]) -> list[Text]:
    """All whose vectors a search over `entries` makes use of."""
    own = [text for entry in entries for text in texts_of(entry)]
    return list(dict.fromkeys([*own, *((line, True) for line in foreign_lines())]))


def _semantic(entries: list[Entry], vectors: KnownVectors) -> Semantic | None:
    lines = [
        [
            row
            for row in vectors.of((line, True) for line in (e.title, *e.phrasings))
            if row is not None
        ]
        for e in entries
    ]
    answers = vectors.of(answer_of(entry) for entry in entries)
    known = sum(
        bool(own) and answer is not None for own, answer in zip(lines, answers, strict=True)
    )
    if not known or known < KNOWN_SHARE * len(entries):
        return None
    return Semantic(lines, answers)


def _best(scores: npt.NDArray[np.floating]) -> Places:
    if len(scores) <= SHORTLIST:
        return np.arange(len(scores))
    return np.argpartition(-scores, SHORTLIST)[:SHORTLIST]


def _fill(features: Matrix, unknown: npt.NDArray[np.bool_]) -> None:
    """Entries without vectors yet are taken to mean what the third best means: words decide."""
    if unknown.any() and not unknown.all():
        known = np.sort(features[~unknown, 1:], axis=0)
        features[unknown, 1:] = known[-min(3, len(known))]
