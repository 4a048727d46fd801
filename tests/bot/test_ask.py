"""`assistant ask`: one JSON object per line, by the chat's own path."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from knowledge.corpus import load_corpus
from tests.nlu.rasa_server import RunningRasa

KEYS = ["question", "status", "intent", "confidence", "action", "answer", "suggestions"]


def ask(questions: bytes, **options: str) -> list[dict[str, Any]]:
    done = subprocess.run(
        [Path(sys.executable).parent / "assistant", "ask", "--jsonl"],
        env=os.environ | {"RASA": "false"} | options,
        input=questions,
        capture_output=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_every_line_has_the_agreed_shape() -> None:
    own = load_corpus().entries["withdrawal-again"].phrasings[0]
    questions = ["我要办延续注册", own, "转人工", "今天天气怎么样", "你好"]
    answers = ask("\n\n".join(questions).encode())
    assert [answer["question"] for answer in answers] == questions
    statuses = {"answered", "action", "unsure", "out_of_scope", "smalltalk"}
    for answer in answers:
        assert list(answer) == KEYS
        assert answer["status"] in statuses
        assert 0 <= answer["confidence"] <= 1
        assert (answer["action"] is not None) == (answer["status"] == "action")
        assert (answer["answer"] is not None) == (answer["status"] == "answered")
        for suggestion in answer["suggestions"]:
            assert list(suggestion) == ["id", "title"]
    renewal, withdrawal, agent, _, hello = answers
    assert renewal["action"] == {"flow": "renewal"}
    assert agent["action"] == {"flow": "agent"}
    assert hello["status"] == "smalltalk"
    assert list(withdrawal["answer"]) == ["id", "title", "text", "citations"]
    assert any("手册" in citation for citation in withdrawal["answer"]["citations"])


def test_lines_that_nobody_would_type() -> None:
    """Another encoding, a mark at the front, a novel: an answer each, and no trace of an error."""
    lines = ["\ufeff怎么撤回".encode(), "怎么撤回".encode("gbk"), b"a" * 5000, b"\x00", b"  "]
    answers = ask(b"\r\n".join(lines))
    assert answers[0]["question"] == "怎么撤回"
    assert len(answers) == 4


def test_whoever_reads_may_stop_reading() -> None:
    process = subprocess.Popen(
        [Path(sys.executable).parent / "assistant", "ask", "--jsonl"],
        env=os.environ | {"RASA": "false"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin
    assert process.stdout
    assert process.stderr
    with process:
        process.stdout.close()
        process.stdin.write("你好\n你好\n".encode())
        process.stdin.close()
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.rasa
@pytest.mark.slow
def test_with_the_real_rasa(rasa: RunningRasa) -> None:
    questions = ["我要办延续注册", "怎么撤回", "转人工", "今天天气", "你好"]
    renewal, withdrawal, agent, weather, hello = ask(
        "\n".join(questions).encode(), RASA_URL=rasa.sidecar.url, RASA_TOKEN=rasa.sidecar.token
    )
    assert (renewal["status"], renewal["action"]) == ("action", {"flow": "renewal"})
    assert renewal["intent"] == "start_renewal"
    assert withdrawal["status"] in {"answered", "unsure"}
    if withdrawal["status"] == "answered":
        assert withdrawal["answer"]["citations"]
    else:
        assert withdrawal["suggestions"]
    assert agent["action"] == {"flow": "agent"}
    assert weather["status"] == "out_of_scope"
    assert hello["status"] == "smalltalk"
