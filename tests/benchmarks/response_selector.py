"""Rasa's own ResponseSelector on the knowledge base, for the table of methods.

Writes a Rasa project with one retrieval intent whose responses are the entries, trains it in
Rasa's environment and asks it every question; minutes of CPU.
"""

import json
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

from knowledge.corpus import Entry
from nlu.environment import interpreter, variables
from nlu.normalise import normalise
from nlu.training import PROJECT

EPOCHS = 40
CONFIG = {
    "recipe": "default.v1",
    "assistant_id": "response-selector",
    "language": "zh",
    "pipeline": [
        {"name": "JiebaTokenizer"},
        {"name": "CountVectorsFeaturizer"},
        {
            "name": "CountVectorsFeaturizer",
            "analyzer": "char",
            "min_ngram": 1,
            "max_ngram": 4,
        },
        {"name": "ResponseSelector", "epochs": EPOCHS, "retrieval_intent": "faq"},
    ],
    "policies": [],
}
ASKING = """
import asyncio, json, sys
from rasa.core.agent import Agent

questions = json.load(open(sys.argv[2], encoding="utf-8"))
agent = Agent.load(sys.argv[1])

async def ask():
    rankings = []
    for question in questions:
        parsed = await agent.parse_message(question)
        ranking = parsed["response_selector"]["faq"]["ranking"]
        rankings.append([row["intent_response_key"].partition("/")[2] for row in ranking[:3]])
    return rankings

json.dump(asyncio.run(ask()), open(sys.argv[3], "w", encoding="utf-8"))
"""


def response_selector(entries: Iterable[Entry], questions: Sequence[str]) -> list[tuple[str, ...]]:
    """The ids of its three best entries for each question."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder, list(entries))
        python, environment = str(interpreter(PROJECT)), variables(PROJECT)
        train = [python, "-m", "rasa", "train", "nlu", "--nlu", "nlu.yml", "--out", "models"]
        subprocess.run(train, cwd=folder, env=environment, check=True, capture_output=True)
        asked = [normalise(question) for question in questions]
        (folder / "questions.json").write_text(json.dumps(asked), encoding="utf-8")
        (folder / "ask.py").write_text(ASKING, encoding="utf-8")
        model = str(next((folder / "models").glob("*.tar.gz")))
        ask = [python, "ask.py", model, "questions.json", "rankings.json"]
        subprocess.run(ask, cwd=folder, env=environment, check=True, capture_output=True)
        rankings = json.loads((folder / "rankings.json").read_text(encoding="utf-8"))
    return [tuple(ranking) for ranking in rankings]


def _write(folder: Path, entries: list[Entry]) -> None:
    examples = [
        {
            "intent": f"faq/{entry.id}",
            "examples": "".join(
                f"- {normalise(line)}\n" for line in (entry.title, *entry.phrasings)
            ),
        }
        for entry in entries
    ]
    # A second intent, since a classifier of one class cannot be trained.
    other = {"intent": "other", "examples": "- 今天天气怎么样\n- 讲个笑话\n"}
    data = {"version": "3.1", "nlu": [*examples, other]}
    domain = {
        "version": "3.1",
        "intents": ["faq", "other"],
        "responses": {f"utter_faq/{entry.id}": [{"text": entry.answer}] for entry in entries},
    }
    for name, content in (("nlu.yml", data), ("domain.yml", domain), ("config.yml", CONFIG)):
        (folder / name).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
