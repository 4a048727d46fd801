import ast
import re
from pathlib import Path

import pytest

import flows
from flows import catalogue, texts
from flows.catalogue import DefinitionRefused, examine
from flows.model import ApplicationStatus
from flows.steps import Flow, Review, Text

FOLDER = Path(flows.__file__).parent


def flow(**changes: object) -> Flow:
    fields: dict[str, object] = {
        "id": "x",
        "title": "x",
        "manual": "1",
        "intent": "start_x",
        "steps": (Review(slot="review", ask="?"),),
        "done": "profile_saved",
    }
    return Flow(**(fields | changes))  # type: ignore[arg-type]


def text(slot: str, *clears: str) -> Text:
    return Text(slot=slot, ask="?", check=lambda value, _: value, clears=clears)


@pytest.mark.parametrize(
    "flows_",
    [
        [flow(), flow()],
        [flow(steps=())],
        [flow(steps=(text("a"), text("a")))],
        [flow(steps=(text("a", "nowhere"),))],
        [flow(done="no_such_sentence")],
    ],
)
def test_definitions_that_contradict_themselves_are_refused(flows_: list[Flow]) -> None:
    with pytest.raises(DefinitionRefused):
        examine(flows_)


def test_every_definition_is_found() -> None:
    files = {path.stem for path in (FOLDER / "definitions").glob("*.py")} - {"__init__"}
    assert set(catalogue.catalogue()) == files


def test_every_step_that_is_typed_explains_itself() -> None:
    for found in catalogue.catalogue().values():
        for step in found.steps:
            assert step.help, f"{found.id}.{step.slot} has no help"


def test_every_code_has_its_sentence() -> None:
    """Codes are string literals given to Rejected, Finding, Unusable and say."""
    sources = [*FOLDER.rglob("*.py"), *(FOLDER.parent / "bot").rglob("*.py")]
    missing = set()
    for source in sources:
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = (
                node.func.attr
                if isinstance(node.func, ast.Attribute)
                else getattr(node.func, "id", "")
            )
            first = node.args[0]
            if name in ("Rejected", "Finding", "Unusable", "say") and isinstance(
                first, ast.Constant
            ):
                is_code = isinstance(first.value, str) and re.fullmatch(r"[a-z_.]+", first.value)
                if is_code and first.value not in texts.sentences():
                    missing.add(f"{source.name}: {first.value}")
    assert not missing


def test_judges_codes_have_sentences() -> None:
    for source in (FOLDER / "definitions").glob("*.py"):
        for code in re.findall(r'checks\.\w+\((?:"\w+", )?"(\w+)"\)', source.read_text("utf-8")):
            assert code in texts.sentences()


def test_every_status_has_its_label() -> None:
    for status in ApplicationStatus:
        assert texts.say(f"status.{status.value}")


def test_a_code_without_sentence_shows() -> None:
    with pytest.raises(texts.UnknownText):
        texts.say("no_such_code")
