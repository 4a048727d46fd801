"""Words of the field that were typed by their sound: 撤会, 延序, or yanxu zhuce in letters."""

import io
import logging
import re
import warnings
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # jieba's source has escapes that newer Pythons warn of
    import jieba

FOLDER = Path(__file__).parent
LOOKED_AT = 400
"""Characters of a text that are mended: whoever writes more has said what it is about."""
COMMON_FROM = 50
"""How often a word stands in jieba's corpus, at the least, to count as one."""
_LETTERS = re.compile(r"(?<![0-9A-Za-z_.@/-])[A-Za-z]{2,}(?:['’ ]?[A-Za-z]+)*(?![0-9A-Za-z_.@/-])")


class Term(NamedTuple):
    """A word of the field and its sound, one folded syllable a character."""

    word: str
    sound: tuple[str, ...]


class Lexicon(NamedTuple):
    """What is read of `terms.yml` and `sounds.yml`, once."""

    terms: dict[str, list[Term]]
    """By first sound, longest first."""
    letters: dict[str, str]
    sounds: dict[str, frozenset[str]]
    """Of each character that one of the terms could be mistyped with."""
    right: frozenset[str]


def fold(syllable: str) -> str:
    """A syllable without what many do not hear: zh and z, ch and c, sh and s, -ng and -n."""
    for curled, flat in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        if syllable.startswith(curled):
            syllable = flat + syllable[2:]
    return syllable[:-1] if syllable.endswith(("ang", "eng", "ing")) else syllable


def mend(text: str) -> str:
    """`text` with mistyped words of the field as they are written; anything else stays."""
    head, tail = text[:LOOKED_AT], text[LOOKED_AT:]
    return _by_sound(_LETTERS.sub(_by_letters, head)) + tail


def _by_letters(found: re.Match[str]) -> str:
    """A run of letters as words, where it is made of nothing else and one is of the field."""
    letters = re.sub(r"[^a-z]", "", found[0].lower())
    words = _split(letters, lexicon().letters)
    of_the_field = {term.word for many in lexicon().terms.values() for term in many}
    return "".join(words) if of_the_field.intersection(words) else found[0]


def _split(letters: str, known: dict[str, str]) -> list[str]:
    """The fewest words that `letters` are made of; empty where they are not."""
    best: list[list[str] | None] = [[]]
    for end in range(1, len(letters) + 1):
        options = [
            [*before, known[letters[start:end]]]
            for start in range(max(0, end - 24), end)
            if letters[start:end] in known and (before := best[start]) is not None
        ]
        best.append(min(options, key=len) if options else None)
    return best[-1] or []


def _by_sound(text: str) -> str:
    read = lexicon()
    places = [
        (start, term)
        for start, character in enumerate(text)
        for sound in read.sounds.get(character, ())
        for term in read.terms.get(sound, ())
        if _sounds_like(text, start, term, read.sounds)
    ]
    if not places:
        return text
    words = _words(text)
    mended = list(text)
    for start, term in sorted(places, key=lambda place: -len(place[1].word)):
        if _may_mend(mended, start, term.word, words):
            mended[start : start + len(term.word)] = term.word
    return "".join(mended)


def _sounds_like(text: str, start: int, term: Term, sounds: dict[str, frozenset[str]]) -> bool:
    """True for another spelling of `term` at `start` that shares a character with it."""
    typed = text[start : start + len(term.word)]
    if len(typed) < len(term.word) or typed == term.word or typed in lexicon().right:
        return False
    if not any(a == b for a, b in zip(typed, term.word, strict=True)):
        return False
    return all(
        sound in sounds.get(character, ())
        for character, sound in zip(typed, term.sound, strict=True)
    )


def _may_mend(now: list[str], start: int, word: str, words: list[tuple[int, int]]) -> bool:
    """True where no character to change is part of a word, and no word is torn."""
    end = start + len(word)
    for first, last in words:
        if last <= start or end <= first:
            continue
        changes = any(
            now[at] != word[at - start] for at in range(max(first, start), min(last, end))
        )
        if last - first > 1 and (changes or first < start or end < last):
            return False
    return True


def _words(text: str) -> list[tuple[int, int]]:
    places, at = [], 0
    for word in _segmenter().lcut(text, HMM=False):
        places.append((at, at + len(word)))
        at += len(word)
    return places


@cache
def lexicon() -> Lexicon:
    """Terms and sounds, read once."""
    raw: dict[str, Any] = yaml.safe_load((FOLDER / "terms.yml").read_text("utf-8"))
    characters: dict[str, str] = yaml.safe_load((FOLDER / "sounds.yml").read_text("utf-8"))
    sounds: dict[str, set[str]] = {}
    for syllable, many in characters.items():
        for character in many:
            sounds.setdefault(character, set()).add(fold(syllable))
    terms: dict[str, list[Term]] = {}
    for word, sound in sorted(raw["terms"].items(), key=lambda row: -len(row[0])):
        term = Term(word, tuple(fold(syllable) for syllable in sound.split()))
        terms.setdefault(term.sound[0], []).append(term)
    spelled = raw["beside"] | raw["terms"]
    return Lexicon(
        terms=terms,
        letters={sound.replace(" ", ""): word for word, sound in spelled.items()},
        sounds={character: frozenset(many) for character, many in sounds.items()},
        right=frozenset(raw["right"]),
    )


@cache
def _segmenter() -> Any:
    """jieba with its common words: all of them would take 60 MB and a second."""
    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    with tokenizer.get_dict_file() as dictionary:
        common = io.BytesIO(b"".join(line for line in dictionary if _is_common(line)))
    common.name = "common words"
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(common)
    tokenizer.initialized = True
    read = lexicon()
    for word in (*read.right, *(term.word for many in read.terms.values() for term in many)):
        tokenizer.add_word(word)
    return tokenizer


def _is_common(line: bytes) -> bool:
    word, times = line.split()[:2]
    return int(times) >= COMMON_FROM and len(word.decode()) <= 4
