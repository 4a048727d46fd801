"""Weights of the search, written by `python -m knowledge.calibrate`: not to be edited by hand."""

RANKING = (0.951, 43.757, 7.754, 43.749)
"""Words, nearest line, middle, answer."""
RANKING_BY_WORDS = (2.329,)
CERTAINTY = (-2.554, 0.182, -29.449, 0.690, 27.320, 120.042, 1.409)
"""A constant, the best entry's features, its lead over foreign lines, the question's length."""
CERTAINTY_BY_WORDS = (-14.028, 0.339, 8.981, 2.123)
"""A constant, the best score, the share of known words, the question's length."""
