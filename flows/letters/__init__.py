"""Letters shown whole before a decision, versioned; Markdown files beside this one."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter; `{name}`-like places in its body are filled with the person's data."""

    id: str
    version: str
    title: str
    adapted: bool
    """True where the words are ours, after the manual's letter for engineers."""
    body: str

    def filled(self, places: dict[str, str]) -> str:
        """The text as the person reads it."""
        return self.body.format(**places)


def sha256_of(text: str) -> str:
    """The fingerprint that is kept as evidence of what was shown."""
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def letter(letter_id: str) -> Letter:
    """Load a letter; raises `FileNotFoundError` for an unknown id."""
    _, head, body = (FOLDER / f"{letter_id}.md").read_text("utf-8").split("---\n", 2)
    fields = yaml.safe_load(head)
    lines = [line for line in body.strip().splitlines() if not line.startswith("<!--")]
    return Letter(
        letter_id,
        str(fields["version"]),
        fields["title"],
        bool(fields["adapted"]),
        "\n".join(lines).strip(),
    )
