"""The `assistant` command; each subcommand loads only what it needs."""

import io
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated, Literal

import typer

# Before numpy and the encoder count their threads: a second one wins nothing here, and spins.
os.environ.setdefault("OMP_NUM_THREADS", "1")

from bot.entry_command import entry
from bot.hot_command import hot
from bot.image_command import image
from bot.logs import set_up_logs
from bot.office import office
from bot.settings import Settings, SettingsRefused, read_settings

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="""Registration assistant for architects and engineers.

    `assistant run` starts everything on http://127.0.0.1:8000 and needs no configuration.
    Options are environment variables, or lines of a file `.env`; `assistant doctor` lists them.
    """,
)
cli.add_typer(office, name="office")
cli.add_typer(entry, name="entry")
cli.command("image")(image)
cli.command("hot")(hot)


def _settings() -> Settings:
    try:
        return read_settings()
    except SettingsRefused as refused:
        typer.echo(f"These options are wrong:\n{refused}", err=True)
        raise typer.Exit(2) from None


def _refuse(error: Exception) -> typer.Exit:
    typer.echo(f"Cannot run: {error}", err=True)
    return typer.Exit(1)


@cli.command("run")
def run_command() -> None:
    """Serve the web chat, and Telegram where TELEGRAM_TOKEN is set."""
    started = time.monotonic()

    def say(line: str) -> None:
        typer.echo(f"{time.monotonic() - started:6.1f} s  {line}", err=True)

    settings = _settings()
    set_up_logs(settings.log_level, as_json=settings.log_json)
    from bot.address import CannotServe, claim_address
    from bot.data_dir import claim_data_dir
    from storage.embedded_server import DatabaseUnavailable, start_embedded

    try:
        claim_data_dir(settings.data_dir)
        listening = claim_address(settings)
        with ThreadPoolExecutor(1) as beside:
            # The server's processes start on another core while this one loads the product.
            say("opening the database and loading the product")
            embedded = (
                None if settings.database_url else beside.submit(start_embedded, settings.data_dir)
            )
            from bot.serving import run_loop, serve

            address = embedded.result() if embedded else settings.database_url
        run_loop(serve(settings, listening, address, say))
    except (CannotServe, DatabaseUnavailable, OSError) as error:
        raise _refuse(error) from None


@cli.command()
def ask(
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Only the answers, without progress lines.")
    ] = False,
) -> None:
    """Answer one question per line of standard input, as a JSON object per line."""
    import asyncio

    from bot.asking import answer_lines

    settings = _settings()
    set_up_logs("error", as_json=settings.log_json)
    # Whatever the terminal's locale: a line that is no UTF-8 is a question nobody understands.
    questions = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace")
    answers = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="\n")
    try:
        asyncio.run(answer_lines(questions, answers, settings, is_quiet=jsonl))
    except BrokenPipeError:
        # Whoever read the answers has enough; Python would complain once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@cli.command("evaluate")
def evaluate_command(
    lines: Annotated[
        Literal["development", "development_more", "test"],
        typer.Option("--lines", help="Which file is asked."),
    ] = "development",
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder of the report; else in DATA_DIR.")
    ] = None,
    folds: Annotated[
        int, typer.Option("--folds", help="Cross-validate too, in so many folds: minutes.")
    ] = 0,
) -> None:
    """Ask a whole file of questions by the chat's own path; report what came out right."""
    import asyncio

    from bot.cross_validating import cross_validation
    from bot.evaluating import evaluate, write_report
    from knowledge.corpus import load_corpus
    from knowledge.evaluation.questions import FOLDER, read_questions

    settings = _settings()
    set_up_logs("error", as_json=settings.log_json)
    evaluation = asyncio.run(evaluate(read_questions(FOLDER / f"{lines}.yml"), settings))
    folder = out or settings.data_dir / "evaluation" / lines
    besides = ""
    if folds > 1:
        besides = asyncio.run(cross_validation(load_corpus(), settings.data_dir, folds))
    title = f"Evaluation on the {lines} file"
    typer.echo(write_report(evaluation, title, folder, besides))
    typer.echo(f"Written to {folder}", err=True)


@cli.command("doctor")
def doctor_command() -> None:
    """Say what is missing and how to mend it; exit 0 where `run` can work."""
    import asyncio

    from bot import doctor

    settings = _settings()
    set_up_logs("error", as_json=settings.log_json)
    findings = asyncio.run(doctor.examine(settings))
    for finding in findings:
        typer.echo(f"{finding.mark}  {finding.subject}: {finding.words}")
    typer.echo("\nOptions (environment or .env):")
    for name, value, description in doctor.options(settings):
        typer.echo(f"  {name:24} {value:28} {description}")
    if any(finding.is_fatal for finding in findings):
        raise typer.Exit(1)


def main() -> None:
    """Entry point of the `assistant` script."""
    cli()
