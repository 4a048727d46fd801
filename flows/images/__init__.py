"""Uploads into what the authority accepts."""
