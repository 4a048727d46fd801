"""Which trained model is served: the one of the data as they came, or a later, better one."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from nlu import training

FILE = "chosen.json"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What retraining has decided for one version of the program."""

    base: str
    """Fingerprint of the data that came with the program: another one makes all this void."""
    model: str
    """Fingerprint of what is served."""
    declined: str = ""
    """Fingerprint of the last model that was judged worse."""
    judged_at: float = 0.0
    """When it was last looked whether there is a better one; seconds since 1970."""

    def path(self, models: Path) -> Path:
        """The file of the model that is served."""
        return models / f"{self.model}.tar.gz"

    def save(self, models: Path, **changes: str | float) -> "Chosen":
        """Keep it, as a whole or not at all."""
        changed = replace(self, **changes)  # type: ignore[arg-type]
        beside = models / f"{FILE}.new"
        beside.write_text(json.dumps(asdict(changed)), "utf-8")
        beside.replace(models / FILE)
        return changed


def chosen(models: Path, project: Path) -> Chosen:
    """What to serve; what came with the program where the choice is lost, old or unreadable."""
    base = training.fingerprint(project)
    try:
        kept = Chosen(**json.loads((models / FILE).read_text("utf-8")))
        if kept.base == base and kept.path(models).exists():
            return kept
    except (OSError, ValueError, TypeError):
        pass
    return Chosen(base, base)


def back_to_the_first(models: Path, project: Path) -> None:
    """Serve what came with the program again: the chosen model turned out not to start."""
    kept = chosen(models, project)
    if kept.model != kept.base:
        kept.save(models, model=kept.base, declined=kept.model)
