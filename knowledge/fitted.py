"""Weights of the search, written by `python -m knowledge.calibrate`: not to be edited by hand."""

RANKING = (1.441, 56.019, 5.931, 28.930)
"""Words, nearest line, middle, answer."""
RANKING_BY_WORDS = (2.642,)
CERTAINTY = (-0.666, 0.448, -40.622, -0.087, 36.612, 129.703, 0.983)
"""A constant, the best entry's features, its lead over foreign lines, the question's length."""
CERTAINTY_BY_WORDS = (-15.162, 0.361, 11.383, 1.570)
"""A constant, the best score, the share of known words, the question's length."""
