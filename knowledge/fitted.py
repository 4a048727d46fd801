"""Weights of the search, written by `python -m knowledge.calibrate`: not to be edited by hand."""

RANKING = (0.515, 38.300, 6.419, 78.114)
"""Words, nearest line, middle, answer."""
RANKING_BY_WORDS = (2.291,)
CERTAINTY = (-45.317, -0.017, 2.234, 1.114, 44.699, 59.246, 1.068)
"""A constant, the best entry's features, its lead over foreign lines, the question's length."""
CERTAINTY_BY_WORDS = (-10.086, 0.517, 6.775, 1.774)
"""A constant, the best score, the share of known words, the question's length."""
