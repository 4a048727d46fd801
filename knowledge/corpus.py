"""The knowledge base: guide, entries by id, and the hot questions, read and checked."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from knowledge.citations import Citation, CitationRefused, Law, read_laws, resolve
from knowledge.mistakes import CorpusRefused, Mistake, mistakes_of_form
from knowledge.sections import GUIDE, Guide, GuideRefused, Section, read_guide

__all__ = [
    "Citation",
    "Clash",
    "Corpus",
    "CorpusRefused",
    "Entry",
    "Guide",
    "GuideRefused",
    "Mistake",
    "Section",
    "clashes",
    "load_corpus",
    "read_entry",
]

ROOT = Path(__file__).parent
ANSWER_LIMIT = 120
PHRASINGS_AT_LEAST = 6
HOT = 8
"""Hot questions that are offered at a place."""
CHOSEN_HEAT = 20.0
"""How often a question must be asked to be as hot as the first one that was chosen by hand."""

Destination = Literal[
    "",
    "profile",
    "initial",
    "change",
    "renewal",
    "reissue",
    "cancellation",
    "correction",
    "withdrawal",
    "info_update",
    "defence",
    "current",
    "history",
    "messages",
    "progress",
    "guide",
    "service",
    "videos",
    "hotline",
    "agent",
]


def _citations(value: Any) -> Any:
    if not isinstance(value, list | tuple):
        return value
    try:
        return tuple(Citation.parse(item) if isinstance(item, str) else item for item in value)
    except CitationRefused as refusal:
        raise PydanticCustomError("citation", "{told}", {"told": str(refusal)}) from None


Code = Annotated[str, Field(pattern=r"^(ARCH|[A-Z]{1,2})$")]


def _said(text: str) -> str:
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text):
        raise PydanticCustomError("control_character", "holds a control character")
    if text and not any(character.isalnum() for character in text):
        raise PydanticCustomError("says_nothing", "says nothing")
    return text


Line = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_said)]
Words = Annotated[str, AfterValidator(_said)]


class Entry(BaseModel):
    """One question that people ask, its phrasings, and the answer, word for word."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z][a-z0-9-]{2,39}$")
    topic: Words = Field(min_length=1, max_length=20)
    title: Words = Field(min_length=2, max_length=40)
    phrasings: tuple[Line, ...] = Field(min_length=PHRASINGS_AT_LEAST, max_length=100)
    answer: Words = Field(min_length=4, max_length=ANSWER_LIMIT)
    detail: Words = Field("", max_length=2000)
    citations: Annotated[tuple[Citation, ...], BeforeValidator(_citations)] = Field(min_length=1)
    specialities: tuple[Code, ...] = ()
    """Codes it is meant for; none: all of them."""
    leads_to: Destination = ""
    """The flow or page where the person goes on."""
    audience: Literal["everyone", "architect", "engineer", "enterprise", "agent"] = "everyone"
    """Whom it speaks to; `agent` entries are for the hotline's agents only."""
    corrects: Words = Field("", max_length=200)
    """The wrong belief that it corrects, as people repeat it."""
    computed: Literal["", "hotline_now", "next_workday", "renewal_window"] = ""
    """A line that depends on the day, put below the answer when it is given."""

    @property
    def is_public(self) -> bool:
        """True where everybody may read it: some entries are for the hotline's agents only."""
        return self.audience != "agent"


