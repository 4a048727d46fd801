"""`assistant entry`: looks after the knowledge base's entries, also while the product runs."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
import yaml
from rich.console import Console
from rich.table import Table

from bot.settings import SettingsRefused, read_settings
from storage.embedded_server import DatabaseUnavailable, start_embedded

if TYPE_CHECKING:
    from bot.entry_editing import EntryEditing
    from storage.entries import StoredEntry

T = TypeVar("T")

entry = typer.Typer(
    no_args_is_help=True,
    help="""Add, edit and retire entries of the knowledge base, also while `run` is running.

    What is put is checked against the whole knowledge base and answered from within a second, on
    every replica. The YAML files that came with the program stay as they are: `export` writes
    all entries as such files again.

    Exit codes: 0 done, 1 refused or out of reach, 2 misuse.
    """,
)

Id = Annotated[str, typer.Argument(help="The entry's id as `list` shows it.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]
Author = Annotated[str, typer.Option(help="Who answers for the change; kept with the version.")]
Expect = Annotated[
    int | None, typer.Option(help="Refuse unless this version stands (0: as it came).", min=0)
]


@entry.command("list")
def list_(
    everything: Annotated[bool, typer.Option("--all", help="Retired entries too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Every entry in use, and those left out because a later seed made them wrong."""

    async def read(editing: "EntryEditing") -> list[dict[str, Any]]:
        edition = await editing.edition()
        ids = dict.fromkeys([*edition.corpus.entries, *edition.stored])
        rows = [_row(editing, edition, entry_id) for entry_id in ids]
        return [row for row in rows if everything or row["state"] != "retired"]

    rows = _run(read, as_json)
    if as_json:
        _print(rows)
        return
    table = Table("id", "topic", "title", "version", "author", "state")
    for row in rows:
        values = (row[name] for name in ("id", "topic", "title", "version", "author", "state"))
        table.add_row(*(str(value) for value in values))
    Console().print(table)


