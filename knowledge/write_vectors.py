"""Write the seed's vectors beside it, after any change: `python -m knowledge.write_vectors`."""

import sys

from knowledge.corpus import load_corpus
from knowledge.embedding import NanoEncoder
from knowledge.search import texts_searched
from knowledge.vectors import AT_ONCE, SEED, KnownVectors


def main() -> None:
    """Encode what the file lacks, about 15 ms each, and leave out what is no longer said."""
    encoder = NanoEncoder()
    texts = texts_searched(load_corpus().entries.values())
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
