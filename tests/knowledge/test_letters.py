"""The commitment letters beside the manual that they come from."""

import re

import pytest

from flows.letters import letter
from knowledge.corpus import Corpus

PLACES = {"name": "", "id_number": "", "mobile": "", "enterprise": ""}


def test_the_engineers_letter_is_the_manuals(corpus: Corpus) -> None:
    manual = corpus.guide.section("3.1.1").plain
    body = re.sub(r"\{\w+\}", "[]", letter("engineer").body)
    for line in filter(None, body.split("\n")):
        assert line in manual.split("\n")
    assert not letter("engineer").adapted


def test_the_architects_letter_cites_their_own_law() -> None:
    architect = letter("architect")
    assert architect.adapted
    assert "注册建筑师条例" in architect.body
    assert "勘察设计" not in architect.body
    for ground in ("不满五年", "不满二年", "吊销注册建筑师证书", "完全民事行为能力"):
        assert ground in architect.body


@pytest.mark.parametrize("letter_id", ["engineer", "architect"])
def test_each_has_fifteen_clauses_and_the_same_places(letter_id: str) -> None:
    body = letter(letter_id).body
    assert re.findall(r"^(\d+)、", body, re.MULTILINE) == [str(n) for n in range(1, 16)]
    assert set(re.findall(r"\{(\w+)\}", body)) == PLACES.keys()
    assert "<!--" not in body
    assert "-->" not in body
