"""Counts of answers on the real database."""

from datetime import date

from storage.answer_counts import AnswerCounts, Asked
from storage.database import Database

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


async def test_counts_of_several_writers_add_up(database: Database) -> None:
    one, other = AnswerCounts(database), AnswerCounts(database)
    hotline, window = Asked("hotline"), Asked("renewal-window", "AY", "renewal")
    await one.add({(MONDAY, hotline): 2, (MONDAY, window): 1})
    await other.add({(MONDAY, hotline): 3, (TUESDAY, window): 4})
    assert await one.since(MONDAY) == {hotline: 5, window: 5}
    assert await one.since(TUESDAY) == {window: 4}
