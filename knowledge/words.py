"""From a question to its words: normalised text, and tokens for the lexical index."""

import io
import logging
import re
import unicodedata
import warnings
from pathlib import Path

import yaml

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # jieba's source has escapes that newer Pythons warn of
    import jieba

VOCABULARY = Path(__file__).parent / "vocabulary.yml"
QUESTION_LIMIT = 400
"""Characters that are looked at: longer questions say nothing more, and cost time."""

_FULL_WIDTH = {
    code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()
}
_NOISE = re.compile(r"[^0-9a-z㐀-鿿]+")


def normalise(text: str) -> str:
    """Full-width letters and digits to ASCII, lower case, everything else but Chinese to spaces.

    Not NFKC: it would turn the Chinese comma into an ASCII one and so change what a model reads.
    """
    text = unicodedata.normalize("NFC", text[:QUESTION_LIMIT]).translate(_FULL_WIDTH)
    return " ".join(_NOISE.sub(" ", text.casefold()).split())


class Vocabulary:
    """Words of the field, words that mean the same here, and words that mean nothing."""

    def __init__(self, path: Path = VOCABULARY) -> None:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        self.terms: tuple[str, ...] = tuple(raw["terms"])
        self.stop: frozenset[str] = frozenset(raw["stop"])
        self.same: dict[str, str] = {
            word: canonical for canonical, words in raw["same"].items() for word in words
        }


COMMON_FROM = 50
"""How often a word stands in jieba's corpus, at the least, to be kept."""


def _is_common(line: bytes) -> bool:
    word, times = line.split()[:2]
    return int(times) >= COMMON_FROM and len(word.decode()) <= 4


class Tokenizer:
    """Words, character pairs and single characters of a normalised text."""

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        self._vocabulary = vocabulary or Vocabulary()
        self._jieba = jieba.Tokenizer()
        jieba.setLogLevel(logging.ERROR)
        # Its own initialisation writes a cache into the shared temporary folder, and keeps 350,000
        # words and all their beginnings in 60 MB: the common ones do as well here.
        with self._jieba.get_dict_file() as dictionary:
            common = io.BytesIO(b"".join(line for line in dictionary if _is_common(line)))
        common.name = "common words"
        self._jieba.FREQ, self._jieba.total = self._jieba.gen_pfdict(common)
        self._jieba.initialized = True
        for word in (*self._vocabulary.terms, *self._vocabulary.same):
            self._jieba.add_word(word)

    def words(self, text: str) -> list[str]:
        """Words in their canonical form, without the meaningless ones."""
        same, stop = self._vocabulary.same, self._vocabulary.stop
        cut = (same.get(word, word) for word in self._jieba.cut(text, HMM=False))
        return [word for word in cut if word not in stop and not word.isspace()]

    def tokens(self, text: str) -> list[str]:
        """All three kinds, marked apart, of raw text."""
        words = self.words(normalise(text))
        pairs = []
        characters = []
        for run in re.findall(r"[0-9a-z]+|[㐀-鿿]+", "".join(words)):
            if run.isascii():
                characters.append(f"1{run}")
                continue
            characters += [f"1{character}" for character in run]
            pairs += [f"2{run[i : i + 2]}" for i in range(len(run) - 1)]
        return [f"0{word}" for word in words] + pairs + characters
