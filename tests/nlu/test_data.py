"""What Rasa learns from is complete, and apart from what it is tested with."""

import re
from pathlib import Path

import pytest
import yaml

from bot import understanding as pages
from flows.catalogue import catalogue
from flows.specialities import SPECIALITIES
from knowledge.evaluation.questions import DEVELOPMENT, TEST, read_questions
from nlu import vocabulary
from nlu.keywords import KeywordParser, entities_of
from nlu.normalise import normalise
from nlu.training import PROJECT, fingerprint, prepare, remove_old

FLOWS = (
    "profile initial change renewal reissue cancellation correction withdrawal info_update defence"
)
PAGES = "current history messages settings progress certificate guide service videos hotline"
REASONS = "office other role unlawful nonsense"
SAYS_SOMETHING = 7
"""Characters from which two people hardly write the same by chance, as they do 转人工."""
INTENTS = {
    *(f"start_{flow}" for flow in FLOWS.split()),
    *(f"open_{page}" for page in PAGES.split()),
    *["ask_agent", "ask_faq", "small_talk", "affirm", "deny", "go_back", "stop"],
    *(f"out_of_scope_{reason}" for reason in REASONS.split()),
}


def examples(folder: Path = PROJECT) -> dict[str, list[str]]:
    """Training lines by intent, annotations taken off."""
    found: dict[str, list[str]] = {}
    for file in sorted((folder / "data").glob("*.yml")):
        for item in yaml.safe_load(file.read_text("utf-8"))["nlu"]:
            lines = [
                re.sub(r"\[(.*?)\]\(\w+\)", r"\1", line.removeprefix("- "))
                for line in item["examples"].splitlines()
            ]
            if "intent" in item:
                found.setdefault(item["intent"], []).extend(lines)
    return found


HELD_OUT = yaml.safe_load((PROJECT / "tests" / "heldout.yml").read_text("utf-8"))


def test_every_intent_has_examples_and_stands_in_the_domain() -> None:
    lines = examples()
    assert set(lines) == INTENTS
    assert set(yaml.safe_load((PROJECT / "domain.yml").read_text("utf-8"))["intents"]) == INTENTS
    least = {"start": 60, "open": 30, "ask": 40, "out": 20}
    assert not {
        intent: len(many)
        for intent, many in lines.items()
        if len(many) < least.get(intent.partition("_")[0], 30)
    }
    assert len(lines["ask_faq"]) >= 250
    assert sum(len(lines[intent]) for intent in INTENTS if intent.startswith("out_")) >= 350


def test_every_flow_and_page_can_be_asked_for() -> None:
    """A flow or page that is added needs an intent with examples, or nobody gets there by words."""
    wanted = {f"start_{flow}" for flow in catalogue()} | {f"open_{page}" for page in pages.PAGES}
    assert wanted == {one for one in INTENTS if one.startswith(("start_", "open_"))}


def test_nothing_is_taught_that_is_asked_in_the_evaluation() -> None:
    asked = {
        re.sub(r"\W", "", normalise(line.question))
        for file in (DEVELOPMENT, TEST)
        if file.exists()
        for line in read_questions(file).lines
        if len(line.question) >= SAYS_SOMETHING
    }
    taught = {re.sub(r"\W", "", normalise(line)) for many in examples().values() for line in many}
    both = asked & taught
    assert not both


def test_no_line_is_taught_twice_and_none_is_held_out() -> None:
    taught = [normalise(line) for lines in examples().values() for line in lines]
    assert len(taught) == len(set(taught))
    held_out = {one for many in HELD_OUT["intents"].values() for one in many}
    assert not held_out & set(taught)


def test_lookup_and_synonyms_name_the_same() -> None:
    items = yaml.safe_load(vocabulary.ENTITIES_FILE.read_text("utf-8"))["nlu"]
    looked_up = [
        line for item in items if "lookup" in item for line in item["examples"].splitlines()
    ]
    meant = [line for item in items if "synonym" in item for line in item["examples"].splitlines()]
    assert sorted(looked_up) == sorted(meant)
    assert len(set(looked_up)) == len(looked_up)


@pytest.mark.parametrize("code", SPECIALITIES)
def test_every_name_of_a_speciality_is_recognised(code: str) -> None:
    speciality = SPECIALITIES[code]
    for name in (speciality.label, speciality.short, *speciality.aliases):
        assert entities_of(f"我的{name}要办") == {"speciality": code}, name


@pytest.mark.parametrize(("sentence", "entities"), HELD_OUT["entities"])
async def test_keywords_find_the_same_entities(sentence: str, entities: dict[str, str]) -> None:
    assert (await KeywordParser().parse(sentence)).entities == entities


def test_data_are_taught_as_they_are_parsed(tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "data").mkdir(parents=True)
    for name in ("config.yml", "domain.yml", "pyproject.toml"):
        (project / name).write_text("x: 1\n")
    (project / "data" / "a.yml").write_text(
        "nlu:\n- intent: a\n  examples: |\n    - ＱＱ　号\n    - 想[岩土](speciality)\n", "utf-8"
    )
    prepare(tmp_path / "work", project)
    taught = (tmp_path / "work" / "data" / "a.yml").read_text("utf-8")
    assert taught == "nlu:\n- intent: a\n  examples: |\n    - QQ 号\n    - 想[岩土](speciality)\n"
    before = fingerprint(project)
    assert before == fingerprint(project)
    (project / "components").mkdir()
    (project / "components" / "b.py").write_text("pass\n")
    assert fingerprint(project) != before


def test_old_models_go(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.tar.gz").write_bytes(b"")
    (tmp_path / "a.work").mkdir()
    remove_old(tmp_path, keep=2)
    assert len(list(tmp_path.iterdir())) == 2
