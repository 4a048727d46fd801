"""Entries as YAML and JSON again, and a whole knowledge base as a folder to load it from."""

import re
import shutil
from pathlib import Path
from typing import Any

import yaml

from knowledge.citations import LAWS
from knowledge.corpus import ROOT, Corpus, Entry, read_yaml
from knowledge.sections import GUIDE


class ExportRefused(Exception):
    """The folder is not one to write into; the message says why."""


def plain(entry: Entry) -> dict[str, Any]:
    """The entry as `read_entry` takes it: without what is as it is by default."""
    raw = entry.model_dump(mode="json", exclude_defaults=True)
    return raw | {"citations": [one.label.strip("〔〕") for one in entry.citations]}


def as_yaml(raw: object) -> str:
    """YAML for people: Chinese as it is, a line for each value, in the given order."""
    text: str = yaml.safe_dump(raw, allow_unicode=True, sort_keys=False, width=10_000)
    return text


def export(corpus: Corpus, folder: Path, root: Path = ROOT) -> list[Path]:
    """Write `corpus` so that `load_corpus(folder)` reads the same; answers the topics' files.

    `root` is where it came from: a topic in which nothing changed keeps its file to the letter.
    The folder is new, empty, or holds a knowledge base, which is replaced.
    """
    if folder.exists() and not (folder / "hot.yml").exists() and any(folder.iterdir()):
        raise ExportRefused(f"{folder} holds other things: name a new folder, or a knowledge base")
    seed = {path: read_yaml(path) for path in _topic_files(root)}
    sources = {raw["topic"]: path for path, raw in seed.items()}
    numbers = (re.match(r"\d+", path.name) for path in seed)
    last = max((int(number[0]) for number in numbers if number), default=0)
    written: dict[Path, str] = {}
    for topic in corpus.topics:
        entries = [plain(entry) for entry in corpus.entries.values() if entry.topic == topic]
        source = sources.get(topic)
        if source is not None and _plain_entries(seed[source]) == entries:
            written[folder / "faq" / source.name] = source.read_text("utf-8")
            continue
        if source is not None:
            name = source.name
        else:
            # Behind all others, as its entries are: files are read in the order of their names.
            last += 1
            name = f"{last:02}-{entries[0]['id']}.yml"
        below = [{key: entry[key] for key in entry if key != "topic"} for entry in entries]
        written[folder / "faq" / name] = as_yaml({"topic": topic, "entries": below})
    hot_file = root / "hot.yml"
    is_same_hot = yaml.safe_load(hot_file.read_text("utf-8")) == corpus.hot
    hot = hot_file.read_text("utf-8") if is_same_hot else as_yaml(corpus.hot)
    for old in _topic_files(folder):
        if old not in written:
            old.unlink()
    (folder / "faq").mkdir(parents=True, exist_ok=True)
    for path, text in {**written, folder / "hot.yml": hot}.items():
        path.write_text(text, "utf-8")
    if folder.resolve() != root.resolve():
        shutil.copy(root / LAWS.name, folder)
        shutil.copytree(root / GUIDE.name, folder / GUIDE.name, dirs_exist_ok=True)
    return list(written)


def _topic_files(root: Path) -> list[Path]:
    return sorted((root / "faq").glob("*.yml"))


def _plain_entries(raw: Any) -> list[dict[str, Any]]:
    """The entries of a topic's file, however they are written there."""
    return [
        plain(Entry.model_validate({"topic": raw["topic"]} | entry)) for entry in raw["entries"]
    ]
