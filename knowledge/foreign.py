"""Lines that are none of our business, which a question may be nearer to than to any entry."""

from functools import cache
from pathlib import Path

import yaml

FOREIGN = Path(__file__).parent / "foreign.yml"


@cache
def foreign_lines() -> tuple[str, ...]:
    """All of them, in the order of their file."""
    return tuple(yaml.safe_load(FOREIGN.read_text(encoding="utf-8")))
