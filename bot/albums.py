"""Albums: many messages that are one act; what arrived is told once, when all are here."""

from dataclasses import dataclass, field

from bot.exchange import Exchange
from bot.showing import place
from bot.uploads import TakenIn
from flows import texts


@dataclass(slots=True)
class Album:
    """What has arrived so far, as the chat's state keeps it."""

    id: str
    items: list[str] = field(default_factory=list)
    """What came of each, in words."""
    doubtful: bool = False


def is_late(exchange: Exchange) -> bool:
    """True for a part of an album whose step is settled: it is no answer to the next one."""
    album, at = exchange.state.get("album_done", ("", ""))
    here = place(exchange.tracker) if exchange.tracker else ""
    return bool(exchange.message.album) and album == exchange.message.album and at != here


def is_told(exchange: Exchange) -> bool:
    """True where the person has heard about this album already; a second call is always true."""
    album = exchange.message.album
    if not album:
        return False
    told = exchange.state.get("album_told") == album
    exchange.state["album_told"] = album
    return bool(told)


def add(exchange: Exchange, taken: TakenIn) -> None:
    """Note one item."""
    album = _open(exchange)
    if album is None or album.id != exchange.message.album:
        album = Album(exchange.message.album)
    told = taken.candidate.told if taken.candidate else ""
    album.items.append(told or texts.say(taken.code, **taken.facts))
    album.doubtful = album.doubtful or taken.is_doubtful
    exchange.state["album"] = [album.id, album.items, album.doubtful]


def close(exchange: Exchange) -> Album | None:
    """The album that was being gathered; it is over now."""
    album = _open(exchange)
    if album is None:
        return None
    del exchange.state["album"]
    here = place(exchange.tracker) if exchange.tracker else ""
    exchange.state["album_done"] = [album.id, here]
    return album


def gathered(exchange: Exchange) -> str:
    """The id of the album that is being gathered, or empty."""
    album = _open(exchange)
    return album.id if album else ""


def listed(album: Album) -> str:
    """What arrived, one line each."""
    if len(album.items) == 1:
        return album.items[0]
    lines = [f"{number}. {item}" for number, item in enumerate(album.items, start=1)]
    return "\n".join([f"收到 {len(lines)} 张图片：", *lines])


def _open(exchange: Exchange) -> Album | None:
    kept = exchange.state.get("album")
    return Album(*kept) if kept else None
