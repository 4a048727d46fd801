"""Vectors that are known already: the seed's, kept beside it, and those encoded since."""

import os
import zipfile
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.corpus import Entry
from knowledge.embedding import Encoder, Vectors, as_encoded, unit_rows

SEED = Path(__file__).parent / "vectors.npz"

Bytes = npt.NDArray[np.int8]
Text = tuple[str, bool]
"""What is encoded, and whether as a question."""

AT_ONCE = 8
"""Texts that are encoded in a row; a question waits for no more of them."""


def texts_of(entry: Entry) -> list[Text]:
    """Everything of an entry that has a vector: title and phrasings, then the answer."""
    lines = [(line, True) for line in (entry.title, *entry.phrasings)]
    return [*lines, answer_of(entry)]


def answer_of(entry: Entry) -> Text:
    """The entry's title and answer, as the passage that they are."""
    return f"{entry.title} {entry.answer}", False


class KnownVectors:
    """Vectors of one encoder by the texts that they are of; written to `folder`, if any."""

    def __init__(self, encoder: str, folder: Path | None = None, seed: Path = SEED) -> None:
        self.encoder = encoder
        self._rows: dict[bytes, Bytes] = {}
        self._added: dict[bytes, Bytes] = {}
        self._file = folder / f"vectors-{_key(encoder, '', True).hex()}.npz" if folder else None
        if seed.exists():
            self._rows |= _read(seed)
        if self._file is not None and self._file.exists():
            try:
                self._added = _read(self._file)
            except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
                # They can be made anew, so a start is not to fail because of them.
                self._added = {}
            self._rows |= self._added

    def __contains__(self, text: Text) -> bool:
        return _key(self.encoder, *text) in self._rows

    def of(self, texts: Iterable[Text]) -> list[Bytes | None]:
        """The vector of each text, times about 127 and rounded; None where it is not known."""
        return [self._rows.get(_key(self.encoder, *text)) for text in texts]

    def missing(self, texts: Iterable[Text]) -> list[Text]:
        """Those of `texts` that have no vector yet, each once."""
        return [text for text in dict.fromkeys(texts) if text not in self]

    def add(self, texts: list[Text], rows: Vectors) -> None:
        """Know the vectors of `texts` from now on."""
        for text, row in zip(texts, as_bytes(rows), strict=True):
            key = _key(self.encoder, *text)
            self._rows[key] = self._added[key] = row

    async def encode(self, encoder: Encoder, texts: Iterable[Text]) -> int:
        """Encode what is missing, a few at a time, and say how much that was.

        Raises `EncoderUnavailable`; what was encoded before that is kept.
        """
        missing = self.missing(texts)
        try:
            for is_query in (True, False):
                of_kind = [text for text in missing if text[1] is is_query]
                for start in range(0, len(of_kind), AT_ONCE):
                    some = of_kind[start : start + AT_ONCE]
                    lines = [line for line, _ in some]
                    self.add(some, await encoder.encode(lines, is_query=is_query))
        finally:
            if missing:
                self.save()
        return len(missing)

    def save(self) -> None:
        """Write what was added since the seed, where a folder was named."""
        if self._file is not None and self._added:
            _write(self._file, self._added)

    def write(self, path: Path, texts: Iterable[Text]) -> None:
        """Write the vectors of `texts`, all of them known, and no others."""
        keys = [_key(self.encoder, *text) for text in texts]
        _write(path, {key: self._rows[key] for key in keys})


def as_bytes(rows: Vectors) -> Bytes:
    """Rows scaled so that each one's largest number is 127: an eighth of the space of doubles."""
    largest = np.abs(rows).max(axis=1, keepdims=True)
    return np.rint(rows / np.where(largest > 0, largest, 1) * 127).astype(np.int8)


def as_vectors(rows: Bytes) -> Vectors:
    """Rows of unit length again; each number is off by less than half a hundredth."""
    return unit_rows(rows)


def _key(encoder: str, text: str, is_query: bool) -> bytes:
    said = f"{encoder}\0{'query' if is_query else 'passage'}\0{as_encoded(text)}"
    return blake2b(said.encode(), digest_size=8).digest()


def _write(path: Path, rows: dict[bytes, Bytes]) -> None:
    """Whole or not at all: another process may be reading it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    keys = sorted(rows)
    part = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        with part.open("wb") as file:
            np.savez(
                file,
                keys=np.frombuffer(b"".join(keys), dtype=np.uint64),
                rows=np.array([rows[key] for key in keys], dtype=np.int8),
            )
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _read(path: Path) -> dict[bytes, Bytes]:
    with path.open("rb") as file, np.load(file) as kept:
        rows, keys = kept["rows"], kept["keys"]
    return {key.tobytes(): row for key, row in zip(keys, rows, strict=True)}
