"""The sentences of `texts.yml`: proposals to confirm, and questions to think about."""

from functools import cache
from pathlib import Path

import yaml

from flows.images.papers.paper import ReadValue
from flows.images.papers.questions import Question
from flows.specialities import label_of


@cache
def sentences() -> dict[str, str]:
    """Code to sentence with placeholders."""
    content = Path(__file__).with_name("texts.yml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(content))


def proposal_text(key: str, read: ReadValue) -> str:
    """Asks whether the value under that key of `PaperRead.values` is right."""
    value = label_of(read.value) if key == "speciality" else read.value
    return sentences()[f"proposal_{key}"].format(value=value, label=read.label)


def question_text(question: Question) -> str:
    """What to look at once more, and why."""
    return sentences()[question.code].format(**question.facts)
