"""The `assistant` command."""

import asyncio
import sys
import time
from typing import Annotated

import typer
from rich.console import Console

from bot import asking, doctor
from bot.image_command import image
from bot.logs import set_up_logs
from bot.office import office
from bot.serving import CannotServe, run
from bot.settings import Settings, SettingsRefused, read_settings
from storage.database import DatabaseUnavailable

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
cli.command("image")(image)


def _settings() -> Settings:
    try:
        return read_settings()
    except SettingsRefused as refused:
        typer.echo(f"These options are wrong:\n{refused}", err=True)
        raise typer.Exit(2) from None


@cli.command("run")
def run_command() -> None:
    """Serve the web chat, and Telegram where TELEGRAM_TOKEN is set."""
    settings = _settings()
    set_up_logs(settings.log_level, as_json=settings.log_json)
    console = Console(stderr=True, highlight=False)
    started = time.monotonic()
    try:
        run(settings, lambda line: console.print(f"{time.monotonic() - started:6.1f} s  {line}"))
    except (CannotServe, DatabaseUnavailable, OSError) as error:
        typer.echo(f"Cannot run: {error}", err=True)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


@cli.command()
def ask(
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Only JSON lines, for scripts; the same without it.")
    ] = False,
) -> None:
    """Answer one question per line of standard input, as a JSON object per line."""
    settings = _settings()
    set_up_logs("error", as_json=settings.log_json)
    asyncio.run(asking.answer_lines(sys.stdin, sys.stdout, settings, is_quiet=jsonl))


@cli.command("doctor")
def doctor_command() -> None:
    """Say what is missing and how to mend it; exit 0 where `run` can work."""
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
