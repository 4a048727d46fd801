"""`assistant ask`: the chat's own path from a question to its answer, line by line."""

import asyncio
import json
from typing import Any, TextIO

import typer

from bot.reading import reader
from bot.settings import Settings
from bot.understanding import Understood
from knowledge.corpus import Entry
from nlu.sidecar_state import Phase, SidecarState

LONGEST = 4096


async def answer_lines(
    lines: TextIO, output: TextIO, settings: Settings, *, is_quiet: bool = False
) -> None:
    """Answer each non-empty line; starts Rasa where the settings want it."""

    def tell(state: SidecarState) -> None:
        if not is_quiet or state.phase is Phase.FAILED:
            typer.echo(state.english, err=True)

    async with reader(settings, tell) as chat:
        while line := await asyncio.to_thread(lines.readline):
            question = line.strip()
            if not question:
                continue
            understood = await chat.understand(question[:LONGEST])
            output.write(json.dumps(as_record(question, understood), ensure_ascii=False) + "\n")
            output.flush()


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
