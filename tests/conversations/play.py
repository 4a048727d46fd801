"""Plays a talk written as YAML on either channel, over HTTP."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from tests import house as houses
from tests.house import House
from tests.telegram.users import TelegramUser
from tests.web.users import WebUser

FOLDER = Path(__file__).parent
IMAGES = {
    "portrait": houses.portrait,
    "signature": houses.signature,
    "proof": houses.proof,
    "another proof": partial(houses.proof, seed=2),
    "three pages": partial(houses.document, 3),
    "one page": partial(houses.document, 1),
    "heic": houses.heic,
    "small proof": partial(houses.proof, 720, 960),
}


@dataclass
class Talk:
    """One written talk."""

    name: str
    channels: tuple[str, ...]
    lines: list[dict[str, Any]]


def talks() -> list[Talk]:
    """All talks of this folder; `include` pastes another file's lines in."""
    found = []
    for path in sorted(FOLDER.glob("*.yml")):
        written = yaml.safe_load(path.read_text("utf-8"))
        if "talk" in written:
            channels = tuple(written.get("channels", ("telegram", "web")))
            found.append(Talk(path.stem, channels, lines_of(path.stem)))
    return found


def lines_of(name: str) -> list[dict[str, Any]]:
    """The lines of a talk or of a part that talks include."""
    written = yaml.safe_load((FOLDER / f"{name}.yml").read_text("utf-8"))
    lines = []
    for line in written.get("talk") or written["part"]:
        lines += lines_of(line["include"]) if "include" in line else [line]
    return lines


class Player:
    """One person on one channel, doing what the lines say."""

    def __init__(self, house: House, user: WebUser | TelegramUser) -> None:
        self.house = house
        self.user = user
        self.username = ""
        self.kind = self.speciality = ""

    async def play(self, lines: list[dict[str, Any]]) -> None:
        for number, line in enumerate(lines, start=1):
            ((verb, what),) = line.items()
            try:
                await getattr(self, verb)(what)
            except AssertionError as error:
                raise AssertionError(f"line {number}, {verb} {what!r}: {error}") from error

    async def types(self, text: str) -> None:
        await self.user.types(text)

    async def taps(self, label: str) -> None:
        await self.user.taps(label)

    async def sees(self, words: str) -> None:
        await self.user.sees(words)

    async def uploads(self, kind: str) -> None:
        await self.user.uploads(IMAGES[kind]())

    async def uploads_album(self, kinds: list[str]) -> None:
        await self.user.uploads_album([IMAGES[kind]() for kind in kinds])

    async def logs_in(self, username: str) -> None:
        self.username = username
        if self.kind:
            await self.house.file(username, self.kind, self.speciality)
            self.kind = ""
        if isinstance(self.user, WebUser):
            await self.user.logs_in(username, "demo2026")
        else:
            await self.house.log_in_on_telegram(self.user, username)

    async def waits(self, seconds: float) -> None:
        """The clock moves on; nobody really waits."""
        self.house.clock.moves_on(seconds)

    async def filed(self, what: str) -> None:
        """An application is in hand before the person comes: `initial AY`."""
        self.kind, self.speciality = what.split()

    async def office(self, act: str | list[str]) -> None:
        """The enterprise or the authority acts: `report`, `reject 材料不全`, [verb, words ...]."""
        verb, *words = act if isinstance(act, list) else act.split(" ", 1)
        application = await self.house.application_of(self.username)
        await getattr(self.house.office, verb)(application.id, *words)