@entry.command()
def show(
    id: Id,
    version: Annotated[
        int | None, typer.Option(help="An earlier one; default: the newest.", min=0)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """One entry as YAML, which `put` takes back."""

    async def read(editing: "EntryEditing") -> dict[str, Any]:
        versions = await _versions(editing, id)
        for one in versions:
            if version is None or one["version"] == version:
                return one
        raise _failed("unknown_version", f"{id} has no version {version}.", as_json)

    found = _run(read, as_json)
    if as_json:
        _print(found)
        return
    from knowledge.exporting import as_yaml  # noqa: PLC0415

    retired = ", retired" if found["is_retired"] else ""
    typer.echo(f"# version {found['version']}, {found['author']}{retired}")
    typer.echo(as_yaml(found["entry"]), nl=False)


@entry.command()
def put(
    file: Annotated[Path, typer.Argument(help="One entry as YAML or JSON; -: standard input.")],
    author: Author,
    expect: Expect = None,
    as_json: AsJson = False,
) -> None:
    """Add an entry, edit it, or bring a retired one back."""
    raw = _read(file, as_json)
    _tell(_run(lambda editing: editing.put(raw, author, expect), as_json), as_json)


@entry.command()
def retire(id: Id, author: Author, expect: Expect = None, as_json: AsJson = False) -> None:
    """Take an entry out of use; its versions are kept, and `put` brings it back."""
    _tell(_run(lambda editing: editing.retire(id, author, expect), as_json), as_json)


@entry.command()
def history(id: Id, as_json: AsJson = False) -> None:
    """Every version of an entry, newest first; 0 is the one that came with the program."""
    versions = _run(lambda editing: _versions(editing, id), as_json)
    if as_json:
        _print(versions)
        return
    table = Table("version", "author", "when", "title", "state")
    for one in versions:
        state = "retired" if one["is_retired"] else ""
        row = (str(one["version"]), one["author"], one["at"], one["entry"].get("title", ""))
        table.add_row(*row, state)
    Console().print(table)


@entry.command()
def export(
    folder: Annotated[Path, typer.Argument(help="New, empty, or a knowledge base to replace.")],
    as_json: AsJson = False,
) -> None:
    """Write all entries in use as YAML files, in the form that they came in."""

    async def write(editing: "EntryEditing") -> int:
        from knowledge.exporting import ExportRefused, export  # noqa: PLC0415

        corpus = (await editing.edition()).corpus
        try:
            export(corpus, folder)
        except (ExportRefused, OSError) as error:
            raise _failed("cannot_write", f"Cannot write: {error}", as_json) from None
        return len(corpus.entries)

    count = _run(write, as_json)
    if as_json:
        _print({"folder": str(folder), "entries": count})
        return
    typer.echo(f"{count} entries are in {folder}.")


def _row(editing: "EntryEditing", edition: Any, entry_id: str) -> dict[str, Any]:
    from knowledge.exporting import plain  # noqa: PLC0415

    stored = edition.stored.get(entry_id)
    if stored is None:
        state = "seed"
    elif stored.is_retired:
        state = "retired"
    elif entry_id in edition.left_out:
        state = "left out"
    else:
        state = "edited" if entry_id in editing.seed.entries else "added"
    raw = stored.entry if stored else plain(edition.corpus.entries[entry_id])
    return {
        "id": entry_id,
        "topic": raw.get("topic", ""),
        "title": raw.get("title", ""),
        "version": edition.version(entry_id),
        "author": stored.author if stored else "",
        "state": state,
        "reason": edition.left_out.get(entry_id, ""),
    }


async def _versions(editing: "EntryEditing", entry_id: str) -> list[dict[str, Any]]:
    """Its versions, newest first, down to the one that came with the program."""
    from knowledge.exporting import plain  # noqa: PLC0415

    versions = [_plain(one) for one in await editing.history(entry_id)]
    if (came := editing.seed.entries.get(entry_id)) is not None:
        first = {"version": 0, "author": "", "at": "", "is_retired": False, "entry": plain(came)}
        versions.append({"id": entry_id} | first)
    return versions


def _plain(one: "StoredEntry") -> dict[str, Any]:
    return {
        "id": one.id,
        "version": one.version,
        "author": one.author,
        "at": f"{one.created_at:%Y-%m-%d %H:%M:%S%z}",
        "is_retired": one.is_retired,
        "entry": one.entry,
    }


def _tell(stored: "StoredEntry", as_json: bool) -> None:
    if as_json:
        _print(_plain(stored))
        return
    state = "retired" if stored.is_retired else "in use"
    typer.echo(f"{stored.id} is {state}, version {stored.version}.")


def _print(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False))


def _read(file: Path, as_json: bool) -> object:
    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text("utf-8-sig")
        raw = yaml.safe_load(text)
    except OSError as error:
        words = f"{file}: {error.strerror}"
        raise _failed("unreadable", words, as_json, exit_=2) from None
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        words = f"{file} is no YAML or JSON in UTF-8: {error}"
        raise _failed("unreadable", words, as_json, exit_=2) from None
    if not isinstance(raw, dict) or "entries" in raw:
        words = f"{file} must hold one entry: id, topic, title, ... as `entry show ID` prints it."
        raise _failed("unreadable", words, as_json, exit_=2)
    return raw


def _run(act: Callable[["EntryEditing"], Awaitable[T]], as_json: bool) -> T:
    # Loaded here, so that the other commands start without them.
    from bot.entry_editing import AuthorRefused, EntryEditing, UnknownEntry  # noqa: PLC0415
    from knowledge.corpus import CorpusRefused, load_corpus  # noqa: PLC0415
    from storage.database import Database  # noqa: PLC0415
    from storage.entries import Entries, VersionConflict  # noqa: PLC0415

    async def run() -> T:
        settings = read_settings()
        seed = load_corpus()
        database = Database(settings.database_url or start_embedded(settings.data_dir))
        try:
            await database.migrate()
            return await act(EntryEditing(Entries(database), seed))
        finally:
            await database.close()

    try:
        return asyncio.run(run())
    except CorpusRefused as refused:
        raise _failed("refused", f"Nothing was changed:\n{refused}", as_json) from None
    except VersionConflict as conflict:
        words = f"{conflict}: read it again (`entry show`) and repeat with --expect."
        raise _failed("version_conflict", words, as_json, version=conflict.current) from None
    except UnknownEntry as unknown:
        words = f"There is no entry {unknown} in use. `assistant entry list --all` shows them."
        raise _failed("unknown_entry", words, as_json) from None
    except AuthorRefused as refused:
        raise _failed("author", f"--author: {refused}.", as_json, exit_=2) from None
    except DatabaseUnavailable as away:
        raise _failed("database_unavailable", f"The database: {away}", as_json) from None
    except SettingsRefused as wrong:
        raise _failed("settings", f"Correct these options:\n{wrong}", as_json, exit_=2) from None


def _failed(code: str, message: str, as_json: bool, exit_: int = 1, **facts: int) -> typer.Exit:
    if as_json:
        _print({"error": code, "message": message, **facts})
    else:
        typer.echo(message, err=True)
    return typer.Exit(exit_)
