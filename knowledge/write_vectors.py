"""Write the seed's vectors beside it: `python -m knowledge.write_vectors`, after any change of it."""

import sys

from knowledge.corpus import Entry, load_corpus
from knowledge.embedding import NanoEncoder
from knowledge.foreign import foreign_lines
from knowledge.vectors import AT_ONCE, SEED, KnownVectors, Text, texts_of


def seed_texts(entries: list[Entry]) -> list[Text]:
    """All that the search of these entries knows vectors of."""
    lines = [text for entry in entries for text in texts_of(entry)]
    return list(dict.fromkeys([*lines, *((line, True) for line in foreign_lines())]))


def main() -> None:
    """Encode what the file lacks, about 15 ms each, and leave out what is no longer said."""
    encoder = NanoEncoder()
    texts = seed_texts(list(load_corpus().entries.values()))
    known = KnownVectors(encoder.name)
    missing = known.missing(texts)
    for is_query in (True, False):
        of_kind = [text for text in missing if text[1] is is_query]
        for start in range(0, len(of_kind), AT_ONCE):
            some = of_kind[start : start + AT_ONCE]
            known.add(some, encoder.encode_now([line for line, _ in some], is_query=is_query))
    known.write(SEED, texts)
    sys.stdout.write(f"{len(missing)} of {len(texts)} encoded\n")


if __name__ == "__main__":
    main()
