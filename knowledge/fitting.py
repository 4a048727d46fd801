"""Two regressions by Newton's method: which of many is right, and whether one thing is so."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]

RIDGE = 1e-2
"""Held against weights, in units of each feature's own spread."""
ROUNDS = 60


def fit_choice(choices: list[Matrix], importance: Matrix) -> Matrix:
    """Weights by which the first row of each matrix is chosen among all of its rows."""
    scale = np.concatenate(choices).std(axis=0) + 1e-9
    scaled = [(choice - choice[0]) / scale for choice in choices]

    def terms(weights: Matrix) -> tuple[float, Matrix, Matrix]:
        loss, slope, curve = 0.0, np.zeros(len(scale)), np.zeros((len(scale), len(scale)))
        for choice, counts in zip(scaled, importance, strict=True):
            scores = choice @ weights
            highest = scores.max()
            chances = np.exp(scores - highest)
            total = chances.sum()
            chances /= total
            mean = chances @ choice
            loss += counts * (highest + np.log(total))
            slope += counts * mean
            curve += counts * ((choice * chances[:, None]).T @ choice - np.outer(mean, mean))
        return loss, slope, curve

    found: Matrix = _lowest(terms, len(scale)) / scale
    return found


def fit_chance(rows: Matrix, is_so: Matrix, importance: Matrix) -> Matrix:
    """A constant and weights by which the chance of each row follows: logistic regression."""
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    inputs = np.hstack([np.ones((len(rows), 1)), (rows - mean) / scale])

    def terms(weights: Matrix) -> tuple[float, Matrix, Matrix]:
        odds = inputs @ weights
        chances = 1 / (1 + np.exp(-odds))
        loss = float(importance @ (np.logaddexp(0, odds) - is_so * odds))
        slope = inputs.T @ (importance * (chances - is_so))
        curve = (inputs * (importance * chances * (1 - chances))[:, None]).T @ inputs
        return loss, slope, curve

    weights = _lowest(terms, inputs.shape[1])
    slopes = weights[1:] / scale
    return np.concatenate([[weights[0] - slopes @ mean], slopes])


def _lowest(terms: Callable[[Matrix], tuple[float, Matrix, Matrix]], size: int) -> Matrix:
    """Where the loss with its ridge is lowest; `terms` gives loss, slope and curve at a point."""
    weights = np.zeros(size)
    loss, slope, curve = terms(weights)
    for _ in range(ROUNDS):
        step = np.linalg.solve(curve + RIDGE * np.eye(size), slope + RIDGE * weights)
        length = 1.0
        while length > 1e-4:
            there = weights - length * step
            next_loss, slope, curve = terms(there)
            next_loss += RIDGE / 2 * float(there @ there)
            if next_loss <= loss:
                break
            length /= 2
        if loss - next_loss < 1e-6:
            break
        weights, loss = there, next_loss
    return weights
