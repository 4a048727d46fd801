"""The knowledge base at one moment: what came with the program, and what was changed since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.corpus import Corpus, CorpusRefused, read_entry
from knowledge.patching import Patch, settle
from storage.entries import StoredEntry


@dataclass(frozen=True, slots=True)
class Edition:
    """The entries that people are answered from, and what of storage made them so."""

    corpus: Corpus
    stored: Mapping[str, StoredEntry]
    """The newest version of every entry that was ever changed here."""
    left_out: Mapping[str, str]
    """Why a stored entry is not in use, by id: a later seed made it wrong."""

    @property
    def seq(self) -> int:
        """The last change that is in it."""
        return max((one.seq for one in self.stored.values()), default=0)

    def version(self, entry_id: str) -> int:
        """What an edit of this entry must name as `expected`; 0: as it came."""
        return self.stored[entry_id].version if entry_id in self.stored else 0

    @property
    def added_phrasings(self) -> list[str]:
        """Ways of asking that did not come with the program."""
        return [
            line
            for entry_id, entry in self.corpus.entries.items()
            if entry_id in self.stored and entry_id not in self.left_out
            for line in entry.phrasings
        ]


def edition_of(seed: Corpus, stored: Iterable[StoredEntry]) -> Edition:
    """Put the seed and storage's entries together; never raises for what is stored."""
    stored = sorted(stored, key=lambda one: one.seq)
    unreadable: dict[str, str] = {}
    patches: list[Patch] = []
    for one in stored:
        try:
            entry = None if one.is_retired else read_entry(one.entry, "storage")
        except CorpusRefused as refusal:
            unreadable[one.id] = str(refusal)
        else:
            patches.append(Patch(one.id, entry))
    corpus, left_out = settle(seed, patches)
    return Edition(corpus, {one.id: one for one in stored}, unreadable | left_out)
