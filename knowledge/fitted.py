"""Weights of the search, written by `python -m knowledge.calibrate`: not to be edited by hand."""

RANKING = (1.206, 58.878, 6.198, 31.853)
"""Words, nearest line, middle, answer."""
RANKING_BY_WORDS = (2.476,)
CERTAINTY = (-4.807, 0.384, -36.257, 0.066, 36.732, 125.433, 1.110)
"""A constant, the best entry's features, its lead over foreign lines, the question's length."""
CERTAINTY_BY_WORDS = (-15.183, 0.347, 10.107, 2.052)
"""A constant, the best score, the share of known words, the question's length."""
