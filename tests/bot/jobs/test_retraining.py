"""When Rasa is retrained, and by whom."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from bot.jobs import retraining
from bot.jobs.retraining import RasaRetraining
from nlu import models
from nlu.program import RasaFailed
from nlu.retraining import Bench, Outcome
from nlu.sidecar import RasaSidecar
from nlu.sidecar_state import Phase, state_now
from storage.alone import alone
from storage.database import Database
from tests.nlu.rasa_project import lay_out


@pytest.fixture
def side(tmp_path: Path, data_dir: Path) -> RasaSidecar:
    """One that serves, as far as anybody can see."""
    side = RasaSidecar(data_dir, project=lay_out(tmp_path / "project"))
    side.models.mkdir(parents=True)
    side.state = state_now(Phase.READY)
    return side


@pytest.fixture
def retrained(monkeypatch: pytest.MonkeyPatch) -> list[Bench]:
    done: list[Bench] = []

    async def retrain(bench: Bench) -> Outcome:
        done.append(bench)
        if len(done) == 2:
            raise RasaFailed("training")
        return Outcome.UNCHANGED

    monkeypatch.setattr(retraining, "retrain", retrain)
    return done


async def test_by_the_calendar(
    database: Database, side: RasaSidecar, retrained: list[Bench]
) -> None:
    model = models.chosen(side.models, side.project).path(side.models)
    model.write_text("old")
    os.utime(model, (1, 1))
    job = RasaRetraining(side, database, 7)
    assert await job.look() is Outcome.UNCHANGED
    assert await job.look() is None
    assert len(retrained) == 1
    chosen = models.chosen(side.models, side.project)
    replace(chosen, judged_at=chosen.judged_at - 8 * 86_400).save(side.models)
    # A failure waits for the next time as well.
    assert await job.look() is None
    assert await job.look() is None
    assert len(retrained) == 2


async def test_a_model_that_was_just_trained_is_left_alone(
    database: Database, side: RasaSidecar, retrained: list[Bench]
) -> None:
    models.chosen(side.models, side.project).path(side.models).write_text("new")
    assert await RasaRetraining(side, database, 7).look() is None
    assert not retrained


async def test_not_while_another_replica_does_or_rasa_is_away(
    database: Database, side: RasaSidecar, retrained: list[Bench]
) -> None:
    job = RasaRetraining(side, database, 7)
    async with alone(database, "rasa_retraining"):
        assert await job.look() is None
    side.state = state_now(Phase.STARTING)
    assert await job.look() is None
    assert not retrained
    side.state = state_now(Phase.READY)
    assert await job.look() is Outcome.UNCHANGED
