"""`assistant evaluate --folds N`: every line of the data read by what has not learnt it."""

from pathlib import Path

from knowledge.calibrate import folded, report
from knowledge.corpus import Corpus
from knowledge.embedding import NanoEncoder
from knowledge.search import WITH_MEANING
from knowledge.vectors import KnownVectors
from nlu import environment
from nlu.program import RasaFailed, RasaProgram
from nlu.training import PROJECT, prepare


def answers_by_folds(corpus: Corpus) -> str:
    """Phrasings asked of a search without them, a tenth at a time; a minute of CPU."""
    samples = folded(list(corpus.public), KnownVectors(NanoEncoder.name), WITH_MEANING)
    return report(list(samples))


async def intents_by_folds(data_dir: Path, folds: int) -> str:
    """Rasa trained `folds` times, each time without a part of its data; minutes."""
    program = RasaProgram(data_dir, PROJECT, token="")
    work = data_dir / "cross-validation"
    try:
        await program.install(environment.find_uv())
        prepare(work)
        found = await program.cross_validate(work, folds)
    except RasaFailed as failed:
        return f"not measured: Rasa failed at {failed}"
    finally:
        await program.end()
    rows = [
        f"| {intent} | {figures['support']} | {figures['f1-score']:.3f} | {_confused(figures)} |"
        for intent, figures in sorted(found.items())
        if isinstance(figures, dict) and "confused_with" in figures
    ]
    table = "| intent | lines | F1 | taken for |\n|---|---|---|---|\n" + "\n".join(rows)
    return f"accuracy {found['accuracy']:.3f} in {folds} folds\n\n{table}"


def _confused(figures: dict[str, dict[str, int]]) -> str:
    return ", ".join(f"{intent} {count}" for intent, count in figures["confused_with"].items())


async def cross_validation(corpus: Corpus, data_dir: Path, folds: int) -> str:
    """A part of the report, as Markdown."""
    intents = await intents_by_folds(data_dir, folds)
    return (
        f"## Cross-validation\n\nAnswers, search alone, phrasings as questions: "
        f"{answers_by_folds(corpus)}.\n\nIntents, Rasa alone, its own data: {intents}\n"
    )
