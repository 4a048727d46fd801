"""Where an answer comes from: a place in the manual, or an article that was read."""

import re
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from knowledge.sections import Guide

LAWS = Path(__file__).parent / "laws.yml"
MANUAL = "手册"

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_PLACE = re.compile(r"^(?P<section>\d+(?:\.\d+)*)(?: (?P<detail>.+))?$")
_CLAUSE = re.compile(r"^(?P<kind>承诺书|审批条件|注) ?(?:第 ?)?(?P<number>\d+)(?: ?条)?$")
_ARTICLE = re.compile(r"^第(?P<number>[零一二三四五六七八九十百]+)条$")


class CitationRefused(Exception):
    """A citation leads nowhere; the message names it."""


class Citation(BaseModel):
    """A source (`手册` or a law's short name) and the place in it."""

    model_config = ConfigDict(frozen=True)

    source: str
    locator: str

    @property
    def label(self) -> str:
        """As people see it: 〔手册 3.1.1 承诺书第 8 条〕."""
        return f"〔{self.source} {self.locator}〕"

    @property
    def section(self) -> str | None:
        """The manual's section number, for a link into the guide; None for a law."""
        return self.locator.split(" ")[0] if self.source == MANUAL else None

    @classmethod
    def parse(cls, text: str) -> "Citation":
        """Read `手册 3.1.1 注 2` or `行政许可法 第三十二条`; raises `CitationRefused`."""
        source, _, locator = text.strip().partition(" ")
        if not locator.strip():
            raise CitationRefused(f"{text}: a source and a place, with a space between them")
        return cls(source=source, locator=locator.strip())


class Law(BaseModel):
    """A law whose articles may be cited, by number."""

    title: str
    articles: dict[int, str]


def read_laws(path: Path = LAWS) -> dict[str, Law]:
    """The laws by their short names."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {name: Law.model_validate(law) for name, law in raw.items()}


def chinese_number(text: str) -> int:
    """二十八 -> 28; up to 999."""
    total, digit = 0, 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        else:
            total += (digit or 1) * (100 if character == "百" else 10)
            digit = 0
    return total + digit


def resolve(citation: Citation, guide: Guide, laws: dict[str, Law]) -> None:
    """Make sure that the cited place exists; raises `CitationRefused`."""
    found = (
        _in_manual(citation, guide)
        if citation.source == MANUAL
        else _in_law(citation, laws.get(citation.source))
    )
    if not found:
        raise CitationRefused(f"{citation.label} does not exist")


def _in_manual(citation: Citation, guide: Guide) -> bool:
    place = _PLACE.match(citation.locator)
    if place is None or place["section"] not in guide.sections:
        return False
    if not place["detail"]:
        return True
    text = guide.section(place["section"]).text
    clause = _CLAUSE.match(place["detail"])
    if clause is None:
        return place["detail"] in text
    mark = {"注": "注：\n", "承诺书": "**个人承诺书**"}.get(clause["kind"], "**审批条件**")
    part = text.partition(mark)[2]
    own = part.split("\n**")[0]
    return bool(re.search(rf"^- {clause['number']}[、.]", own, re.MULTILINE))


def _in_law(citation: Citation, law: Law | None) -> bool:
    article = _ARTICLE.match(citation.locator)
    return bool(law and article and chinese_number(article["number"]) in law.articles)
