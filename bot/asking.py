"""`assistant ask`: the chat's own path from a question to its answer, line by line."""

import asyncio
import json
from typing import Any, TextIO

import typer

from bot.settings import Settings
from bot.understanding import Understood, understand
from knowledge.corpus import Entry, load_corpus
from knowledge.search import Search
from nlu.client import RasaClient
from nlu.keywords import KeywordParser
from nlu.sidecar import RasaSidecar
from nlu.sidecar_state import Phase
from nlu.understanding import RasaOrKeywords

LONGEST = 4096


async def answer_lines(
    lines: TextIO, output: TextIO, settings: Settings, *, is_quiet: bool = False
) -> None:
    """Answer each non-empty line; starts Rasa where the settings want it."""
    sidecar: RasaSidecar | None = None
    client: RasaClient | None = None
    keywords = KeywordParser()
    if settings.rasa_url:
        client = RasaClient(settings.rasa_url, settings.rasa_token.get_secret_value())
    elif settings.rasa:
        sidecar = RasaSidecar(settings.data_dir)
        client = sidecar.client
        if not is_quiet:
            sidecar.subscribe(lambda state: typer.echo(state.english, err=True))
        await sidecar.start()
        await _wait_for(sidecar)
    corpus = load_corpus()
    search = Search(corpus.entries.values())
    parser = RasaOrKeywords(client, keywords) if client else keywords
    try:
        while line := await asyncio.to_thread(lines.readline):
            question = line.strip()
            if not question:
                continue
            understood = await understand(question[:LONGEST], parser, search)
            output.write(json.dumps(as_record(question, understood), ensure_ascii=False) + "\n")
            output.flush()
    finally:
        if sidecar is not None:
            await sidecar.stop()
        elif client is not None:
            await client.close()


async def _wait_for(sidecar: RasaSidecar) -> None:
    """Until it answers; where it cannot, keywords answer and that is said."""
    while not await sidecar.wait_until_ready(timeout=1):
        if sidecar.state.phase is Phase.FAILED:
            typer.echo(sidecar.state.english, err=True)
            return


def as_record(question: str, understood: Understood) -> dict[str, Any]:
    """One line of output, as design section 7 fixes it."""
    return {
        "question": question,
        "status": understood.status,
        "intent": understood.parse.intent,
        "confidence": round(understood.confidence, 4),
        "action": {"flow": understood.action} if understood.action else None,
        "answer": _answer(understood.entry) if understood.entry else None,
        "suggestions": [
            {"id": entry.id, "title": entry.title} for entry in understood.suggestions
        ],
    }


def _answer(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "title": entry.title,
        "text": entry.answer,
        "citations": [citation.label for citation in entry.citations],
    }
