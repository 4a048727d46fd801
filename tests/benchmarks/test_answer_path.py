"""The benchmark of the answer path runs on the real Rasa; what it measures is not judged here."""

import pytest
from pydantic import SecretStr

from bot.settings import read_settings
from tests.benchmarks.answer_path import answer_path
from tests.nlu.rasa_server import RunningRasa


@pytest.mark.rasa
@pytest.mark.slow
async def test_it_prints_both_rows(rasa: RunningRasa) -> None:
    settings = read_settings().model_copy(
        update={"rasa_url": rasa.sidecar.url, "rasa_token": SecretStr(rasa.sidecar.token)}
    )
    rows = await answer_path(settings, 10)
    assert [row.goal for row in rows] == ["× 1.5", "100 ms"]
    assert all(float(row.figure.split()[0]) > 0 for row in rows)
