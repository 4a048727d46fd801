"""The fit of the confidence finds what tells right from wrong."""

import numpy as np

from knowledge.calibrate import fit
from knowledge.search import Features


def test_the_fit_finds_what_tells_right_from_wrong() -> None:
    rows = np.array([[0.9, 0.0, 0.5, 0.5]] * 300 + [[0.1, 0.0, 0.5, 0.5]] * 300)
    right = np.array([1.0] * 300 + [0.0] * 300)
    calibration = fit(rows, right, 300)
    assert calibration.confidence(Features(0.9, 0.0, 0.5, 0.5)) > 0.7
    assert calibration.confidence(Features(0.1, 0.0, 0.5, 0.5)) < 0.3
