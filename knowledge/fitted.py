"""Weights of the search, written by `python -m knowledge.calibrate`: not to be edited by hand."""

RANKING = (0.749, 41.708, 7.268, 52.081)
"""Words, nearest line, middle, answer."""
RANKING_BY_WORDS = (2.099,)
CERTAINTY = (-16.278, -0.060, -19.983, 0.717, 32.579, 73.605, 1.596)
"""A constant, the best entry's features, its lead over foreign lines, the question's length."""
CERTAINTY_BY_WORDS = (-12.451, 0.159, 8.830, 1.914)
"""A constant, the best score, the share of known words, the question's length."""
