"""The sentences of `texts.yml`, filled with a refusal's or a picture's facts."""

from functools import cache
from pathlib import Path

import yaml

from flows.images.outcome import ChoiceWanted, ImageRefused
from flows.images.taken import Kind, TakenImage


@cache
def sentences() -> dict[str, str]:
    """Code to sentence with placeholders."""
    content = Path(__file__).with_name("texts.yml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(content))


def refusal_text(refused: ImageRefused) -> str:
    """What was wrong, and what to do."""
    return sentences()[refused.code].format(**refused.facts)


def accepted_text(kind: Kind, taken: TakenImage) -> str:
    """What was done to the picture, and what to look at before using it."""
    code = f"accepted_{kind}" + (f"_{taken.remark}" if taken.remark else "")
    accepted = sentences()[code].format(
        width=taken.width,
        height=taken.height,
        before=size_text(taken.original_size),
        after=size_text(len(taken.content)),
    )
    return "\n".join([accepted, *(sentences()[doubt] for doubt in taken.doubts)])


def choice_text(wanted: ChoiceWanted) -> str:
    """What has to be chosen before the upload can be used."""
    return sentences()[f"choose_{wanted.what}"].format(count=len(wanted.choices))


def size_text(size: int) -> str:
    """Bytes as people say them, decimal: 86 KB, 3.2 MB."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(size // 1000, 1)} KB"
