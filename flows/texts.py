"""Sentences reached by a code; a code without its sentence or a fact is a bug that shows."""

import string
from functools import cache
from pathlib import Path

import yaml

SOURCES = (Path(__file__).parent / "texts.yml", Path(__file__).parent / "images" / "texts.yml")


class UnknownText(KeyError):
    """No sentence for this code."""


@cache
def sentences() -> dict[str, str]:
    """All sentences by code; raises `ValueError` where two files share a code."""
    found: dict[str, str] = {}
    for source in SOURCES:
        lines = yaml.safe_load(source.read_text("utf-8")) if source.exists() else {}
        if twice := found.keys() & lines.keys():
            raise ValueError(f"codes with two sentences: {sorted(twice)}")
        found |= lines
    return found


def say(code: str, **facts: str) -> str:
    """The sentence for a code with its facts; raises `UnknownText` or `KeyError` for a fact."""
    try:
        sentence = sentences()[code]
    except KeyError:
        raise UnknownText(code) from None
    return sentence.format(**facts)


def places(code: str) -> set[str]:
    """Names of the facts that a sentence needs."""
    return {name for _, name, _, _ in string.Formatter().parse(sentences()[code]) if name}
