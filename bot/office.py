"""`assistant office`: plays the enterprise and the authority on the embedded registry."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from bot.settings import SettingsRefused, read_settings
from flows.model import Actor, Application, ApplicationStatus
from flows.pipeline import Event, possible
from flows.ports import RegistryRefused, RegistryUnavailable
from flows.specialities import label_of
from storage.embedded_server import DatabaseUnavailable, start_embedded

if TYPE_CHECKING:
    from storage.registry.office import Office

T = TypeVar("T")

office = typer.Typer(
    no_args_is_help=True,
    help="""Act as the enterprise and the authority on the embedded registry.

    An application's way: report, deliver, accept, review, publicise (may be left out), approve.
    Asides: return, request-correction, decline, reject; and, where the person has asked to
    withdraw, consent or refuse. Every act reaches the person as a push message.

    Exit codes: 0 done, 1 refused or out of reach, 2 misuse.
    """,
)

Id = Annotated[str, typer.Argument(help="The application's id as `list` shows it.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]
Reason = Annotated[str, typer.Option(help="Shown to the person.")]


@office.command("list")
def list_(
    finished: Annotated[bool, typer.Option("--all", help="Finished applications too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Applications that somebody still has to act on, the longest untouched first."""
    found = _run(lambda one: one.applications(finished=finished), as_json)
    if as_json:
        typer.echo(json.dumps([_plain(one) for one in found], ensure_ascii=False))
        return
    if not found:
        typer.echo("No applications. File one in the chat, or see finished ones with --all.")
        return
    Console().print(_table(found))


@office.command()
def report(id: Id, as_json: AsJson = False) -> None:
    """Enterprise: report it to the authority (企业上报)."""
    _act(lambda one: one.report(id), as_json)


@office.command("return")
def return_(id: Id, reason: Reason = "", as_json: AsJson = False) -> None:
    """Enterprise: give it back to the person, who can file again (企业退回)."""
    _act(lambda one: one.return_(id, reason), as_json)


@office.command()
def deliver(id: Id, as_json: AsJson = False) -> None:
    """Authority: it has arrived and waits for acceptance (部级未受理)."""
    _act(lambda one: one.deliver(id), as_json)


@office.command("request-correction")
def request_correction(
    id: Id,
    content: Annotated[str, typer.Option(help="What to mend (补正内容).")],
    reason: Annotated[str, typer.Option(help="Why (补正原因).")],
    as_json: AsJson = False,
) -> None:
    """Authority: ask the person to mend something (提出补正)."""
    _act(lambda one: one.request_correction(id, content, reason), as_json)


@office.command()
def accept(id: Id, as_json: AsJson = False) -> None:
    """Authority: accept it; from here on it cannot be withdrawn (受理)."""
    _act(lambda one: one.accept(id), as_json)


@office.command()
def decline(id: Id, reason: Reason = "", as_json: AsJson = False) -> None:
    """Authority: do not accept it (不予受理)."""
    _act(lambda one: one.decline(id, reason), as_json)


@office.command()
def review(id: Id, as_json: AsJson = False) -> None:
    """Authority: begin the review (审查)."""
    _act(lambda one: one.review(id), as_json)


@office.command()
def publicise(id: Id, as_json: AsJson = False) -> None:
    """Authority: publish the intended decision (公示); may be left out."""
    _act(lambda one: one.publicise(id), as_json)


@office.command()
def approve(id: Id, as_json: AsJson = False) -> None:
    """Authority: approve it; the register changes accordingly (终审通过)."""
    _act(lambda one: one.approve(id), as_json)


@office.command()
def reject(
    id: Id,
    opinion: Annotated[str, typer.Option(help="The 审核意见, shown to the person.")],
    as_json: AsJson = False,
) -> None:
    """Authority: reject it with an opinion (终审不通过)."""
    _act(lambda one: one.reject(id, opinion), as_json)


@office.command()
def consent(id: Id, as_json: AsJson = False) -> None:
    """Enterprise: agree to the person's withdrawal (同意撤回)."""
    _act(lambda one: one.consent(id), as_json)


@office.command()
def refuse(id: Id, reason: Reason = "", as_json: AsJson = False) -> None:
    """Enterprise: do not agree to the withdrawal; the application goes on (不同意撤回)."""
    _act(lambda one: one.refuse(id, reason), as_json)


def _act(act: Callable[["Office"], Awaitable[Application]], as_json: bool) -> None:
    after = _run(act, as_json)
    if as_json:
        typer.echo(json.dumps(_plain(after), ensure_ascii=False))
        return
    typer.echo(f"{after.id} is now {after.status}. {_next(after.status)}")


def _run(act: Callable[["Office"], Awaitable[T]], as_json: bool) -> T:
    # Loaded here, so that the other commands start without them.
    from storage.database import Database  # noqa: PLC0415
    from storage.registry.office import Office  # noqa: PLC0415

    async def run() -> T:
        settings = read_settings()
        database = Database(settings.database_url or start_embedded(settings.data_dir))
        try:
            await database.migrate()
            return await act(Office(database))
        finally:
            await database.close()

    try:
        return asyncio.run(run())
    except RegistryRefused as refused:
        raise _failed(refused.code, _explain(refused), as_json, refused.facts) from None
    except (DatabaseUnavailable, RegistryUnavailable) as away:
        raise _failed("registry_unavailable", f"The registry: {away}", as_json) from None
    except SettingsRefused as wrong:
        raise _failed("settings", f"Correct these options:\n{wrong}", as_json, exit_=2) from None


def _failed(
    code: str, message: str, as_json: bool, facts: dict[str, str] | None = None, exit_: int = 1
) -> typer.Exit:
    if as_json:
        told = {"error": code, "message": message, **(facts or {})}
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        typer.echo(message, err=True)
    return typer.Exit(exit_)


def _explain(refused: RegistryRefused) -> str:
    if refused.code == "unknown_application":
        return "There is no application with this id. `assistant office list --all` shows them."
    status = refused.facts.get("status")
    if status is None:
        return f"The registry refused: {refused.code}."
    return f"Not possible: it is {status} now. {_next(ApplicationStatus(status))}"


def _commands(status: ApplicationStatus) -> list[Event]:
    return list(possible(status, Actor.ENTERPRISE, Actor.AUTHORITY))


def _next(status: ApplicationStatus) -> str:
    if commands := _commands(status):
        return f"Possible: {', '.join(commands)}."
    return "Nothing more can be done with it."


def _plain(one: Application) -> dict[str, Any]:
    return {**one.model_dump(mode="json"), "possible": _commands(one.status)}


def _table(found: list[Application]) -> Table:
    table = Table("id", "kind", "speciality", "enterprise", "status", "filed", "possible")
    for one in found:
        table.add_row(
            one.id,
            one.kind,
            label_of(one.speciality),
            one.enterprise_name,
            one.status,
            f"{one.filed_at.astimezone():%m-%d %H:%M}",
            ", ".join(_commands(one.status)),
        )
    return table
