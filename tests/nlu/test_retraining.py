"""Whether a candidate is taken, by made-up figures; then with processes and files as they are."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml
from structlog.testing import capture_logs

from nlu import environment, models
from nlu.program import RasaFailed
from nlu.retraining import Outcome, Score, retrain, score
from nlu.sidecar import RasaSidecar
from nlu.workbench import Workbench, fit_to_learn
from tests.nlu.rasa_project import lay_out
from tests.nlu.test_sidecar import replaced

OLD = Score(lines=80, intents=0.9, orders=0.95, refusals=0.75)


@dataclass
class FakeBench:
    new: Score = OLD
    candidate: str | None = "new"
    loads: tuple[bool, ...] = (True,)
    done: list[str] = field(default_factory=list)

    async def train(self) -> str | None:
        return self.candidate

    async def score(self, candidate: str = "") -> Score:
        return self.new if candidate else OLD

    async def load(self, candidate: str = "") -> bool:
        self.done.append(f"load {candidate or 'old'}")
        return self.loads[len(self.done) - 1 - ("decline" in " ".join(self.done))]

    async def keep(self, candidate: str) -> None:
        self.done.append(f"keep {candidate}")

    async def decline(self, candidate: str) -> None:
        self.done.append(f"decline {candidate}")

    async def start_again(self) -> None:
        self.done.append("start again")


@pytest.mark.parametrize(
    "new", [OLD, Score(80, 0.95, 0.95, 0.75), Score(80, 0.9, 1, 0.75), Score(80, 1, 1, 1)]
)
async def test_what_is_no_worse_is_taken(new: Score) -> None:
    bench = FakeBench(new)
    with capture_logs() as logs:
        assert await retrain(bench) is Outcome.SWAPPED
    assert bench.done == ["load new", "keep new"]
    measured, ended = logs
    assert (measured["old_intents"], measured["new_intents"]) == (0.9, new.intents)
    assert (measured["new_lines"], measured["is_worse"]) == (80, False)
    assert (ended["event"], ended["outcome"]) == ("rasa_retraining.ended", "swapped")


@pytest.mark.parametrize(
    "new", [Score(80, 0.89, 1, 1), Score(80, 1, 0.94, 1), Score(80, 1, 1, 0.7)]
)
async def test_what_is_worse_in_anything_is_not(new: Score) -> None:
    bench = FakeBench(new)
    assert await retrain(bench) is Outcome.WORSE
    assert bench.done == ["decline new"]


async def test_nothing_new_costs_nothing() -> None:
    bench = FakeBench(candidate=None)
    assert await retrain(bench) is Outcome.UNCHANGED
    assert bench.done == []


async def test_what_does_not_load_is_put_back() -> None:
    bench = FakeBench(loads=(False, True))
    assert await retrain(bench) is Outcome.PUT_BACK
    assert bench.done == ["load new", "decline new", "load old"]
    bench = FakeBench(loads=(False, False))
    assert await retrain(bench) is Outcome.PUT_BACK
    assert bench.done == ["load new", "decline new", "load old", "start again"]


def test_the_three_figures() -> None:
    read = {
        "start_change": ["start_change", "start_renewal"],
        "ask_agent": ["ask_agent", "ask_agent"],
        "out_of_scope": ["ask_faq", "out_of_scope"],
        "affirm": ["affirm", "affirm"],
    }
    assert score(read) == Score(lines=8, intents=0.75, orders=0.75, refusals=0.5)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The stand-in's project; its model reads every held-out sentence as it should."""
    monkeypatch.setattr(environment, "find_uv", list)
    folder = lay_out(tmp_path / "project")
    (folder / "config.yml").write_text("right: 1\n")
    (folder / "tests").mkdir()
    intents = {name: [name.replace("_", " ")] for name in ("start_change", "out_of_scope", "stop")}
    (folder / "tests" / "heldout.yml").write_text(yaml.safe_dump({"intents": intents}))
    return folder


