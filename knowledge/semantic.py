"""How near meanings are: a question's vector beside those of every entry's lines and answer."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.embedding import Vectors, unit_rows
from knowledge.vectors import Bytes, as_vectors

Places = npt.NDArray[np.int64]

SHRINKAGE = 0.3
"""How much of the covariance is taken to be round: so few lines do not tell all of it."""
SAMPLED_LINES = 20_000
"""Lines that the whitening is learnt from, at the most."""


@dataclass(frozen=True, slots=True)
class Whitening:
    """Moves vectors so that what all lines share counts no more, and every direction alike."""

    mean: Vectors
    turn: Vectors

    @classmethod
    def of(cls, rows: Vectors) -> "Whitening":
        """Learnt from the lines of a knowledge base."""
        mean = rows.mean(axis=0)
        around = rows - mean
        covariance = (around.T @ around / len(rows)).astype(np.float64)
        size = len(covariance)
        round_part = np.eye(size) * (np.trace(covariance) / size + 1e-9)
        lengths, axes = np.linalg.eigh((1 - SHRINKAGE) * covariance + SHRINKAGE * round_part)
        turn = (axes / np.sqrt(lengths)) @ axes.T
        return cls(mean.astype(np.float32), turn.astype(np.float32))

    def apply(self, rows: Vectors) -> Vectors:
        """Unit rows in the whitened space."""
        return unit_rows((rows - self.mean) @ self.turn)


class Semantic:
    """Lines, their middle and the answer of every entry, as vectors.

    `lines` has the known vectors of each entry's lines, `answers` one of each answer; an entry
    that lacks them has none in `is_known`.
    """

    def __init__(self, lines: list[list[Bytes]], answers: list[Bytes | None]) -> None:
        self.is_known = np.array(
            [bool(own) and answer is not None for own, answer in zip(lines, answers, strict=True)]
        )
        self._ends = np.cumsum([len(own) for own in lines], dtype=np.int64)
        self._rows: Bytes = np.array([row for own in lines for row in own], dtype=np.int8)
        size = self._rows.shape[1]
        sample = self._rows[:: 1 + len(self._rows) // SAMPLED_LINES]
        self._whitening = Whitening.of(as_vectors(sample))
        nothing = np.zeros(size, dtype=np.int8)
        self._answers = as_vectors(
            np.array([nothing if row is None else row for row in answers], dtype=np.int8)
        )
        middles = [
            as_vectors(np.array(own)).mean(axis=0) if own else self._whitening.mean
            for own in lines
        ]
        self._middles = self._whitening.apply(np.array(middles, dtype=np.float32))

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self._rows.shape[1])

    def middles(self, vector: Vectors) -> Vectors:
        """For every entry, how near its middle is to `vector`, in the whitened space."""
        near: Vectors = self._middles @ self._whitening.apply(vector[None])[0]
        return near

    def answers(self, vector: Vectors, places: Places) -> Vectors:
        """For the entries at `places`, how near title and answer are."""
        near: Vectors = self._answers[places] @ vector
        return near

    def lines(self, vector: Vectors, places: Places) -> Vectors:
        """For the entries at `places`, how near the nearest line is."""
        starts = np.concatenate([[0], self._ends[:-1]])
        counts = self._ends[places] - starts[places]
        firsts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        rows = np.repeat(starts[places] - firsts, counts) + np.arange(counts.sum())
        near = as_vectors(self._rows[rows]) @ vector
        best = np.zeros(len(places), dtype=np.float32)
        np.maximum.at(best, np.repeat(np.arange(len(places)), counts), near)
        return best
