"""Weights of the search, written by `python -m knowledge.calibrate`: not to be edited by hand."""

RANKING = (1.204, 59.469, 6.163, 31.826)
"""Words, nearest line, middle, answer."""
RANKING_BY_WORDS = (2.472,)
CERTAINTY = (-7.098, 0.355, -34.162, -0.099, 37.459, 128.045, 1.054)
"""A constant, the best entry's features, its lead over foreign lines, the question's length."""
CERTAINTY_BY_WORDS = (-15.144, 0.352, 10.085, 2.038)
"""A constant, the best score, the share of known words, the question's length."""
