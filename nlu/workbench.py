"""Retraining on real processes: beside the Rasa that serves, and then in it."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import structlog
import yaml

from nlu import models, training
from nlu.client import RasaClient, RasaUnavailable
from nlu.folder_lock import folder_lock
from nlu.models import Chosen
from nlu.normalise import normalise
from nlu.program import RasaFailed, RasaProgram, reads
from nlu.retraining import Score, score
from nlu.sidecar import RasaSidecar

LEARNED_AT_MOST = 400
"""Lines beside those of the data: more would drown the other intents."""
_TRIES = 5
_MARKUP = frozenset("[](){}<>\n\r|`")

log = structlog.get_logger()


@dataclass
class Workbench:
    """The bench of one side service; `learned` are questions that were added since."""

    side: RasaSidecar
    learned: Sequence[str] = ()
    _chosen: Chosen | None = field(default=None, init=False)

    async def chosen(self) -> Chosen:
        """What is served, and what was decided before."""
        if self._chosen is None:
            self._chosen = await asyncio.to_thread(
                models.chosen, self.side.models, self.side.project
            )
        return self._chosen

    async def train(self) -> str | None:
        """Train on the data as they are now and on what was learned; see `Bench.train`."""
        chosen = await self.chosen()
        lines = await asyncio.to_thread(fit_to_learn, self.learned, self.side.project)
        name = await asyncio.to_thread(training.fingerprint, self.side.project, lines)
        if name in (chosen.model, chosen.declined):
            return None
        began = time.monotonic()
        model = self._file(name)
        program = self._program()
        async with folder_lock(self.side.models):
            if not model.exists():
                work = self.side.models / f"{name}.work"
                await asyncio.to_thread(training.prepare, work, self.side.project, lines)
                try:
                    await program.train(work, model)
                finally:
                    await program.end()
                needed = {chosen.base, chosen.model, name}
                await asyncio.to_thread(training.remove_old, self.side.models, needed=needed)
        seconds = round(time.monotonic() - began)
        log.info("rasa_retraining.trained", candidate=name, learned=len(lines), seconds=seconds)
        return name

    async def score(self, candidate: str = "") -> Score:
        """Measure on the held-out lines; see `Bench.score`."""
        if not candidate:
            return await self._measured(self.side.url)
        program = self._program()
        try:
            return await self._measured(await program.serve(self._file(candidate)))
        finally:
            await program.end()

    async def load(self, candidate: str = "") -> bool:
        """Exchange the model in the running server; see `Bench.load`."""
        model = self._file(candidate or (await self.chosen()).model)
        if not self.side.url:
            if candidate:
                raise RasaFailed("not_serving")
            return True  # The server that comes up by itself serves the model in use.
        async with RasaClient(self.side.url, self.side.token) as client:
            return await client.load(str(model)) and (await reads(client) or await reads(client))

    async def keep(self, candidate: str) -> None:
        """Serve it from now on; see `Bench.keep`."""
        await self._save(model=candidate)

    async def decline(self, candidate: str) -> None:
        """Remember it and free its space; see `Bench.decline`."""
        await self._save(declined=candidate)
        await asyncio.to_thread(self._file(candidate).unlink, missing_ok=True)

    async def start_again(self) -> None:
        """See `Bench.start_again`."""
        await self.side.serve_again()

    async def judged(self) -> None:
        """Remember that it was looked today."""
        await self._save(judged_at=time.time())

    async def _save(self, **changes: str | float) -> None:
        chosen = await self.chosen()
        self._chosen = await asyncio.to_thread(lambda: chosen.save(self.side.models, **changes))

    async def _measured(self, url: str) -> Score:
        held_out = await asyncio.to_thread(held_out_lines, self.side.project)
        async with RasaClient(url, self.side.token) as client:
            return score(
                {
                    intent: [await _intent(client, line) for line in lines]
                    for intent, lines in held_out.items()
                }
            )

    def _program(self) -> RasaProgram:
        side = self.side
        return RasaProgram(side.data_dir, side.project, side.token, steps_back=True)

    def _file(self, name: str) -> Path:
        return self.side.models / f"{name}.tar.gz"


async def _intent(client: RasaClient, line: str) -> str:
    for _ in range(_TRIES):
        try:
            return (await client.parse(line)).intent
        except RasaUnavailable:
            await asyncio.sleep(1)
    raise RasaFailed("not_measured")


def held_out_lines(project: Path) -> dict[str, list[str]]:
    """Sentences by intent that no training has seen; raises `RasaFailed` where there are none."""
    try:
        raw = yaml.safe_load((project / "tests" / "heldout.yml").read_text("utf-8"))
        return {
            str(intent): [str(line) for line in lines] for intent, lines in raw["intents"].items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError, yaml.YAMLError):
        raise RasaFailed("no_held_out_lines") from None


def fit_to_learn(lines: Sequence[str], project: Path) -> list[str]:
    """Of these questions, those that may be learnt: new, no held-out line, and no markup."""
    known = {
        normalise(line.strip().removeprefix("- "))
        for path in (project / "data").glob("*.yml")
        for line in path.read_text("utf-8").splitlines()
    }
    known |= {normalise(line) for many in held_out_lines(project).values() for line in many}
    fit = dict.fromkeys(normalise(line) for line in lines if not _MARKUP & set(line))
    return [line for line in fit if line and line not in known][:LEARNED_AT_MOST]
