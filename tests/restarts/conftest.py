"""Fixtures for tests that kill and restart the real process."""

from tests.telegram.fixtures import bot_api

__all__ = ["bot_api"]
