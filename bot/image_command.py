"""`assistant image KIND FILE`: judge and convert one picture, as the chat does."""

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer

from bot.workshop import Workshop
from flows.images.outcome import ChoiceWanted, ImageRefused, Treatment
from flows.images.taken import BYTES_AT_MOST, Kind, TakenImage
from flows.images.texts import accepted_text, choice_text, refusal_text

_ACCEPTED, _REFUSED, _MISUSE = 0, 1, 2


def image(
    kind: Annotated[Kind, typer.Argument(help="What the picture is for.", show_default=False)],
    file: Annotated[
        Path,
        typer.Argument(
            help="The picture.", exists=True, dir_okay=False, readable=True, show_default=False
        ),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", help="Where to write the picture if it is accepted.")
    ] = None,
    page: Annotated[
        int, typer.Option("--page", min=0, help="Which page of a PDF; 0: its only one.")
    ] = 0,
    turn: Annotated[
        int, typer.Option("--turn", min=0, max=3, help="Quarter turns clockwise.")
    ] = 0,
    enlarge: Annotated[
        bool, typer.Option("--enlarge", help="Let a small proof grow into its band.")
    ] = False,
) -> None:
    """Judge one picture and print a JSON line; exit 0 accepted, 1 refused, 2 misuse."""
    try:
        with file.open("rb") as opened:
            # One byte above the limit tells enough of a huge file.
            content = opened.read(BYTES_AT_MOST + 1)
    except OSError as error:
        raise _misuse(f"{file}: {error.strerror}") from None
    try:
        taken = asyncio.run(_taken(kind, content, Treatment(page, turn, enlarge)))
    except ImageRefused as refused:
        _print(accepted=False, code=refused.code, message=refusal_text(refused))
        raise typer.Exit(_REFUSED) from None
    if isinstance(taken, ChoiceWanted):
        _print(accepted=False, code=f"choose_{taken.what}", message=choice_text(taken))
        raise typer.Exit(_REFUSED)
    if out is not None:
        try:
            out.write_bytes(taken.content)
        except OSError as error:
            raise _misuse(f"{out}: {error.strerror}") from None
    _print(
        accepted=True,
        message=accepted_text(kind, taken),
        width=taken.width,
        height=taken.height,
        size=len(taken.content),
        file_format=taken.format,
    )


async def _taken(kind: Kind, content: bytes, treatment: Treatment) -> TakenImage | ChoiceWanted:
    workshop = Workshop(at_once=1)
    try:
        return await workshop.take(kind, content, treatment)
    finally:
        await workshop.close()


def _misuse(message: str) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(_MISUSE)


def _print(
    *,
    accepted: bool,
    message: str,
    code: str | None = None,
    width: int | None = None,
    height: int | None = None,
    size: int | None = None,
    file_format: str | None = None,
) -> None:
    line = {
        "accepted": accepted,
        "code": code,
        "message": message,
        "width": width,
        "height": height,
        "bytes": size,
        "format": file_format,
    }
    typer.echo(json.dumps(line, ensure_ascii=False))
