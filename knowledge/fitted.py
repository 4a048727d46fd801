"""Weights of the search, written by `python -m knowledge.calibrate`: not to be edited by hand."""

RANKING = (0.515, 38.335, 6.416, 78.087)
"""Words, nearest line, middle, answer."""
RANKING_BY_WORDS = (2.291,)
CERTAINTY = (-45.333, -0.029, 1.784, 1.385, 45.139, 58.669, 1.080)
"""A constant, the best entry's features, its lead over foreign lines, the question's length."""
CERTAINTY_BY_WORDS = (-10.086, 0.517, 6.775, 1.774)
"""A constant, the best score, the share of known words, the question's length."""
