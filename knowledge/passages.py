"""The words that a citation points at, to be read beside the answer."""

import re

from knowledge.citations import Citation, Law, chinese_number
from knowledge.sections import Guide, plain_text

LENGTH = 240
"""Characters of a section's beginning, where a citation names no place within it."""

_CLAUSE = re.compile(r"^(?P<kind>承诺书|审批条件|注) ?(?:第 ?)?(?P<number>\d+)(?: ?条)?$")
_MARKS = {"注": "注：\n", "承诺书": "**个人承诺书**", "审批条件": "**审批条件**"}


def passage(citation: Citation, guide: Guide, laws: dict[str, Law]) -> str:
    """What stands at the cited place, in short; empty where nothing can be shown."""
    if citation.section is None:
        return _article(citation, laws)
    section = guide.sections.get(citation.section)
    if section is None:
        return ""
    place = citation.locator.partition(" ")[2]
    if clause := _CLAUSE.match(place):
        return _clause(section.text, clause["kind"], clause["number"])
    if place:
        lines = section.plain.split("\n")
        return next((line for line in lines if place in line), "")
    return _beginning("\n".join(guide.pages(section.id)))


def _article(citation: Citation, laws: dict[str, Law]) -> str:
    law = laws.get(citation.source)
    number = chinese_number(citation.locator.strip("第条"))
    return law.articles.get(number, "") if law else ""


def _clause(text: str, kind: str, number: str) -> str:
    own = text.partition(_MARKS[kind])[2].split("\n**")[0]
    found = re.search(rf"^- {number}[、.].*$", own, re.MULTILINE)
    return plain_text(found[0]) if found else ""


def _beginning(text: str) -> str:
    words = re.sub(r"\n+", "\n", text).strip()
    if len(words) <= LENGTH:
        return words
    end = max(words.rfind(sign, 0, LENGTH) for sign in "。；\n")
    return words[: end + 1 if end > LENGTH // 3 else LENGTH].rstrip() + "……"
