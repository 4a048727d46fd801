"""`assistant evaluate`: the chat's own path, asked every line of an evaluation file."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import typer

from bot.reading import Reader, reader
from bot.settings import Settings
from bot.topics import follow_up, topic_after
from knowledge.evaluation.outcomes import Evaluation, FollowUpOutcome, Outcome
from knowledge.evaluation.questions import (
    AnswerLine,
    FollowUpLine,
    OrderLine,
    Questions,
    RefusalLine,
)
from knowledge.evaluation.report import report
from knowledge.follow_up import Topic, subject_in

Line = AnswerLine | OrderLine | RefusalLine


async def evaluate(questions: Questions, settings: Settings) -> Evaluation:
    """Ask all lines, each follow-up after its question; starts Rasa where wanted."""
    async with reader(settings, lambda state: typer.echo(state.english, err=True)) as chat:
        told = await asked(questions.lines, chat)
        return Evaluation(told.outcomes, await followed(questions.follow_ups, chat))


async def asked(lines: Sequence[Line], chat: Reader) -> Evaluation:
    """The outcomes of `lines`, one after another."""
    return Evaluation([await _asked(line, chat) for line in lines])


async def _asked(line: Line, chat: Reader) -> Outcome:
    understood = await chat.understand(line.question)
    return Outcome(
        line,
        understood.status,
        understood.parse.intent,
        understood.confidence,
        action=understood.action,
        answer=understood.entry.id if understood.entry else "",
        suggestions=tuple(entry.id for entry in understood.suggestions),
        ranking=await chat.ranking(line.question),
    )


async def followed(lines: Sequence[FollowUpLine], chat: Reader) -> list[FollowUpOutcome]:
    """The outcomes of follow-ups, each asked right after the question that it leans on."""
    return [await _followed(line, chat) for line in lines]


async def _followed(line: FollowUpLine, chat: Reader) -> FollowUpOutcome:
    former = Topic(subject_in(line.before))
    topic = topic_after(await chat.understand(line.before), line.before, former)
    plain = await chat.understand(line.question)
    understood = await follow_up(line.question, plain, topic, chat.understand)
    return FollowUpOutcome(
        line,
        understood.asked,
        understood.entry.id if understood.entry else "",
        tuple(entry.id for entry in understood.suggestions),
    )


def write_report(evaluation: Evaluation, title: str, folder: Path, besides: str = "") -> str:
    """The report into `folder` with its plots; its text. Without the extra: no plots.

    `besides` is Markdown that stands below.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pictures: tuple[str, ...] = ()
    if find_spec("matplotlib"):
        # Only here: loading it takes as long as a start of the whole product.
        from knowledge.evaluation.plots import draw  # noqa: PLC0415

        pictures = draw(evaluation, folder)
    text = "\n".join(filter(None, (report(evaluation, title, pictures), besides)))
    (folder / "report.md").write_text(text, encoding="utf-8")
    return text