@pytest.fixture
async def side(project: Path, data_dir: Path) -> AsyncIterator[RasaSidecar]:
    side = RasaSidecar(data_dir, project=project)
    await side.start()
    assert await side.wait_until_ready(60)
    yield side
    await side.stop()


async def intent(side: RasaSidecar) -> str:
    return (await side.client.parse("start change")).intent


async def test_a_better_model_is_served_also_after_a_restart(
    side: RasaSidecar, project: Path, data_dir: Path
) -> None:
    process = side.process_id
    with capture_logs() as logs:
        assert await retrain(Workbench(side, ["停车场在哪"])) is Outcome.SWAPPED
    assert side.process_id == process
    (trained,) = [line for line in logs if line["event"] == "rasa_retraining.trained"]
    assert trained["learned"] == 1
    chosen = models.chosen(side.models, project)
    assert chosen.model == trained["candidate"] != chosen.base
    assert "停车场在哪" in chosen.path(side.models).read_text("utf-8")
    assert await retrain(Workbench(side, ["停车场在哪"])) is Outcome.UNCHANGED
    after = RasaSidecar(data_dir, project=project)
    assert await after._trained_model() == chosen.path(side.models)
    (project / "domain.yml").write_text("y: 1\n")
    assert models.chosen(side.models, project).model == models.chosen(side.models, project).base


@pytest.mark.parametrize("harm", ["broken", "deadly"])
async def test_a_model_that_does_not_load_is_put_back(
    side: RasaSidecar, project: Path, harm: str
) -> None:
    before, process = models.chosen(side.models, project), side.process_id
    assert process is not None
    # A server of its own starts with it; only the exchange fails.
    bench = Workbench(side, [harm])
    with capture_logs() as logs:
        assert await retrain(bench) is Outcome.PUT_BACK
    (measured,) = [line for line in logs if line["event"] == "rasa_retraining.measured"]
    assert measured["new_intents"] == 1
    if harm == "deadly":
        await replaced(side, process)
    assert await intent(side) == "start_change"
    after = models.chosen(side.models, project)
    assert (after.model, bool(after.declined)) == (before.model, True)
    assert not (side.models / f"{after.declined}.tar.gz").exists()
    assert await retrain(Workbench(side, [harm])) is Outcome.UNCHANGED


async def test_a_worse_model_never_serves(side: RasaSidecar, project: Path) -> None:
    bench = Workbench(side, ["new"])
    assert (await bench.chosen()).model
    # What comes out of this training reads everything as small talk.
    (project / "config.yml").write_text("x: 1\n")
    assert await retrain(bench) is Outcome.WORSE
    assert await intent(side) == "start_change"


async def test_a_chosen_model_that_does_not_start_is_given_up(
    side: RasaSidecar, project: Path
) -> None:
    (side.models / "mine.tar.gz").write_text("x")
    chosen = models.chosen(side.models, project).save(side.models, model="mine")
    assert chosen.path(side.models).exists()
    models.back_to_the_first(side.models, project)
    after = models.chosen(side.models, project)
    assert (after.model, after.declined) == (after.base, "mine")
    (side.models / models.FILE).write_text('{"base": 1')
    assert models.chosen(side.models, project).model == after.base


async def test_without_held_out_lines_nothing_is_judged(side: RasaSidecar, project: Path) -> None:
    (project / "tests" / "heldout.yml").write_text("intents: 3")
    with pytest.raises(RasaFailed, match="no_held_out_lines"):
        await retrain(Workbench(side, ["停车场在哪"]))


def test_what_may_be_learnt(project: Path) -> None:
    (project / "data" / "stop.yml").write_text("nlu:\n- intent: stop\n  examples: |\n    - 停下\n")
    lines = [
        "停车场在哪",
        "停车场在哪",
        "停下",
        "start change",
        "[专业](speciality)",
        "两\n行",
        " ",
    ]
    assert fit_to_learn(lines, project) == ["停车场在哪"]
    assert len(fit_to_learn([f"问{n}" for n in range(900)], project)) == 400
