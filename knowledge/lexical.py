"""How well words match: BM25 over characters and pairs of them, an entry being one document."""

import bm25s
import numpy as np
import numpy.typing as npt

from knowledge.corpus import Entry
from knowledge.words import tokens

Scores = npt.NDArray[np.float32]


class Lexical:
    """The words of every entry: its title and all its phrasings in one."""

    def __init__(self, entries: list[Entry]) -> None:
        self._count = len(entries)
        self._index: bm25s.BM25 | None = None
        if entries:
            self._index = bm25s.BM25(k1=1.2, b=0.5)
            said = [
                [token for line in (entry.title, *entry.phrasings) for token in tokens(line)]
                for entry in entries
            ]
            # A document without any word would be refused.
            self._index.index([words or [" "] for words in said], show_progress=False)

    def scores(self, question: str) -> Scores:
        """A score for every entry; all 0 where no word is known."""
        asked = dict.fromkeys(tokens(question))
        known = [token for token in asked if self._index and token in self._index.vocab_dict]
        if self._index is None or not known:
            return np.zeros(self._count, dtype=np.float32)
        # Longer questions add up to more: by the root of their length they compare.
        scores: Scores = self._index.get_scores(known) / np.sqrt(len(asked))
        return scores

    def knows(self, token: str) -> bool:
        """Whether any entry has this word."""
        return self._index is not None and token in self._index.vocab_dict
