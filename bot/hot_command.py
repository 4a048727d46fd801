"""`assistant hot`: which questions are offered first, and how often they were really asked."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from bot.settings import SettingsRefused, read_settings
from storage.embedded_server import DatabaseUnavailable, start_embedded


class _UnknownPlace(Exception):
    """Nothing is offered at a place of that name."""


def hot(
    place: Annotated[
        str, typer.Argument(help="A business or page, such as renewal; empty: in general.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")] = False,
) -> None:
    """Hot questions as people are offered them now, with what was asked in the last 30 days."""
    try:
        rows = asyncio.run(_rows(place))
    except _UnknownPlace as unknown:
        typer.echo(f"No such place: {unknown}", err=True)
        raise typer.Exit(2) from None
    except (DatabaseUnavailable, SettingsRefused) as error:
        typer.echo(f"Cannot tell: {error}", err=True)
        raise typer.Exit(1) from None
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    table = Table("entry", "title", "asked", "helpful", "unhelpful")
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    Console().print(table)


async def _rows(place: str) -> list[dict[str, Any]]:
    # Loaded here, so that the other commands start without them.
    from bot.editions import edition_of  # noqa: PLC0415
    from bot.popularity import Popularity  # noqa: PLC0415
    from knowledge.corpus import load_corpus  # noqa: PLC0415
    from storage.answer_counts import AnswerCounts  # noqa: PLC0415
    from storage.database import Database  # noqa: PLC0415
    from storage.entries import Entries  # noqa: PLC0415
    from storage.feedback import Feedback  # noqa: PLC0415

    settings = read_settings()
    database = Database(settings.database_url or start_embedded(settings.data_dir))
    try:
        await database.migrate()
        popularity = Popularity(AnswerCounts(database), lambda: datetime.now(UTC))
        await popularity.look()
        corpus = edition_of(load_corpus(), await Entries(database).changed_since()).corpus
        tallies = await Feedback(database).tallies()
    finally:
        await database.close()
    places = {*corpus.hot, *corpus.topics} - {"general"}
    if place and place not in places:
        raise _UnknownPlace(f"{place}; there are {', '.join(sorted(places))}")
    asked = popularity.asked(business=place)
    return [
        {
            "entry": entry.id,
            "title": entry.title,
            "asked": asked.get(entry.id, 0),
            "helpful": sum(one.helpful for one in tallies if one.entry_id == entry.id),
            "unhelpful": sum(one.unhelpful for one in tallies if one.entry_id == entry.id),
        }
        for entry in corpus.hot_questions(place or None, asked)
    ]
