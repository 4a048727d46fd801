"""What Rasa learns from: normalised copies of the data, and a fingerprint of all that counts."""

import hashlib
import re
import shutil
from collections.abc import Collection, Sequence
from pathlib import Path

from nlu.normalise import normalise

PROJECT = Path(__file__).parent / "rasa"
_EXAMPLE = re.compile(r"^(\s+- )(.*)$", re.MULTILINE)


def prepare(folder: Path, project: Path = PROJECT, learned: Sequence[str] = ()) -> None:
    """Write config, domain and data into `folder`, every example in the form that is parsed.

    `learned` are questions (`ask_faq`) beside those of the data.
    """
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "data").mkdir(parents=True)
    for name in ("config.yml", "domain.yml"):
        shutil.copy(project / name, folder / name)
    for source in sorted((project / "data").glob("*.yml")):
        text = _EXAMPLE.sub(
            lambda line: line[1] + normalise(line[2]), source.read_text(encoding="utf-8")
        )
        (folder / "data" / source.name).write_text(text, encoding="utf-8")
    if learned:
        examples = "".join(f"      - {normalise(line)}\n" for line in learned)
        text = f"nlu:\n  - intent: ask_faq\n    examples: |\n{examples}"
        (folder / "data" / "learned.yml").write_text(text, encoding="utf-8")


def fingerprint(project: Path = PROJECT, learned: Sequence[str] = ()) -> str:
    """A short hash that changes whenever a model trained earlier is no longer the right one."""
    digest = hashlib.sha256()
    sources = [project / name for name in ("pyproject.toml", "config.yml", "domain.yml")]
    sources += sorted((project / "data").glob("*.yml"))
    sources += sorted((project / "components").glob("**/*.py"))
    for name in ("normalise.py", "homophones.py", "terms.yml", "sounds.yml"):
        sources.append(Path(__file__).parent / name)
    for source in sources:
        digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    for line in learned:
        digest.update(line.encode() + b"\0")
    return digest.hexdigest()[:16]


def remove_old(models: Path, keep: int = 3, needed: Collection[str] = ()) -> None:
    """Delete all models but the newest and those `needed`, and every training's folder."""
    newest_first = sorted(models.glob("*.tar.gz"), key=lambda model: -model.stat().st_mtime)
    for model in newest_first[keep:]:
        if model.name.removesuffix(".tar.gz") not in needed:
            model.unlink(missing_ok=True)
    for work in models.glob("*.work"):
        shutil.rmtree(work, ignore_errors=True)
