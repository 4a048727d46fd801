"""The confidence in use is the one that the present knowledge base gives."""

import numpy as np
import pytest
import yaml

from knowledge.calibrate import FOREIGN, fit, samples
from knowledge.search import FITTED, Features, Search


def test_the_weights_in_use_fit_the_knowledge_base(search: Search) -> None:
    foreign = yaml.safe_load(FOREIGN.read_text(encoding="utf-8"))
    rows, right = samples(search, foreign)
    fresh = fit(rows, right, len(foreign))
    for row in rows[:: len(rows) // 50]:
        features = Features(*row)
        assert FITTED.confidence(features) == pytest.approx(fresh.confidence(features), abs=0.1)


def test_the_fit_finds_what_tells_right_from_wrong() -> None:
    rows = np.array([[0.9, 0.0, 0.5, 0.5]] * 300 + [[0.1, 0.0, 0.5, 0.5]] * 300)
    right = np.array([1.0] * 300 + [0.0] * 300)
    calibration = fit(rows, right, 300)
    assert calibration.confidence(Features(0.9, 0.0, 0.5, 0.5)) > 0.7
    assert calibration.confidence(Features(0.1, 0.0, 0.5, 0.5)) < 0.3
