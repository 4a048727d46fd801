"""Which questions are hot: counted in memory, written beside the talks, kept through an outage."""

import asyncio
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest
from typer.testing import CliRunner

from bot.cli import cli
from bot.popularity import Popularity
from flows.view import SHANGHAI
from knowledge.corpus import CHOSEN_HEAT, HOT, Corpus, load_corpus
from storage.answer_counts import AnswerCounts, Asked
from storage.database import Database

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
WINDOW = Asked("renewal-window", "AY", "renewal")


async def test_what_is_asked_is_known_after_a_look_and_forgotten_after_a_month(
    database: Database,
) -> None:
    now = [NOW]
    popularity = Popularity(AnswerCounts(database), lambda: now[0])
    popularity.note(WINDOW)
    popularity.note(Asked("hotline"))
    assert popularity.asked() == {}
    await popularity.look()
    assert popularity.asked() == {"renewal-window": 1, "hotline": 1}
    assert popularity.asked(business="renewal") == {"renewal-window": 1}
    assert popularity.asked(speciality="AY") == {"renewal-window": 1}
    assert popularity.asked(speciality="S") == {}
    now[0] += timedelta(days=30)
    await popularity.look()
    assert popularity.asked() == {}


class Away(AnswerCounts):
    """A database that is away until told otherwise."""

    is_away = True

    async def add(self, counts: Mapping[tuple[date, Asked], int]) -> None:
        if self.is_away:
            raise psycopg.OperationalError
        await super().add(counts)


async def test_an_outage_loses_no_count(database: Database) -> None:
    counts = Away(database)
    popularity = Popularity(counts, lambda: NOW)
    popularity.note(WINDOW)
    with pytest.raises(psycopg.OperationalError):
        await popularity.look()
    await popularity.close()
    popularity.note(WINDOW)
    counts.is_away = False
    await popularity.look()
    assert popularity.asked() == {"renewal-window": 2}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus()


def test_what_is_asked_a_lot_outdoes_what_was_chosen(corpus: Corpus) -> None:
    chosen = [entry.id for entry in corpus.hot_questions()]
    rare, often = (i for i in list(corpus.entries)[-2:] if i not in chosen)
    few = corpus.hot_questions(None, {rare: 1})
    assert [entry.id for entry in few][: len(chosen) - 1] == chosen[:-1][:HOT]
    many = corpus.hot_questions(None, {often: int(CHOSEN_HEAT) + 1, "gone": 1000})
    assert [entry.id for entry in many] == [often, *chosen][:HOT]


def test_what_is_for_agents_only_is_never_offered(corpus: Corpus) -> None:
    entries = [
        entry.model_copy(update={"audience": "agent"}) if entry.id == "hotline" else entry
        for entry in corpus.entries.values()
    ]
    changed = Corpus(corpus.guide, corpus.laws, entries, corpus.hot)
    asked = {"hotline": 1000}
    for found in (
        *(changed.hot_questions(place, asked) for place in (None, "hotline", "咨询与帮助")),
        changed.hot_questions_of("AY", "engineer", asked),
    ):
        assert "hotline" not in [entry.id for entry in found]


def test_hot_questions_are_printed(
    database_address: str, monkeypatch: pytest.MonkeyPatch, corpus: Corpus
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_address)
    monkeypatch.setenv("COLUMNS", "200")

    async def counted() -> None:
        database = Database(database_address)
        today = datetime.now(SHANGHAI).date()
        await AnswerCounts(database).add({(today, Asked("renewal-term", "", "renewal")): 41})
        await database.close()

    asyncio.run(counted())
    told = CliRunner().invoke(cli, ["hot", "renewal", "--json"])
    assert told.exit_code == 0, told.output
    first, *others = json.loads(told.stdout)
    assert (first["entry"], first["asked"]) == ("renewal-term", 41)
    assert {one["entry"] for one in others} <= {e.id for e in corpus.hot_questions("renewal")}
    table = CliRunner().invoke(cli, ["hot"])
    assert table.exit_code == 0, table.output
    assert corpus.entries["renewal-term"].title in table.stdout
    wrong = CliRunner().invoke(cli, ["hot", "nowhere"])
    assert wrong.exit_code == 2
    assert "renewal" in wrong.output
