"""The session's real Rasa."""

from collections.abc import Iterator

import pytest

from tests.nlu.rasa_server import RunningRasa, running_rasa


@pytest.fixture(scope="session")
def rasa() -> Iterator[RunningRasa]:
    """Trained and up; only for tests marked `rasa`."""
    with running_rasa() as running:
        yield running
