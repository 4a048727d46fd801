"""Rasa's retraining by the calendar: each replica its own Rasa, one replica at a time."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog

from bot.jobs.looking import keep_looking
from nlu.models import Chosen
from nlu.program import RasaFailed
from nlu.retraining import Outcome, retrain
from nlu.sidecar import RasaSidecar
from nlu.sidecar_state import Phase
from nlu.workbench import Workbench
from storage.alone import alone
from storage.database import Database

LOOK_SECONDS = 900.0
_DAY = 86_400.0

log = structlog.get_logger()


@dataclass
class RasaRetraining:
    """Retrains where `days` have passed since it was last tried."""

    side: RasaSidecar
    database: Database
    days: float
    learned: Callable[[], Sequence[str]] = tuple
    """Questions that were added to the knowledge base since."""

    async def run(self) -> None:
        """Look until cancelled."""
        await keep_looking("rasa_retraining", self.look, LOOK_SECONDS)

    async def look(self) -> Outcome | None:
        """Retrain where it is time; None where it is not, or not possible now."""
        if self.side.state.phase is not Phase.READY:
            return None
        bench = Workbench(self.side, self.learned())
        if time.time() < self._due(await bench.chosen()):
            return None
        async with alone(self.database, "rasa_retraining") as is_ours:
            if not is_ours:
                log.info("rasa_retraining.elsewhere")
                return None
            log.info("rasa_retraining.begun")
            try:
                return await retrain(bench)
            except RasaFailed as failure:
                log.warning("rasa_retraining.failed", reason=str(failure))
                return None
            finally:
                await bench.judged()

    def _due(self, chosen: Chosen) -> float:
        return max(chosen.judged_at, _trained_at(chosen, self.side)) + self.days * _DAY


def _trained_at(chosen: Chosen, side: RasaSidecar) -> float:
    model = chosen.path(side.models)
    return model.stat().st_mtime if model.exists() else 0.0
