"""Weights of the search, written by `python -m knowledge.calibrate`: not to be edited by hand."""

RANKING = (0.802, 43.818, 7.122, 50.173)
"""Words, nearest line, middle, answer."""
RANKING_BY_WORDS = (2.147,)
CERTAINTY = (-10.522, 0.063, -31.673, 0.398, 39.593, 112.871, 1.303)
"""A constant, the best entry's features, its lead over foreign lines, the question's length."""
CERTAINTY_BY_WORDS = (-12.273, 0.251, 8.682, 1.775)
"""A constant, the best score, the share of known words, the question's length."""
