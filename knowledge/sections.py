"""The manual's sections: read from Markdown, browsed by number, shown as plain text."""

import re
from pathlib import Path

from pydantic import BaseModel, ConfigDict

GUIDE = Path(__file__).parent / "guide"
PAGE_LIMIT = 3500
"""Characters of one page in a chat, below what every channel takes."""

_HEADING = re.compile(r"^#{1,6} (\d+(?:\.\d+)*) (.+)$")
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()]*\)")
_NUMBERED = re.compile(r"^[-*] (?=\d+[、.])")


class GuideRefused(Exception):
    """The guide's files are wrong; the message says where."""


class Section(BaseModel):
    """One numbered section; `text` is its own Markdown, without its children's."""

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    text: str
    parent: str | None
    children: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """Number and title, as the manual prints them."""
        return f"{self.id} {self.title}"

    @property
    def plain(self) -> str:
        """The text for a chat: no Markdown, no comments."""
        return plain_text(self.text)


def plain_text(markdown: str) -> str:
    """Strip the few Markdown forms that the guide uses."""
    lines = []
    for line in _LINK.sub(r"\1", _COMMENT.sub("", markdown)).splitlines():
        line = _NUMBERED.sub("", line.rstrip())
        line = re.sub(r"^[-*] ", "· ", line)
        line = re.sub(r"^(?:> ?|#{1,6} )", "", line)
        lines.append(re.sub(r"\*\*(.+?)\*\*", r"【\1】", line))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def split_pages(text: str, limit: int = PAGE_LIMIT) -> list[str]:
    """Cut plain text at line ends into pages of at most `limit` characters; never empty."""
    pages = [""]
    for line in text.split("\n"):
        for start in range(0, max(len(line), 1), limit):
            piece = line[start : start + limit]
            joined = f"{pages[-1]}\n{piece}" if pages[-1] else piece
            if len(joined) <= limit:
                pages[-1] = joined
            else:
                pages.append(piece)
    return [page.strip("\n") for page in pages]


class Guide:
    """All sections in the manual's order."""

    def __init__(self, sections: list[Section]) -> None:
        self.sections: dict[str, Section] = {section.id: section for section in sections}
        if len(self.sections) != len(sections):
            raise GuideRefused("a section number stands twice")
        self._order = list(self.sections)

    def section(self, section_id: str) -> Section:
        """The section of that number; raises `KeyError`."""
        return self.sections[section_id]

    @property
    def top(self) -> tuple[Section, ...]:
        """The chapters."""
        return tuple(section for section in self.sections.values() if section.parent is None)

    def children(self, section_id: str) -> tuple[Section, ...]:
        """The sections directly below; raises `KeyError`."""
        return tuple(self.sections[child] for child in self.sections[section_id].children)

    def previous(self, section_id: str) -> Section | None:
        """The section before it in reading order; raises `ValueError`."""
        index = self._order.index(section_id)
        return self.sections[self._order[index - 1]] if index else None

    def next(self, section_id: str) -> Section | None:
        """The section after it in reading order; raises `ValueError`."""
        index = self._order.index(section_id) + 1
        return self.sections[self._order[index]] if index < len(self._order) else None

    def pages(self, section_id: str, limit: int = PAGE_LIMIT) -> list[str]:
        """Plain text in pages; a section without its own text lists what stands below it."""
        section = self.sections[section_id]
        below = "\n".join(child.heading for child in self.children(section_id))
        return split_pages(section.plain or below, limit)


def read_guide(folder: Path = GUIDE) -> Guide:
    """Read the guide's files in the order of their names; raises `GuideRefused`."""
    found: list[tuple[str, str, list[str]]] = []
    for path in sorted(folder.glob("*.md")):
        for line in path.read_text(encoding="utf-8").splitlines():
            heading = _HEADING.match(line)
            if heading:
                found.append((heading[1], heading[2].strip(), []))
            elif found:
                found[-1][2].append(line)
            elif line.strip():
                raise GuideRefused(f"{path.name}: text before the first heading")
    numbers = [number for number, _, _ in found]
    sections = []
    for number, title, lines in found:
        parent = number.rpartition(".")[0] or None
        if parent is not None and parent not in numbers:
            raise GuideRefused(f"section {number} has no section {parent} above it")
        below = tuple(other for other in numbers if other.rpartition(".")[0] == number)
        text = "\n".join(lines).strip()
        sections.append(Section(id=number, title=title, text=text, parent=parent, children=below))
    return Guide(sections)
