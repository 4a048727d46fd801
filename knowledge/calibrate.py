"""Fit the confidence of the lexical index: `python -m knowledge.calibrate` prints the weights."""

import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

from knowledge.corpus import load_corpus
from knowledge.search import Calibration, Features, Search

FOREIGN = Path(__file__).parent / "foreign.yml"

FOREIGN_SHARE = 0.25
"""How much of what people write is taken to be none of our business."""

Matrix = npt.NDArray[np.float64]


def samples(search: Search, foreign: list[str]) -> tuple[Matrix, Matrix]:
    """Features of the best entry, and 1.0 where it is right.

    In scope: every phrasing, asked with itself left out; out of scope: `foreign`, never right.
    """
    rows: list[Features] = []
    right: list[float] = []
    for number, line in search.lines():
        ranked = search.ranking(line, depth=1, without=line)
        if ranked:
            rows.append(ranked[0][2])
            right.append(float(ranked[0][0] == number))
    for line in foreign:
        ranked = search.ranking(line, depth=1)
        if ranked:
            rows.append(ranked[0][2])
            right.append(0.0)
    return np.array(rows), np.array(right)


def fit(rows: Matrix, right: Matrix, foreign_count: int) -> Calibration:
    """Logistic regression by Newton's method, a little ridge, origins by `FOREIGN_SHARE`."""
    inputs = np.hstack([np.ones((len(rows), 1)), rows])
    importance = np.ones(len(rows))
    odds = FOREIGN_SHARE / (1 - FOREIGN_SHARE)
    importance[-foreign_count:] = odds * (len(rows) - foreign_count) / foreign_count
    weights = np.zeros(inputs.shape[1])
    ridge = np.eye(inputs.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (importance * (right - chance)) - ridge @ weights
        curve = (inputs * (importance * chance * (1 - chance))[:, None]).T @ inputs + ridge
        weights += np.linalg.solve(curve, slope)
    found = [round(float(weight), 2) for weight in weights]
    return Calibration(found[0], Features(*found[1:]))


def main() -> None:
    """Print the calibration that fits the present knowledge base."""
    search = Search(load_corpus().entries.values())
    foreign = yaml.safe_load(FOREIGN.read_text(encoding="utf-8"))
    rows, right = samples(search, foreign)
    sys.stdout.write(f"{fit(rows, right, len(foreign))}\n")


if __name__ == "__main__":
    main()
