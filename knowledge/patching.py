"""The knowledge base as it came with the program, with the changes that were made since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.corpus import Corpus, CorpusRefused, Entry, Mistake, clashes


@dataclass(frozen=True, slots=True)
class Patch:
    """An entry that is added or put in another's place; None: the entry of that id is retired."""

    id: str
    entry: Entry | None


def settle(seed: Corpus, patches: Iterable[Patch]) -> tuple[Corpus, dict[str, str]]:
    """The patched knowledge base, and why patches were left out, by id; never raises.

    Patches were right when they were made. A later seed may have taken their phrasing or their
    source away: then the seed's own entry stands, or the earlier of two patches.
    """
    standing: dict[str, Patch] = {}
    left_out: dict[str, str] = {}
    for patch in patches:
        mistakes = seed.mistakes_of(patch.entry) if patch.entry else []
        if mistakes:
            left_out[patch.id] = "\n".join(map(str, mistakes))
        else:
            standing[patch.id] = patch
    while True:
        entries = _patched(seed, standing)
        # The seed's entries first, then patches by age: the later of two gives way.
        ages = {patch_id: age for age, patch_id in enumerate(standing)}
        by_age = sorted(entries, key=lambda entry: ages.get(entry.id, -1))
        clash = next(iter(clashes(by_age)), None)
        if clash is None:
            break
        left_out[clash.later] = str(clash.mistake)
        del standing[clash.later]
    ids = {entry.id for entry in entries}
    hot = {place: [i for i in there if i in ids] for place, there in seed.hot.items()}
    kept = {place: there for place, there in hot.items() if there or place == "general"}
    return Corpus(seed.guide, seed.laws, entries, kept), left_out


def refuse_mistakes(corpus: Corpus, entry: Entry, found: Sequence[Mistake] = ()) -> None:
    """Raise `CorpusRefused` with everything that keeps `entry` out of this knowledge base.

    `found` are mistakes that the caller knows of already.
    """
    others = [other for other in corpus.entries.values() if other.id != entry.id]
    mistakes = [*found, *corpus.mistakes_of(entry)]
    mistakes += [clash.mistake for clash in clashes([*others, entry])]
    if mistakes:
        raise CorpusRefused(mistakes)


def _patched(seed: Corpus, standing: dict[str, Patch]) -> list[Entry]:
    """Patched entries in their old places, new ones at the end of their topic."""
    found: dict[str, Entry | None] = {
        **seed.entries,
        **{patch.id: patch.entry for patch in standing.values()},
    }
    entries = [entry for entry in found.values() if entry is not None]
    topics = list(dict.fromkeys([*seed.topics, *(entry.topic for entry in entries)]))
    return sorted(entries, key=lambda entry: topics.index(entry.topic))