class Corpus:
    """Guide, laws, entries and hot questions of one version of the knowledge base."""

    def __init__(
        self,
        guide: Guide,
        laws: dict[str, Law],
        entries: list[Entry],
        hot: dict[str, list[str]],
    ) -> None:
        self.guide = guide
        self.laws = laws
        self.entries: dict[str, Entry] = {entry.id: entry for entry in entries}
        self.hot = hot
        """Ids by place: what to offer first."""
        mistakes = [
            Mistake(f"{entry_id}: stands {times} times", f"编号 {entry_id} 重复", "id")
            for entry_id, times in Counter(entry.id for entry in entries).items()
            if times > 1
        ]
        for entry in entries:
            mistakes += self.mistakes_of(entry)
        mistakes += [clash.mistake for clash in clashes(entries)]
        for place, ids in hot.items():
            mistakes += [
                Mistake(f"hot {place}: no entry {i}", f"热门问题「{place}」：没有条目 {i}")
                for i in ids
                if i not in self.entries
            ]
        if mistakes:
            raise CorpusRefused(mistakes)

    def mistakes_of(self, entry: Entry) -> list[Mistake]:
        """What keeps an entry out of this knowledge base, its own fields being right."""
        mistakes = []
        if len(set(entry.phrasings)) != len(entry.phrasings):
            twice = Mistake(f"{entry.id}: a phrasing stands twice", "问法：有重复的", "phrasings")
            mistakes.append(twice)
        for citation in entry.citations:
            try:
                resolve(citation, self.guide, self.laws)
            except CitationRefused as refusal:
                chinese = f"出处：没有{citation.label}"
                mistakes.append(Mistake(f"{entry.id}: {refusal}", chinese, "citations"))
        return mistakes

    @cached_property
    def public(self) -> tuple[Entry, ...]:
        """The entries that everybody may read."""
        return tuple(entry for entry in self.entries.values() if entry.is_public)

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """Topics in the order of their files."""
        return tuple(dict.fromkeys(entry.topic for entry in self.entries.values()))

    def hot_questions(
        self, topic_or_flow: str | None = None, asked: Mapping[str, int] | None = None
    ) -> list[Entry]:
        """What to offer first: for a topic, a flow or page, or (None, unknown) in general.

        `asked` is how often each entry was the answer lately, as far as it is about this place.
        """
        ids = self.hot.get(topic_or_flow or "general")
        if ids is not None:
            return self._hottest(ids, asked or {})
        of_topic = [i for i, entry in self.entries.items() if entry.topic == topic_or_flow]
        counted = {i: times for i, times in (asked or {}).items() if i in of_topic}
        return self._hottest(of_topic, counted) or self.hot_questions(None, asked)

    def hot_questions_of(
        self, speciality: str, profession: str, asked: Mapping[str, int] | None = None
    ) -> list[Entry]:
        """What people of one speciality ask first; `profession` is `architect` or `engineer`.

        `asked` is how often each entry was the answer for them lately.
        """
        own = [i for i, entry in self.entries.items() if speciality in entry.specialities]
        ids = [*self.hot.get(profession, []), *self.hot.get(speciality, []), *own]
        fitting = self._hottest(
            [i for i in dict.fromkeys(ids) if self._fits(i, speciality)],
            {i: times for i, times in (asked or {}).items() if self._fits(i, speciality)},
        )
        return fitting or self.hot_questions(None)

    def _fits(self, entry_id: str, speciality: str) -> bool:
        entry = self.entries.get(entry_id)
        return entry is not None and (not entry.specialities or speciality in entry.specialities)

    def _hottest(self, chosen: Sequence[str], asked: Mapping[str, int]) -> list[Entry]:
        """Those chosen by hand and those asked for, the hottest first; none for agents only."""
        heat = {i: float(times) for i, times in asked.items() if i in self.entries}
        for place, i in enumerate(chosen):
            heat[i] = heat.get(i, 0.0) + CHOSEN_HEAT * (len(chosen) - place) / len(chosen)
        # Sorting keeps the order by hand where two are equally hot.
        order = sorted(dict.fromkeys((*chosen, *heat)), key=lambda i: -heat[i])
        entries = [self.entries[i] for i in order]
        return [entry for entry in entries if entry.is_public][:HOT]


@dataclass(frozen=True, slots=True)
class Clash:
    """One line that two entries claim, so that the search could not tell them apart."""

    line: str
    earlier: str
    later: str

    @property
    def mistake(self) -> Mistake:
        """It as a mistake of the later entry."""
        english = f"{self.later}: 「{self.line}」 is a phrasing of {self.earlier} already"
        chinese = f"问法：「{self.line}」已经是条目 {self.earlier} 的问法"
        return Mistake(english, chinese, "phrasings")


def clashes(entries: Iterable[Entry]) -> list[Clash]:
    """Phrasings that differ in punctuation, spaces and case at most; `earlier` came first."""
    found: list[Clash] = []
    owners: dict[str, str] = {}
    for entry in entries:
        for line in entry.phrasings:
            spoken = "".join(character for character in line if character.isalnum()).casefold()
            owner = owners.setdefault(spoken, entry.id)
            if owner != entry.id:
                found.append(Clash(line, owner, entry.id))
    return found


def read_entry(raw: object, where: str) -> Entry:
    """One entry from its YAML or JSON form; raises `CorpusRefused`."""
    try:
        return Entry.model_validate(raw)
    except ValidationError as error:
        name = raw.get("id", "?") if isinstance(raw, dict) else "?"
        raise CorpusRefused(mistakes_of_form(error, f"{where} {name}")) from None


def read_yaml(path: Path) -> Any:
    """A file's content; by the parser in C where there is one, which takes a tenth of the time."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), loader)


def load_corpus(root: Path = ROOT) -> Corpus:
    """Read `faq/*.yml`, `hot.yml`, `laws.yml` and the guide; raises `CorpusRefused`."""
    entries: list[Entry] = []
    mistakes: list[Mistake] = []
    for path in sorted((root / "faq").glob("*.yml")):
        raw = read_yaml(path)
        for item in raw["entries"]:
            try:
                entries.append(read_entry({"topic": raw["topic"]} | item, path.name))
            except CorpusRefused as refusal:
                mistakes += refusal.mistakes
    if mistakes:
        raise CorpusRefused(mistakes)
    hot = yaml.safe_load((root / "hot.yml").read_text(encoding="utf-8"))
    return Corpus(read_guide(root / GUIDE.name), read_laws(root / "laws.yml"), entries, hot)
