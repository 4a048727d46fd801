"""Adding, editing and retiring entries: an edit holds as a whole, or is refused as a whole."""

from dataclasses import dataclass

from bot.editions import Edition, edition_of
from flows.specialities import SPECIALITIES
from knowledge.corpus import Corpus, Mistake, read_entry
from knowledge.exporting import plain
from knowledge.patching import refuse_mistakes
from storage.entries import Entries, StoredEntry

AUTHOR_LIMIT = 60


class UnknownEntry(Exception):
    """There is no entry of this id, or it is retired already."""


class AuthorRefused(Exception):
    """The author's name is empty or too long."""


@dataclass(frozen=True, slots=True)
class EntryEditing:
    """Writes versions into storage, each checked against all the others as they stand then."""

    entries: Entries
    seed: Corpus

    async def edition(self) -> Edition:
        """The knowledge base as it stands."""
        return edition_of(self.seed, await self.entries.changed_since())

    async def put(self, raw: object, author: str, expected: int | None = None) -> StoredEntry:
        """Add or edit the entry that `raw` describes, or bring it back.

        Raises `CorpusRefused` with all its mistakes, `VersionConflict` and `AuthorRefused`.
        """
        entry = read_entry(raw, "entry")
        unknown = [
            Mistake(
                f"{entry.id}: there is no speciality {code}",
                f"适用专业：没有代码 {code}",
                "specialities",
            )
            for code in entry.specialities
            if code not in SPECIALITIES
        ]

        def check(standing: list[StoredEntry]) -> None:
            others = [one for one in standing if one.id != entry.id]
            refuse_mistakes(edition_of(self.seed, others).corpus, entry, unknown)

        return await self.entries.put(
            entry.id, plain(entry), _author(author), expected=expected, check=check
        )

    async def retire(self, entry_id: str, author: str, expected: int | None = None) -> StoredEntry:
        """Take an entry out of use; raises `UnknownEntry`, `VersionConflict`, `AuthorRefused`."""
        edition = await self.edition()
        entry = edition.corpus.entries.get(entry_id)
        if entry is None:
            raise UnknownEntry(entry_id)
        return await self.entries.put(
            entry_id,
            plain(entry),
            _author(author),
            # Even where nobody names a version: what is retired is what was just read.
            expected=edition.version(entry_id) if expected is None else expected,
            is_retired=True,
        )

    async def history(self, entry_id: str) -> list[StoredEntry]:
        """Its versions since it came with the program, newest first; raises `UnknownEntry`."""
        found = await self.entries.history(entry_id) if entry_id.isprintable() else []
        if not found and entry_id not in self.seed.entries:
            raise UnknownEntry(entry_id)
        return found


def _author(name: str) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= AUTHOR_LIMIT or not name.isprintable():
        raise AuthorRefused(f"an author's name has 1 to {AUTHOR_LIMIT} printable characters")
    return name
