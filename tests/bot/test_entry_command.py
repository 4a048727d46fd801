"""The `entry` command, as a script and as a person at a terminal use it."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.corpus_now import corpus_now
from bot.entry_command import entry as command
from bot.settings import Settings
from knowledge.corpus import load_corpus
from tests.bot.test_knowledge_base import PARKING

Entry = Callable[..., Result]


@pytest.fixture
def entry(database_address: str, monkeypatch: pytest.MonkeyPatch) -> Entry:
    monkeypatch.setenv("DATABASE_URL", database_address)
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *words, **options: CliRunner().invoke(command, words, **options)


@pytest.fixture
def parking(tmp_path: Path) -> str:
    file = tmp_path / "parking.yml"
    file.write_text(json.dumps(PARKING, ensure_ascii=False), "utf-8")
    return str(file)


def test_the_whole_life_for_a_script(entry: Entry, parking: str, tmp_path: Path) -> None:
    put = entry("put", parking, "--author", "王工", "--expect", "0", "--json")
    assert put.exit_code == 0, put.output
    assert json.loads(put.stdout)["version"] == 1
    shown = json.loads(entry("show", "parking", "--json").stdout)
    assert (shown["author"], shown["entry"]) == ("王工", PARKING)
    stale = entry("retire", "parking", "--author", "李工", "--expect", "0", "--json")
    assert stale.exit_code == 1
    told = json.loads(stale.stdout)
    assert (told["error"], told["version"]) == ("version_conflict", 1)
    folder = tmp_path / "out"
    exported = json.loads(entry("export", str(folder), "--json").stdout)
    assert exported["entries"] == len(load_corpus().entries) + 1
    assert load_corpus(folder).entries["parking"].title == PARKING["title"]
    assert entry("retire", "parking", "--author", "李工").exit_code == 0
    versions = json.loads(entry("history", "parking", "--json").stdout)
    assert [(one["version"], one["is_retired"]) for one in versions] == [(2, True), (1, False)]
    rows = {row["id"]: row for row in json.loads(entry("list", "--all", "--json").stdout)}
    assert (rows["parking"]["state"], rows["hotline"]["state"]) == ("retired", "seed")
    assert "parking" not in {row["id"] for row in json.loads(entry("list", "--json").stdout)}


def test_what_a_person_at_a_terminal_does(entry: Entry) -> None:
    shown = entry("show", "hotline").stdout
    assert shown.startswith("# version 0")
    edited = shown.replace("title: ", "title: 新")
    put = entry("put", "-", "--author", "王工", input=edited)
    assert put.stdout == "hotline is in use, version 1.\n"
    assert "title: 新" in entry("show", "hotline").stdout
    assert "title: 新" not in entry("show", "hotline", "--version", "0").stdout
    assert "王工" in entry("history", "hotline").stdout
    (row,) = [line for line in entry("list").stdout.splitlines() if " hotline " in line]
    assert "edited" in row


def test_mistakes_are_told_with_the_way_on(entry: Entry, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(json.dumps(PARKING | {"citations": ["手册 9.9"]}), "utf-8")
    refused = entry("put", str(wrong), "--author", "王工")
    assert (refused.exit_code, "〔手册 9.9〕" in refused.stderr) == (1, True)
    for content in (b"a: [", "标题".encode("gbk"), b"- 1", b"topic: a\nentries: []"):
        wrong.write_bytes(content)
        unreadable = entry("put", str(wrong), "--author", "王工")
        assert (unreadable.exit_code, "Traceback" in unreadable.output) == (2, False)
        assert str(wrong) in unreadable.stderr
    missing = entry("put", str(tmp_path / "none.yml"), "--author", "王工", "--json")
    assert (missing.exit_code, json.loads(missing.stdout)["error"]) == (2, "unreadable")
    for words in (
        ("show", "nothing"),
        ("history", "nothing"),
        ("retire", "nothing", "--author", "a"),
    ):
        unknown = entry(*words)
        assert (unknown.exit_code, "entry list --all" in unknown.stderr) == (1, True)
    assert entry("show", "hotline", "--version", "7").exit_code == 1
    assert entry("retire", "hotline", "--author", " ").exit_code == 2
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").touch()
    assert entry("export", str(tmp_path / "full")).exit_code == 1


def test_ask_reads_what_was_changed(
    entry: Entry, parking: str, database_address: str, data_dir: Path
) -> None:
    def ids(address: str) -> list[str]:
        settings = Settings(_env_file=None, data_dir=data_dir, database_url=address)
        return list(asyncio.run(corpus_now(settings)).entries)

    seed = list(load_corpus().entries)
    assert ids(database_address) == seed
    assert entry("put", parking, "--author", "王工").exit_code == 0
    assert ids(database_address) == [*seed, "parking"]
    assert ids("postgresql://nobody@127.0.0.1:1/none") == seed
    assert ids("") == seed
    assert not data_dir.exists()
