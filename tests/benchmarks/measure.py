"""Rows of the printed table, and the arithmetic behind them."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure, what it is measured beside in the same run, and what it should be."""

    name: str
    figure: str
    beside: str = ""
    goal: str = ""


def percentile(values: list[float], share: float) -> float:
    """The value that `share` of them do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


async def seconds(work: Callable[[], Awaitable[object]]) -> float:
    """How long one piece of work takes."""
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began


def show(rows: list[Row]) -> str:
    """The rows as a table in Markdown."""
    lines = ["| what | measured | beside it, same run | goal |", "|---|---|---|---|"]
    lines += [f"| {row.name} | {row.figure} | {row.beside} | {row.goal} |" for row in rows]
    return "\n".join(lines)
