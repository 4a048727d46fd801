"""The fits find what tells right from wrong, and what they find is written where it is used."""

from pathlib import Path

import numpy as np
import pytest

from knowledge import calibrate, fitted
from knowledge.fitting import fit_chance, fit_choice
from knowledge.search import WITH_MEANING, WORDS_ALONE, Weights


def test_the_right_one_is_chosen_by_what_it_is_better_in() -> None:
    random = np.random.default_rng(3)
    choices = []
    for _ in range(200):
        rows = random.normal(size=(10, 2))
        rows[0, 1] += 2
        choices.append(rows)
    useless, useful = fit_choice(choices, np.ones(200))
    assert useful > 1
    assert abs(useless) < useful / 4


def test_a_chance_follows_its_sign() -> None:
    rows = np.array([[0.9, 0.3]] * 90 + [[0.9, 0.5]] * 10 + [[0.1, 0.3]] * 100)
    is_so = np.array([1.0] * 100 + [0.0] * 100)
    constant, first, _ = fit_chance(rows, is_so, np.ones(200))
    assert constant + first * 0.9 > 2
    assert constant + first * 0.1 < -2


def test_both_fits_have_all_their_weights() -> None:
    assert (len(WITH_MEANING.ranking), len(WORDS_ALONE.ranking)) == (4, 1)
    assert (len(WITH_MEANING.certainty), len(WORDS_ALONE.certainty)) == (7, 4)
    assert WITH_MEANING.ranking[1] > 0
    assert WORDS_ALONE.ranking[0] > 0


def test_weights_are_written_where_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "fitted.py"
    copy.write_text(Path(fitted.__file__).read_text("utf-8"), "utf-8")
    monkeypatch.setattr(calibrate, "FITTED", copy)
    calibrate.write(Weights((1, 2, 3, 4), (0,) * 7), Weights((5,), (6,) * 4))
    names: dict[str, object] = {}
    exec(copy.read_text("utf-8"), names)
    assert names["RANKING"] == (1, 2, 3, 4)
    assert names["RANKING_BY_WORDS"] == (5,)
    assert names["CERTAINTY_BY_WORDS"] == (6,) * 4
